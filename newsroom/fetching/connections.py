"""Connections that go to the address that was checked, and end when their time is over.

urllib3 calls ``_new_conn`` for the bare socket; TLS, the certificate's name and the Host header keep the host's name.
"""

import ipaddress
import os
import socket
import ssl
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock, Timer
from typing import Any, Final

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection

from newsroom.fetching import guard
from newsroom.fetching.guard import NotAllowed, Resolve
from newsroom.fetching.places import Place

CONNECT_SECONDS: Final = 5.0
MOST_TRIED: Final = 3


@dataclass
class Deadline:
    """Shuts the socket of a connection when its time is over: a reader that waits for the next byte then wakes up."""

    seconds: float
    started: float = field(default_factory=time.monotonic)
    is_over: bool = False
    was_connected: bool = False
    _socket: socket.socket | None = None
    _lock: Any = field(default_factory=Lock)
    _timer: Timer | None = None

    @property
    def left(self) -> float:
        """Seconds that are left, never below 0."""
        return max(0.0, self.started + self.seconds - time.monotonic())

    def start(self) -> None:
        """Begin to count."""
        self._timer = Timer(self.left, self._end)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, connected: socket.socket) -> None:
        """Take over a second handle of the socket: TLS replaces the object that ``connected`` is."""
        with self._lock:
            self._forget()
            if self.is_over:
                raise TimeoutError("the time was over before there was a connection")
            self._socket = socket.socket(fileno=os.dup(connected.fileno()))
            self.was_connected = True

    def stop(self) -> None:
        """Count no more."""
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._forget()

    def _end(self) -> None:
        with self._lock:
            self.is_over = True
            if self._socket is not None:
                try:
                    self._socket.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass  # it was closed already
                self._forget()

    def _forget(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


@dataclass(frozen=True, slots=True)
class Road:
    """How to get to a place: who resolves its name, whether it may be a private one, and until when."""

    place: Place
    resolve: Resolve
    is_private: bool
    deadline: Deadline
    read_seconds: float

    def connect(self) -> socket.socket:
        """Resolve once, check every address, connect to one of them and make sure that it is the one."""
        addresses = self._addresses()
        if not self.is_private:
            guard.check(addresses)
        error: OSError = NotAllowed("the host has no address")
        for address in addresses[:MOST_TRIED]:
            try:
                return self._connected(address)
            except OSError as failed:
                error = failed
        raise error

    def _addresses(self) -> list[str]:
        host = self.place.host
        is_address = ":" in host or host[-1].isdigit()
        return [host] if is_address else self.resolve(host, self.place.port, self.deadline.left)

    def _connected(self, address: str) -> socket.socket:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        made = socket.socket(family, socket.SOCK_STREAM)
        try:
            made.settimeout(max(0.01, min(CONNECT_SECONDS, self.deadline.left)))
            made.connect((address, self.place.port))
            if ipaddress.ip_address(made.getpeername()[0]) != ipaddress.ip_address(address):
                raise NotAllowed("the connection went to another address")
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.settimeout(max(0.01, min(self.read_seconds, self.deadline.left)))
            self.deadline.watch(made)
        except (OSError, ValueError):
            made.close()
            raise
        return made


class GuardedHTTP(HTTPConnection):
    """http to a checked address."""

    road: Road

    def _new_conn(self) -> socket.socket:
        return self.road.connect()


class GuardedHTTPS(HTTPSConnection):
    """https to a checked address; the certificate must be good and name the host."""

    road: Road

    def _new_conn(self) -> socket.socket:
        return self.road.connect()


def connection(road: Road) -> GuardedHTTP | GuardedHTTPS:
    """Return a connection for one request, not connected yet."""
    place = road.place
    made: GuardedHTTP | GuardedHTTPS
    if place.scheme == "https":
        made = GuardedHTTPS(place.host, place.port, timeout=road.read_seconds, ssl_context=certificates())
    else:
        made = GuardedHTTP(place.host, place.port, timeout=road.read_seconds)
    made.road = road
    return made


@cache
def certificates() -> ssl.SSLContext:
    """Return the context that checks certificates: by the system's store, by certifi's where there is none."""
    paths = ssl.get_default_verify_paths()
    has_folder = paths.capath is not None and any(Path(paths.capath).iterdir())
    return ssl.create_default_context(cafile=None if paths.cafile or has_folder else certifi.where())
