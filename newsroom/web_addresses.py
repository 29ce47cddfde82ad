"""Addresses of web pages, normalised so that two ways to write one page are recognised and two pages never are one.

What says which page it is stays: every parameter but those that are known to follow readers about. Prefixes such as
``m.`` and ``amp`` stay too, for a site may serve another text under them.

>>> normal("HTTPS://Example.org:443/a/../b?utm_source=x&id=3#top")
'https://example.org/b?id=3'
"""

import hashlib
import re
import unicodedata
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

_PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_SAFE: Final = "!$&'()*+,;=:@/?[]|%"
_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_LONE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DOTS: Final = str.maketrans("\u3002\uff0e\uff61", "...")

_FOLLOWING: Final = re.compile(
    r"utm_.*|at_(?:medium|campaign|custom\d*|creation|variant|format|link.*|ptr_name|bbc_team)|pk_(?:campaign|kwd|source|"
    r"medium|content)|mtm_.*|ns_(?:mchannel|source|campaign|linkname|fee)|hsa_.*|_hs(?:enc|mi)|mc_[ce]id|oly_(?:anon|enc)_id|"
    r"vero_(?:id|conv)|__twitter_impression|amp_js_v|usqp",
    re.IGNORECASE,
)
_TRACKERS: Final = frozenset(
    "gclid gclsrc dclid wbraid gbraid fbclid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh xtor cmp cmpid ocid"
    " smid smtyp spm scm sref s_kwcid ncid ito ftag wt_mc wt.mc_id __cft__ __tn__ mkt_tok trk _ga _gl"
    " phpsessid jsessionid aspsessionid sessionid sid_session fb_action_ids fb_action_types fb_source".split()
)
_SOMETIMES: Final = frozenset(("mod", "partner"))
"""Trackers where the path names the page; where a script does, they may say which page it makes."""
_SCRIPT: Final = re.compile(r"(?:/|\.(?:php\d?|aspx?|cgi|pl|jsp|do|dll|cfm))$", re.IGNORECASE)
_SESSION: Final = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)


def normal(url: str) -> str:
    """Return the address in its normal form (RFC 3986, section 6); what is no web address comes back as "" """
    try:
        parts = urlsplit(url.strip())
        place = _place(parts)
    except ValueError:
        return ""
    if not place:
        return ""
    path = _path(_SESSION.sub("", parts.path))
    fragment = _escaped(parts.fragment) if parts.fragment.startswith("!") else ""
    return urlunsplit((parts.scheme.lower(), place, path, _query(parts.query, path), fragment))


def key(url: str) -> str:
    """Return 32 hexadecimal digits that stand for the page at an address; "" for none.

    A page is the same with and without encryption, so ``http`` counts as ``https``.
    """
    found = normal(url) if url else ""
    if found.startswith("http://"):
        found = "https://" + found.removeprefix("http://")
    return hashlib.sha256(found.encode()).hexdigest()[:32] if found else ""


def domain(text: str) -> str:
    """Return the host of an address, or of a bare host name, without ``www.``; "" where there is none.

    >>> domain("https://www.Bücher.example/a"), domain("News.example")
    ('xn--bcher-kva.example', 'news.example')
    """
    try:
        found = _host(urlsplit(text.strip() if "//" in text else f"//{text.strip()}").hostname or "")
    except ValueError:
        return ""
    return found.removeprefix("www.") if "." in found else ""


def _place(parts: SplitResult) -> str:
    """Host and port; "" for what is not on the web. User names and default ports go."""
    scheme = parts.scheme.lower()
    name = _host(parts.hostname or "")
    if scheme not in _PORTS or not name:
        return ""
    return name if parts.port in (None, _PORTS[scheme]) else f"{name}:{parts.port}"


def _host(name: str) -> str:
    """Lower case and ASCII, by Punycode without the lossy mappings of IDNA 2003: ß and ss are two names."""
    if ":" in name:
        return f"[{IPv6Address(name).compressed}]"
    folded = unicodedata.normalize("NFKC", name.translate(_DOTS).lower()).lower().removesuffix(".")
    plain = ".".join(_label(label) for label in folded.split("."))
    return plain if len(plain) <= 253 and _HOST.fullmatch(plain) else ""


def _label(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


def _path(path: str) -> str:
    """Escapes in one spelling, dot segments resolved (RFC 3986, section 5.2.4), "/" for none."""
    kept: list[str] = []
    steps = _escaped(path).split("/")[1:]
    for step in steps:
        if step == "..":
            del kept[-1:]
        elif step != ".":
            kept.append(step)
    if steps and steps[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str, path: str) -> str:
    """All parameters but trackers, by name; those of one name stay in their order."""
    pieces = [piece for piece in _escaped(query).split("&") if piece and not _is_tracker(piece.split("=")[0], path)]
    return "&".join(sorted(pieces, key=lambda piece: piece.split("=")[0]))


def _is_tracker(name: str, path: str) -> bool:
    small = name.lower()
    if small in _SOMETIMES:
        return not _SCRIPT.search(path)
    return small in _TRACKERS or _FOLLOWING.fullmatch(small) is not None


def _escaped(text: str) -> str:
    """Upper-case escapes, none where none is needed, and all where one is."""
    whole = quote(_LONE_PERCENT.sub("%25", text), safe=_SAFE, errors="surrogatepass")
    return _ESCAPE.sub(lambda found: _one(found[1]), whole)


def _one(digits: str) -> str:
    character = chr(int(digits, 16))
    return character if character in _UNRESERVED else f"%{digits.upper()}"
