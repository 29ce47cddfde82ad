"""Dates that a page prints beside its headline or in an element named for it, where it declares none.

>>> from lxml.html import document_fromstring
>>> page = document_fromstring("<h1>Talks</h1><ul><li>27 juin 2019</li></ul><p>They met.</p>")
>>> list(below_headline(page, "fr"))
['27 juin 2019']
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from newsroom.importers.dates import parse

_NEAR: Final = 14
"""Pieces of text after the headline that are looked at."""
_LONGEST: Final = 60
_START_OF_TITLE: Final = 20
_NAMED: Final = re.compile(
    r"publi(?:sh|c)[a-z]{0,20}[-_ ]?(?:date|time|on)|pub[-_]?date|date[-_]?published|(?:article|entry|post|story|news)[-_]*date"
    r"|entry-time|dateline",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(r"updat|modif|chang|aktualisiert|maj\b", re.IGNORECASE)
_START: Final = re.compile(r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T]\d{1,2}:\d{2})?)\s")
ELSEWHERE: Final = ("a", "aside", "nav", "footer", "blockquote", "form", "select")
_MOST_NAMED: Final = 2_000


def headline(tree: HtmlElement) -> HtmlElement | None:
    """Return the page's <h1>; of several the one that begins as the page's title does, None where that is none."""
    headings = [heading for heading in islice(tree.iter("h1"), 10) if heading.text_content().strip()]
    if len(headings) > 1:
        titles = [_line(title.text_content()) for title in islice(tree.iter("title"), 3)]
        starts = [(heading, _line(heading.text_content())[:_START_OF_TITLE]) for heading in headings]
        headings = [heading for heading, start in starts if any(title.startswith(start) for title in titles)]
    return headings[0] if len(headings) == 1 else None


def times_below(tree: HtmlElement) -> list[HtmlElement]:
    """Return the first <time> after the headline, if no other article's or comment's: those that follow are."""
    heading = headline(tree)
    if heading is None:
        return []
    following = heading.xpath("following::time[@datetime][1]")
    return [found for found in following if not is_elsewhere(found, (*ELSEWHERE, "li")) and not is_changed(found)]


def below_headline(tree: HtmlElement, language: str = "") -> Iterator[str]:
    """Yield the dates among the first few pieces of text after the headline."""
    heading = headline(tree)
    if heading is None:
        return
    for text in islice(heading.xpath("following::text()[normalize-space()]"), _NEAR):
        parent = text.getparent()
        if parent is None or parent.tag in ("script", "style") or is_changed(parent):
            continue
        if len(line := " ".join(text.split())) > 4 * _LONGEST:
            return  # the article has begun
        if found := printed(line, language):
            yield found


def named(tree: HtmlElement, language: str = "") -> Iterator[str]:
    """Yield the dates in elements whose class or id calls them the date of publication."""
    for element in islice(tree.iterfind(".//*[@class]"), _MOST_NAMED):
        names = f"{element.get('class')} {element.get('id') or ''}"
        if _NAMED.search(names) and not is_elsewhere(element, (*ELSEWHERE, "li")) and not is_changed(element):
            text = " ".join(element.text_content()[: 4 * _LONGEST].split())
            if found := printed(text, language):
                yield found


def printed(text: str, language: str = "") -> str:
    """Return a text that is a whole date and no more, or a numeric date that a line begins with; "" for any other.

    >>> printed("2019-09-05 11:10 游民星空"), printed("They met on 27 June 2019 in Bern.")
    ('2019-09-05 11:10', '')
    """
    start = _START.match(f"{text} ")
    line = start[1] if start else text
    if not line or len(line) > _LONGEST or parse(line, language).precision not in ("day", "minute"):
        return ""
    return line


def _line(text: str) -> str:
    return " ".join(text.split()).casefold()


def is_elsewhere(element: HtmlElement, names: tuple[str, ...]) -> bool:
    """Whether an element is in a link, a list, a quotation (an embedded message, say) or beside the article."""
    return element.tag in names or next(element.iterancestors(*names), None) is not None


def is_changed(element: HtmlElement) -> bool:
    """Whether an element says that it is the time of a change."""
    parent = element.getparent()
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {'' if parent is None else parent.get('class') or ''}"
    return bool(_CHANGED.search(names))
