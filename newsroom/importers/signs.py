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
_PAGE_STARTS: Final = ("<!doctype html", "<html", "<head", "<body", "<article")


def is_page(start: str) -> bool:
    """Say whether it begins like a web page."""
    return start.lstrip("\ufeff \t\r\n").startswith(_PAGE_STARTS)


def is_factiva_page(start: str) -> bool:
    """Factiva's "Article format" saved as HTML."""
    return bool(_FACTIVA.search(start))


def is_factiva_text(start: str) -> bool:
    """Factiva's text or RTF with indexing: fields named by two capitals, here in lower case."""
    if start.lstrip("\ufeff \t\r\n").startswith("{\\rtf"):
        return all(re.search(rf"(?<![a-z0-9\\]){code}(?![a-z0-9])", start) for code in ("hd", "wc", "pd", "sn", "la"))
    return all(re.search(rf"^[ \t]*{code}(?:[ \t|]|$)", start, re.MULTILINE) for code in ("hd", "wc", "pd", "sn"))


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
