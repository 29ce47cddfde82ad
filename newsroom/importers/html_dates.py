"""When a page was published: what it declares, else what it prints.

>>> usable("1770111000")
'2026-02-03T09:30:00+00:00'
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from lxml.html import HtmlElement

from newsroom.importers.dates import parse
from newsroom.importers.html_declared import Declared, words, words_of

_META: Final = (
    *("article:published_time", "og:article:published_time", "datepublished", "og:published_time", "parsely-pub-date"),
    *("article.published", "rnews:datepublished", "sailthru.date", "cxenseparse:recs:publishtime", "published_time"),
    *("publication_date", "publish-date", "publish_date", "pubdate", "pub_date", "dc.date.issued", "dcterms.issued"),
    *("dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "article.created", "originalpublicationdate"),
    *("citation_publication_date", "article_date_original", "cse_publish_date", "ptime", "date"),
)
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?")
_NAMED_ZONE: Final = re.compile(r"\s*\([A-Za-z ]{2,40}\)$|(?<=[+-]\d\d:\d\d)Z$")
_MOST_TIMES: Final = 40


def published(tree: HtmlElement, declared: Declared) -> str:
    """Return the best date that the page declares or marks up, as found where it can be read; "" if there is none.

    Of several for one day, one with the time is taken.
    """
    found = list(_usable(_candidates(tree, declared)))
    if not found:
        return ""
    day = parse(found[0])
    if day.precision != "minute" and day.value is not None:
        same = (
            text for text in found if (other := parse(text)).precision == "minute" and _day(other.value) == day.value
        )
        return next(same, found[0])
    return found[0]


def usable(text: str) -> str:
    """Return a date in a form that ``dates.parse`` reads, "" if it is none or a placeholder such as year 1."""
    text = words(text)[:80]
    if _EPOCH.fullmatch(text):
        text = datetime.fromtimestamp(int(text[:10]), tz=UTC).isoformat()
    for attempt in (text, _NAMED_ZONE.sub("", text)):
        read = parse(attempt)
        if read.value is not None and read.value.year > 1600 and not attempt.startswith("1970-01-01"):
            return attempt
    return ""


def _usable(candidates: Iterable[str]) -> Iterator[str]:
    return (text for candidate in candidates if candidate and (text := usable(candidate)))


def _candidates(tree: HtmlElement, declared: Declared) -> Iterator[str]:
    yield words_of(declared.article.get("datePublished"))
    for name in _META:
        yield from declared.meta.get(name, ())[:1]
    yield words_of(declared.page.get("datePublished"))
    yield words_of(declared.article.get("dateCreated"))
    yield from _marked_up(tree)


def _marked_up(tree: HtmlElement) -> Iterator[str]:
    """Microdata first, then the <time> elements that say they are the publication, then the first of an article."""
    for element, _ in zip(tree.iterfind(".//*[@itemprop='datePublished']"), range(_MOST_TIMES), strict=False):
        yield element.get("content") or element.get("datetime") or element.text_content()[:80]
    times = [element for element, _ in zip(tree.iter("time"), range(_MOST_TIMES), strict=False)]
    marked = [element for element in times if element.get("pubdate") is not None or _says_published(element)]
    placed = [
        element for element in times if next(element.iterancestors("article", "main", "header"), None) is not None
    ]
    for element in (*marked, *_below_headline(tree), *placed):
        yield element.get("datetime") or ""


def _below_headline(tree: HtmlElement) -> list[HtmlElement]:
    """The first <time> after the page's only <h1>: others are of related stories and comments."""
    headings = [heading for heading, _ in zip(tree.iter("h1"), range(2), strict=False)]
    if len(headings) != 1:
        return []
    following = headings[0].xpath("following::time[@datetime][1]")
    return [found for found in following if next(found.iterancestors("a", "li", "aside", "nav"), None) is None]


def _says_published(element: HtmlElement) -> bool:
    names = (element.get("class") or "").lower()
    return "publish" in names or "entry-date" in names


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value
