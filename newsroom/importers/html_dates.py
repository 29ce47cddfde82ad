"""When a page was published: what it declares, else what it prints.

>>> usable("1770111000")
'2026-02-03T09:30:00+00:00'
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from newsroom.importers import html_dates_near
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
_NAMED_ZONE: Final = re.compile(r"(?<!\s)\s*+\([A-Za-z ]{2,40}\)$|(?<=[+-]\d\d:\d\d)Z$")
_MOST_TIMES: Final = 40
_IN_ADDRESS: Final = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/_.-]|$)")
_APART: Final = 2
"""Days from which on two dates are no matter of time zones."""


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
            text
            for text in found
            if (other := parse(text)).precision == "minute" and other.value and _day(other.value) == day.value
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


def other_day(published: str, address: str, language: str = "") -> str:
    """Return the day (YYYY-MM-DD) that an address names, if it is another than the page's; "" if not.

    >>> other_day("2019-06-17T18:28:00+0200", "https://daily.example/2017/7/12/talks")
    '2017-07-12'
    """
    value, found = parse(published, language).value, _IN_ADDRESS.search(address)
    if value is None or found is None:
        return ""
    try:
        named = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return ""
    return named.isoformat() if abs((_day(value) - named).days) >= _APART else ""


def _usable(candidates: Iterable[str]) -> Iterator[str]:
    return (text for candidate in candidates if candidate and (text := usable(candidate)))


def _candidates(tree: HtmlElement, declared: Declared) -> Iterator[str]:
    yield words_of(declared.article.get("datePublished"))
    for name in _META:
        yield from declared.meta.get(name, ())[:1]
    yield words_of(declared.page.get("datePublished"))
    yield words_of(declared.article.get("dateCreated"))
    yield from (words_of(node.get("pubDate")) for node in declared.nodes.values())  # Baidu's
    yield from _marked_up(tree)


def _marked_up(tree: HtmlElement) -> Iterator[str]:
    """Microdata first, then what is printed just below the headline, the <time> below it, those that say they are the
    publication, what is printed in an element of that name, then the first <time> of an article."""
    for element in islice(tree.iterfind(".//*[@itemprop='datePublished']"), _MOST_TIMES):
        yield element.get("content") or element.get("datetime") or element.text_content()[:80]
    times = list(islice(tree.iter("time"), _MOST_TIMES))
    marked = [element for element in times if element.get("pubdate") is not None or _says_published(element)]
    language = (tree.get("lang") or "")[:12]
    yield from html_dates_near.below_headline(tree, language)
    for element in (*html_dates_near.times_below(tree), *marked):
        yield _time(element)
    yield from html_dates_near.named(tree, language)
    for element in times:
        is_placed = next(element.iterancestors("article", "main", "header"), None) is not None
        if is_placed and not html_dates_near.is_elsewhere(element, html_dates_near.ELSEWHERE):
            yield _time(element)


def _time(element: HtmlElement) -> str:
    """Return what a <time> says; where it prints another day than its attribute, readers see the printed one."""
    told = element.get("datetime") or ""
    shown = html_dates_near.printed(" ".join(element.text_content()[:80].split()))
    one, other = parse(told).value, parse(shown).value if shown else None
    if one is None or other is None:
        return told or shown
    apart = _day(one).toordinal() - _day(other).toordinal()
    return shown if abs(apart) > 1 else told


def _says_published(element: HtmlElement) -> bool:
    names = (element.get("class") or "").lower()
    return "publish" in names or "entry-date" in names


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
