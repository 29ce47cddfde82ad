"""By what formats that share an extension are told apart: cheap looks at a file's first bytes.

Each takes the first ``LOOK`` bytes, decoded leniently and in lower case.

>>> is_page("<!doctype html><p>Talks")
True
"""

import re
from typing import Final

LOOK: Final = 65_536
_FACTIVA: Final = re.compile(r"""class=["']?article [a-z]{2,4}article\b""")
_NEXIS: Final = re.compile(
    r"^[ \t]*(?:end of document|\d{1,6} (?:of|von|de|sur) \d{1,6} do[ck]umente?[ns]?)[ \t]*$", re.MULTILINE
)
_NEXIS_PAGE: Final = re.compile(
    r">\s*(?:end of document|\d{1,6} (?:of|von|de|sur) \d{1,6} do[ck]umente?[ns]?)\s*<|lexis ?nexis|nexis uni"
)
_CODES: Final = tuple(re.compile(rf"^[ \t]*{code}(?:[ \t|]|$)", re.MULTILINE) for code in ("hd", "wc", "pd", "sn"))
_CODES_IN_RTF: Final = tuple(
    re.compile(rf"(?<![a-z0-9\\]){code}(?![a-z0-9])") for code in ("hd", "wc", "pd", "sn", "la")
)
_PAGE_STARTS: Final = ("<!doctype html", "<html", "<head", "<body", "<article")
_JSON: Final = re.compile(r"""[\[{]\s*(?:\{\s*)?"[^"\n]{1,80}"\s*:""")
_XML: Final = ("<?xml", "<nitf", "<newsml", "<newsitem", "<newsmessage", "<packageitem")


def text_of(start: bytes) -> str:
    """Return a file's first bytes as ``Sign`` takes them, UTF-16 with or without a mark too.

    >>> text_of("Talks".encode("utf-16")), text_of("Talks".encode("utf-16-be"))
    ('talks', 'talks')
    """
    head = start[:LOOK]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lower()
    even, odd = head[:200:2], head[1:200:2]
    if odd and odd.count(0) * 2 > len(odd) and not even.count(0):
        return head.decode("utf-16-le", "replace").lower()
    if even and even.count(0) * 2 > len(even) and not odd.count(0):
        return head.decode("utf-16-be", "replace").lower()
    return head.decode("utf-8", "replace").lower()


def true_extension(start: bytes, look: str) -> str:
    """Return the extension that a file's beginning shows beyond doubt, whatever its name says; "" where it shows none.

    >>> true_extension(b"%PDF-1.7", ""), true_extension(b"Talks", "talks")
    ('.pdf', '')
    """
    if start.startswith(b"%PDF-"):
        return ".pdf"
    if start.startswith(b"{\\rtf"):
        return ".rtf"
    if start.startswith(b"PK\x03\x04"):
        return ".docx" if b"word/" in start[:LOOK] else ".xlsx" if b"xl/" in start[:LOOK] else ".zip"
    plain = look.lstrip("\ufeff \t\r\n")
    if plain.startswith(_XML) and any(sign(look) for sign in (is_nitf, is_newsml_g2, is_newsml_1)):
        return ".xml"
    return ".json" if _JSON.match(plain) else ""


def is_page(start: str) -> bool:
    """Say whether it begins like a web page."""
    return start.lstrip("\ufeff \t\r\n").startswith(_PAGE_STARTS)


def is_factiva_page(start: str) -> bool:
    """Factiva's "Article format" saved as HTML."""
    return bool(_FACTIVA.search(start))


def is_factiva_text(start: str) -> bool:
    """Factiva's text or RTF with indexing: fields named by two capitals, here in lower case."""
    if start.lstrip("\ufeff \t\r\n").startswith("{\\rtf"):
        return all(pattern.search(start) for pattern in _CODES_IN_RTF)
    return all(pattern.search(start) for pattern in _CODES)


def is_nexis_text(start: str) -> bool:
    """Nexis' texts: numbered documents, or documents with an end of their own."""
    return "load-date:" in start and bool(_NEXIS.search(start))


def is_nexis_page(start: str) -> bool:
    """Nexis' documents saved as HTML."""
    return all(f"{name}:" in start for name in ("length", "load-date")) and bool(_NEXIS_PAGE.search(start))


def is_proquest(start: str) -> bool:
    """ProQuest's text export: records between lines of sixty underscores."""
    return "_" * 60 in start and "proquest document id:" in start


def is_nitf(start: str) -> bool:
    return "<nitf" in start and "<newsitem" not in start and "<newsmessage" not in start


def is_newsml_g2(start: str) -> bool:
    signs = ("<newsitem", "<newsmessage", "<packageitem", ":newsitem", ":newsmessage")
    return "<newsml" not in start and any(sign in start for sign in signs)


def is_newsml_1(start: str) -> bool:
    return "<newsml" in start


def is_ninjs(start: str) -> bool:
    signs = ('"versioncreated"', '"body_xhtml"', '"pubstatus"', "iptc.org/std/ninjs", '"headlines"', '"bodies"')
    return '"uri"' in start and any(sign in start for sign in signs)


def is_guardian(start: str) -> bool:
    return '"webpublicationdate"' in start


def is_nyt(start: str) -> bool:
    return '"web_url"' in start and '"lead_paragraph"' in start


def is_newsapi(start: str) -> bool:
    return '"urltoimage"' in start and '"publishedat"' in start


def is_event_registry(start: str) -> bool:
    return '"datetimepub"' in start or ('"isduplicate"' in start and '"uri"' in start)
