"""What two extractors take for the article: trafilatura and, for a second opinion, readability.

Their output is never shown: it passes through the same closed lists as any page. Both are loaded at the first page
that is read, never before.
"""

import logging
from functools import cache
from typing import Any, Final

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from newsroom.importers.html_blocks import blocks
from newsroom.text import Draft

# What the extractors raise on broken trees; they promise nothing.
_FAULTS: Final = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError),
    etree.LxmlError,
)
_TAGS: Final = {
    "item": "li",
    "quote": "blockquote",
    "row": "tr",
    "cell": "td",
    "lb": "br",
    "graphic": "img",
    "ref": "a",
}
_RENDS: Final = {"#b": "strong", "#i": "em"}


def trafilatura(tree: HtmlElement, *, is_strict: bool = False) -> list[Draft]:
    """Return the blocks that trafilatura takes for the article; empty if it finds none."""
    try:
        found = _trafilatura().bare_extraction(
            tree,
            include_comments=False,
            include_links=True,
            include_formatting=True,
            include_tables=True,
            favor_precision=is_strict,
        )
    except _FAULTS:
        return []
    body = getattr(found, "body", None)
    return [] if body is None else list(blocks(_as_html(body)))


def readability(tree: HtmlElement, base: str = "") -> list[Draft]:
    """Return the blocks that readability takes for the article; empty if it finds none."""
    module = _readability()
    try:
        summary = module.summary(tree)
        return list(blocks(document_fromstring(summary), base)) if summary.strip() else []
    except (*_FAULTS, module.Unparseable):
        return []


def printed_author(tree: HtmlElement) -> str:
    """Return the author as trafilatura finds one in a page that declares none; "" if it does not."""
    try:
        return str(_trafilatura().metadata.extract_author(tree) or "")
    except _FAULTS:
        return ""


def printed_date(tree: HtmlElement, url: str) -> str:
    """Return the day of publication (YYYY-MM-DD) as htmldate finds it in the address or the text; "" if it does not.

    The first of January is what a year alone becomes (in a copyright line, say), so it counts as none.
    """
    try:
        found = _htmldate().find_date(tree, original_date=True, extensive_search=True, url=url or None)
    except _FAULTS:
        return ""
    return "" if not found or str(found).endswith("-01-01") else str(found)


def _as_html(body: HtmlElement) -> HtmlElement:
    """Turn trafilatura's own element names into those of pages."""
    for element in body.iter():
        tag = element.tag
        if tag == "head":
            rend = element.get("rend") or ""
            element.tag = rend if rend in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
        elif tag == "list":
            element.tag = "ol" if element.get("rend") == "ol" else "ul"
        elif tag == "hi":
            element.tag = _RENDS.get(element.get("rend") or "", "span")
        elif tag in _TAGS:
            element.tag = _TAGS[tag]
            if target := element.get("target"):
                element.set("href", target)
    return body


@cache
def _trafilatura() -> Any:
    import trafilatura
    import trafilatura.metadata

    _quiet("trafilatura", "htmldate", "justext", "courlan")
    return trafilatura


@cache
def _htmldate() -> Any:
    import htmldate

    _quiet("htmldate")
    return htmldate


@cache
def _readability() -> Any:
    from newsroom.importers import html_readability

    _quiet("readability")
    return html_readability


def _quiet(*names: str) -> None:
    """A page that they cannot read is no fault of the site: nothing of it goes to the log."""
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
