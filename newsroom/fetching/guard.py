"""Which machines may be reached: every address of a host must be one of the public internet. Pure.

Python's ``is_global`` alone says yes to addresses that lead inside through a translator (64:ff9b::/96, 2002::/16) and
to some clouds' own services (168.63.129.16, 192.0.0.192), so there is a list of our own beside it.

>>> is_public("93.184.216.34"), is_public("169.254.169.254"), is_public("2002:7f00:1::")
(True, False, False)
"""

import ipaddress
import socket
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

Resolve = Callable[[str, int, float], list[str]]
"""Host, port and seconds -> the addresses of the host as texts; raises ``OSError``."""

_DENIED_4: Final = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
    )
)
_PUBLIC_6: Final = ipaddress.IPv6Network("2000::/3")
_DENIED_6: Final = tuple(
    ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
MOST_ADDRESSES: Final = 64


class NotAllowed(OSError):
    """The host has an address that may not be reached, or the connection went elsewhere."""


def is_public(address: str) -> bool:
    """Say whether an IP address belongs to the public internet; a scope (``fe80::1%lo``) never does."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not any(found in network for network in _DENIED_4)
    if found.scope_id is not None or found not in _PUBLIC_6:
        return False
    return found.is_global and not any(found in network for network in _DENIED_6)


def check(addresses: list[str]) -> None:
    """Raise ``NotAllowed`` unless all addresses of a host are public: one that is not may be the one that is taken."""
    if not addresses or len(addresses) > MOST_ADDRESSES or not all(is_public(address) for address in addresses):
        raise NotAllowed("the host has an address that may not be reached")


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """Ask the system for a host's addresses, for at most ``seconds``; each address once, in its order."""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()
    Thread(target=_ask, args=(host, port, answers), daemon=True, name="resolve").start()
    try:
        answer = answers.get(timeout=max(0.01, seconds))
    except Empty:
        raise TimeoutError("the name was not resolved in time") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _ask(host: str, port: int, answers: "SimpleQueue[list[str] | OSError]") -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        answers.put(error)
    except UnicodeError:
        answers.put(OSError("the name cannot be asked for"))
    else:
        answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
