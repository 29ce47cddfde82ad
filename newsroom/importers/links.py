"""Which addresses an article may link to.

>>> link("javascript:alert(1)"), link("https://example.org/a")
('', 'https://example.org/a')
"""

from functools import lru_cache
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

LONGEST: Final = 2_000
_SCHEMES: Final = ("http", "https", "mailto")


def link(address: str, base: str = "") -> str:
    """Return the address, made absolute by ``base``, if it is http, https or mailto; otherwise ""."""
    address = address.strip()
    if " " in address or not address.isprintable():
        address = "".join(character for character in address if character.isprintable() and character != " ")
    if not address or address.startswith("#") or len(address) > LONGEST or len(base) > LONGEST:
        return ""
    return _joined(address, base)


@lru_cache(maxsize=1_000)
def _joined(address: str, base: str) -> str:
    try:
        parts = urlsplit(address)
        if not base:
            joined = address
        elif parts.netloc and parts.scheme in _SCHEMES and ";" not in address:
            # What urljoin makes of a whole address, at a third of its time: pages have hundreds of them.
            joined = urlunsplit(parts) if parts.scheme == urlsplit(base).scheme else address
        else:
            joined = urljoin(base, address)
            parts = urlsplit(joined)
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not (parts.netloc or parts.scheme == "mailto"):
        return ""
    return joined if len(joined) <= LONGEST else ""


def web_address(address: str, base: str = "") -> str:
    """Return the address if it is one of a web page (http or https); otherwise ""."""
    found = link(address, base)
    return "" if found.startswith("mailto:") else found
