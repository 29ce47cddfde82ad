"""A web address taken apart once, strictly: what two parsers could read in two ways is refused. Pure.

The host in it is what is resolved, what the certificate must name, and what stands in the Host header.

>>> place("https://Example.org/a b") is None, place("https://Example.org/ä?x=1#top").url
(True, 'https://example.org/%C3%A4?x=1')
"""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from newsroom.fetching.guard import is_public

LONGEST: Final = 2_000
PORTS: Final = {"http": 80, "https": 443}
_UNWANTED: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\\ufeff]|[^\S ]")
_NETLOC: Final = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\[\]:@%]+)(?::[0-9]{0,5})?")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_KEPT: Final = "%/:=&?~#+!$,;'@()*[]"
_INSIDE: Final = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "onion", "invalid", "test")
"""Last labels that no public site has; ``.home.arpa`` is caught by its own rule."""
_DEVIATIONS: Final = "ßς"
_JOINERS: Final = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request goes: ``host`` in ASCII without brackets, ``target`` the path with the query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Host and port as an operator writes them in FETCH_PRIVATE."""
        return f"{self._bracketed}:{self.port}"

    @property
    def url(self) -> str:
        """The address in its plain form."""
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self._bracketed}{port}{self.target}"

    @property
    def _bracketed(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def place(url: str, private: frozenset[str] = frozenset()) -> Place | None:
    """Take an address apart; None for everything that Margin does not ask for.

    Only http and https, ports 80 and 443, a host with a dot in it, no user name. ``private`` names hosts with their
    ports (``127.0.0.1:8080``) for which the rules about names and ports do not hold.
    """
    if not url or len(url) > LONGEST or _UNWANTED.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
        target = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    except ValueError:
        return None
    if parts.scheme not in PORTS or not _NETLOC.fullmatch(parts.netloc):
        return None
    host = _host(parts.hostname or "", "[" in parts.netloc)
    found = Place(parts.scheme, host, PORTS[parts.scheme] if port is None else port, target)
    if not host or len(found.url) > LONGEST:
        return None
    return found if found.origin in private or _is_public(found) else None


def follow(here: Place, location: str, private: frozenset[str] = frozenset()) -> Place | None:
    """Return where a redirect leads; None where it may not be followed.

    From https to http is a step down that anybody on the way could have written.
    """
    location = location.strip(" \t")
    if not location or _UNWANTED.search(location):
        return None
    try:
        found = place(urljoin(here.url, location), private)
    except ValueError:
        return None
    is_down = found is not None and here.scheme == "https" and found.scheme == "http"
    return None if is_down else found


def _host(name: str, is_bracketed: bool) -> str:
    """Return the host in ASCII, an IP address in its usual form; "" for what is no host."""
    if is_bracketed:
        return _address(name, ipaddress.IPv6Address)
    ascii_name = _ascii(name)
    labels = ascii_name.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):  # as browsers do: such a host is an IPv4 address or nothing
        return _address(ascii_name, ipaddress.IPv4Address)
    is_name = len(ascii_name) <= 253 and all(_LABEL.fullmatch(label) for label in labels)
    return ".".join(labels) if is_name else ""


def _address(text: str, kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address]) -> str:
    try:
        return str(kind(text))
    except ValueError:
        return ""


def _ascii(name: str) -> str:
    """Return a host's name in ASCII (IDNA), "" where it has no such form.

    Python's codec is that of 2003; the letters that the rules of 2008 treat otherwise are encoded as browsers do.
    """
    if name.isascii():
        return name.lower()
    if any(joiner in name for joiner in _JOINERS):
        return ""
    try:
        return ".".join(_ascii_label(label) for label in name.split(".")).lower()
    except UnicodeError:
        return ""


def _ascii_label(label: str) -> str:
    if any(letter in label for letter in _DEVIATIONS):
        plain = unicodedata.normalize("NFC", label.lower())
        return "xn--" + plain.encode("punycode").decode("ascii")
    return label.encode("idna").decode("ascii") if label else ""


def _is_public(found: Place) -> bool:
    if found.port not in PORTS.values():
        return False
    if ":" in found.host or found.host[-1].isdigit():
        return is_public(found.host)
    labels = found.host.split(".")
    return len(labels) > 1 and labels[-1] not in _INSIDE and labels[-2:] != ["home", "arpa"]
