"""A small HTTP/1.1 client over one kept connection: cheap, so that the server is what is measured.

It asks for gzip as browsers do, keeps cookies, and counts the bytes on the wire.
"""

import gzip
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

LONGEST_WAIT = 120.0
"""Seconds until a request counts as failed."""
IDLE = 5.0
"""Seconds after which a connection is made anew: the server closes one on which nothing came for ten."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``seconds`` runs from the first byte sent to the last byte received."""

    status: int
    headers: Mapping[str, str]
    raw: bytes
    seconds: float

    @property
    def body(self) -> bytes:
        """The body without its compression."""
        return gzip.decompress(self.raw) if self.headers.get("content-encoding") == "gzip" else self.raw


class Client:
    """One connection, one session."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self._connect()

    def close(self) -> None:
        self._socket.close()

    def _connect(self) -> None:
        self._buffer = b""
        self._used = time.monotonic()
        self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=LONGEST_WAIT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str, **headers: str) -> Answer:
        return self._send("GET", path, b"", headers)

    def post(self, path: str, form: Mapping[str, object], **headers: str) -> Answer:
        """Post a form with the session's CSRF token, as the site's own pages would."""
        body = urlencode({"csrfmiddlewaretoken": self.cookies.get("margin_csrf", ""), **form}).encode()
        own = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        return self._send("POST", path, body, own | {"Origin": f"http://127.0.0.1:{self.port}"} | headers)

    def login(self, username: str, password: str) -> None:
        """Sign in by the form. Raises ``RuntimeError`` where that fails."""
        self.get("/account/login/")
        answer = self.post("/account/login/", {"login": username, "password": password})
        if answer.status != 302 or "margin_session" not in self.cookies:
            raise RuntimeError(f"could not sign in as {username}: {answer.status}")

    def _send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        fields = {"Host": f"127.0.0.1:{self.port}", "Accept-Encoding": "gzip", "Cookie": cookies, **headers}
        if method == "POST":
            fields["Content-Length"] = str(len(body))
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
        if time.monotonic() - self._used > IDLE:
            self.close()
            self._connect()
        began = time.perf_counter()
        self._socket.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        status, given = self._head()
        raw = self._exactly(int(given.get("content-length", "0")))
        self._used = time.monotonic()
        return Answer(status, given, raw, time.perf_counter() - began)

    def _head(self) -> tuple[int, dict[str, str]]:
        while b"\r\n\r\n" not in self._buffer:
            self._receive()
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        given: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(":")
            name, value = name.strip().lower(), value.strip()
            if name == "set-cookie":
                self._keep(value)
            given[name] = value
        if "chunked" in given.get("transfer-encoding", ""):
            raise RuntimeError("the server sent chunks; every answer of Margin has a length")
        return int(first.split(" ")[1]), given

    def _keep(self, cookie: str) -> None:
        name, _, value = cookie.partition(";")[0].partition("=")
        self.cookies[name] = value

    def _exactly(self, length: int) -> bytes:
        parts, missing = [self._buffer[:length]], length - len(self._buffer)
        self._buffer = self._buffer[length:]
        while missing > 0:
            part = self._socket.recv(min(missing, 2**18))
            if not part:
                raise ConnectionError("the server closed the connection")
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def _receive(self) -> None:
        part = self._socket.recv(2**16)
        if not part:
            raise ConnectionError("the server closed the connection")
        self._buffer += part
