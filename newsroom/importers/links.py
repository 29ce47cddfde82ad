"""Which addresses an article may link to.

>>> link("javascript:alert(1)"), link("https://example.org/a")
('', 'https://example.org/a')
"""

from typing import Final
from urllib.parse import urljoin, urlsplit

LONGEST: Final = 2_000
_SCHEMES: Final = ("http", "https", "mailto")


def link(address: str, base: str = "") -> str:
    """Return the address, made absolute by ``base``, if it is http, https or mailto; otherwise ""."""
    address = "".join(character for character in address.strip() if character.isprintable() and character != " ")
    if not address or address.startswith("#") or len(address) > LONGEST:
        return ""
    try:
        joined = urljoin(base, address) if base else address
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
