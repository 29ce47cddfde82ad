"""What a page says about itself: headline, description, author, outlet, address, date, language.

>>> from lxml.html import document_fromstring
>>> page = document_fromstring('<html lang="en_gb"><meta property="og:site_name" content="Daily"><p>x</p></html>')
>>> read(page, page).outlet
'Daily'
"""

from collections.abc import Mapping
from typing import Final

from lxml.html import HtmlElement

from newsroom.importers.body import same_words
from newsroom.importers.draft import LONGEST_TITLE, Facts
from newsroom.importers.html_blocks import DROPPED
from newsroom.importers.language import declared
from newsroom.importers.links import web_address
from newsroom.importers.marks import tidy
from newsroom.text import Draft

_PUBLISHED: Final = (
    *("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date"),
    *("dc.date.issued", "dc.date", "dcterms.created", "publish-date", "pubdate", "date"),
)
_AUTHOR: Final = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_DESCRIPTION: Final = ("og:description", "description", "twitter:description", "dc.description")
_MOST_META: Final = 500
_SEPARATORS: Final = (" | ", " - ", " – ", " — ", " :: ", " · ")


def read(page: HtmlElement, root: HtmlElement) -> Facts:
    """Read the facts of a parsed page; ``root`` is the element that holds the article."""
    meta = _meta(page)
    title = _title(page, root, meta)
    description = _first(meta, _DESCRIPTION) or _header_paragraph(root)
    return Facts(
        title=Draft("title", title) if title else None,
        standfirst=Draft("standfirst", description) if description else None,
        byline=_byline(page, meta),
        outlet=_first(meta, ("og:site_name", "application-name", "dc.publisher")),
        url=_address(page, meta),
        language=declared(page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
        or declared(_first(meta, ("content-language", "og:locale", "dc.language"))),
        published=_published(root, meta),
    )


def _meta(page: HtmlElement) -> dict[str, str]:
    """The first content of each <meta>, by lower-case property, name, itemprop or http-equiv."""
    found: dict[str, str] = {}
    for number, element in enumerate(page.iter("meta")):
        if number >= _MOST_META:
            break
        content = _words(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _title(page: HtmlElement, root: HtmlElement, meta: Mapping[str, str]) -> str:
    """The headline in the article, else what the page tells others, else its first h1, else its <title>."""
    told = _without_site(_first(meta, ("og:title", "twitter:title")), meta)
    inside = _heading(root, told)
    document = next((_words(element.text_content()) for element in page.iter("title")), "")
    return inside or told or _heading(page, told) or _without_site(document, meta)


def _heading(element: HtmlElement, told: str) -> str:
    """The h1 that says what the page tells others, else the first one."""
    texts = [_words(heading.text_content()) for heading, _ in zip(element.iter("h1"), range(20), strict=False)]
    texts = [text for text in texts if text]
    return next((text for text in texts if same_words(text, told)), texts[0] if texts else "")


def _without_site(title: str, meta: Mapping[str, str]) -> str:
    site = meta.get("og:site_name", "")
    for separator in _SEPARATORS:
        head, found, tail = title.rpartition(separator)
        if found and head and (same_words(tail, site) or (separator == " | " and len(tail) < len(head))):
            return head.strip()
    return title


def _header_paragraph(root: HtmlElement) -> str:
    """A standfirst that stands in the article's own <header>, which is otherwise left out."""
    for header in root.iter("header"):
        for paragraph in header.iter("p"):
            text = _words(paragraph.text_content())
            if len(text) >= LONGEST_TITLE // 10 and not any(
                parent.tag in ("nav", "aside") for parent in _between(paragraph)
            ):
                return text
    return ""


def _between(element: HtmlElement) -> list[HtmlElement]:
    return [parent for parent in element.iterancestors() if parent.tag in DROPPED and parent.tag != "header"]


def _byline(page: HtmlElement, meta: Mapping[str, str]) -> str:
    told = next((meta[name] for name in _AUTHOR if name in meta and "://" not in meta[name]), "")
    if told:
        return told
    return next(
        (_words(element.text_content())[:300] for element in page.iter("a", "span") if element.get("rel") == "author"),
        "",
    )


def _address(page: HtmlElement, meta: Mapping[str, str]) -> str:
    for element in page.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return web_address(element.get("href") or "")
    return web_address(_first(meta, ("og:url", "twitter:url")))


def _published(root: HtmlElement, meta: Mapping[str, str]) -> str:
    told = _first(meta, _PUBLISHED)
    return told or next(
        (_words(element.get("datetime") or "") for element in root.iter("time") if element.get("datetime")), ""
    )


def _words(text: str) -> str:
    return " ".join(tidy(text).split())
