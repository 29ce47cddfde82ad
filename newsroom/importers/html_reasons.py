"""Why a block that an extractor kept is no article text: bylines, labels, closing phrases, links to other pages.

Each function returns a reason for some of the blocks, by their index.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from newsroom.importers import boilerplate
from newsroom.importers.bylines import is_byline, split
from newsroom.importers.dates import parse
from newsroom.importers.draft import Facts, Record
from newsroom.importers.html_align import tokens
from newsroom.importers.html_blocks import Found
from newsroom.importers.html_phrases import is_about, is_label, leads_away
from newsroom.importers.html_title import letters
from newsroom.importers.notices import Notice, gettext_noop

TOP: Final = 8
"""Blocks among which a page tells about the article before it begins."""
_LONG: Final = 120
_SHORT: Final = 40
_ENDS: Final = (".", "?", "!", "”", '"')
_LONGEST_LINK: Final = 200
_FEWEST_WORDS: Final = 3
_PARTS: Final = re.compile(r" ?[|•·] ?| (?=[Bb]y\s)")
_FIGURES: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_YEAR: Final = re.compile(r"\d{4}")
_CLOSING: Final = Notice("boilerplate", gettext_noop("A closing phrase of the page"))
_ELSEWHERE: Final = Notice("leads-away", gettext_noop("A link to another page"))
_LABEL: Final = Notice("label", gettext_noop("A label of the page"))
_ABOUT: Final = Notice("about", gettext_noop("A line about the article: who wrote it, or when"))
_HEADLINE: Final = Notice("other-headline", gettext_noop("Another wording of the headline"))


def top(blocks: Sequence[Found], facts: Facts, wordings: Iterable[str]) -> dict[int, Notice]:
    """Lines above the first long paragraph that tell of the article."""
    titles = [set(tokens(wording)) for wording in wordings]
    names = {letters(name) for name in (facts.byline, *split(facts.byline), facts.outlet)} - {""}
    reasons: dict[int, Notice] = {}
    for at, block in enumerate(blocks[:TOP]):
        if len(block.text) > _LONG:
            break
        if block.kind == "heading" and block.draft.attributes["level"] <= 2 and _is_wording(block.text, titles):
            reasons[at] = _HEADLINE
        elif block.kind != "heading" and _is_about(block.text, names):
            reasons[at] = _ABOUT
        elif block.kind in ("paragraph", "list_item") and block.links >= 0.9:
            reasons[at] = _ELSEWHERE
    return reasons


def _is_wording(text: str, titles: Iterable[set[str]]) -> bool:
    """Whether a heading has all words of a title, or a title all of its words, with a kicker perhaps."""
    own = set(tokens(text))
    return any(len(own & title) >= max(_FEWEST_WORDS, min(len(own), len(title))) for title in titles)


def _is_about(text: str, names: set[str]) -> bool:
    parts = [part for part in _PARTS.split(" ".join(text.split())) if part.strip()]
    facts = [_is_fact(part.strip(), names) for part in parts]
    return 0 < len(parts) <= 5 and (all(facts) or _is_dateline(parts, facts))


def _is_dateline(parts: Sequence[str], facts: Sequence[bool]) -> bool:
    """A row of short pieces of which one is a date, as "Ana Ruiz | Madrid | 08/01/2014"."""
    is_short = len(parts) > 1 and all(len(part) <= _SHORT and not part.rstrip().endswith(_ENDS) for part in parts)
    return is_short and any(fact and _is_date(part.strip()) for part, fact in zip(parts, facts, strict=True))


def _is_fact(line: str, names: set[str]) -> bool:
    if letters(line) in names or letters(line).removeprefix("by") in names:
        return True
    return is_about(line) or is_byline(line) or _is_date(line)


def _is_date(line: str) -> bool:
    if _FIGURES.fullmatch(line):
        return True
    return _YEAR.search(line) is not None and len(line) <= 60 and parse(line).precision in ("day", "minute")


def anywhere(blocks: Sequence[Found], record: Record) -> dict[int, Notice]:
    """Labels, and lines that lead to other pages with the lists below them."""
    phrases = record.options.boilerplate
    reasons: dict[int, Notice] = {}
    for at, block in enumerate(blocks):
        if block.kind in ("table_cell", "preformatted"):
            continue
        if is_label(block.text):
            reasons[at] = _LABEL
        elif _is_lead(block, phrases):
            reasons[at] = _ELSEWHERE
            reasons |= _list_after(blocks, at + 1)
        elif block.kind == "heading" and leads_away(block.text) and (links := _list_after(blocks, at + 1)):
            reasons |= {at: _ELSEWHERE, **links}
    return reasons


def strangers(found: Sequence[Found], record: Record) -> dict[int, Notice]:
    """Phrases of the site in the middle of the text, told by an element that hardly any other block has."""
    own = record.options.boilerplate
    phrases = boilerplate.PHRASES if own is None else own
    looks = Counter(_look(each) for each in found)
    return {
        at: _CLOSING
        for at, each in enumerate(found)
        if each.kind in ("paragraph", "heading")
        and looks[_look(each)] <= max(1, len(found) // 10)
        and boilerplate.matches(each.text, phrases)
    }


def _look(found: Found) -> tuple[str, ...]:
    parent = found.element.getparent()
    around = "" if parent is None else f"{parent.tag!s} {parent.get('class') or ''}"
    return str(found.element.tag), found.element.get("class") or "", around


def _is_lead(block: Found, phrases: Sequence[str] | None) -> bool:
    """A line of links that begins as such lines do, or shouts a headline of another page."""
    share = block.links
    if phrases is not None:
        return share >= 0.5 and boilerplate.matches(block.text, phrases)
    return share >= 0.5 and (leads_away(block.text) or (share > 0.95 and _is_shouted(block.text)))


def _is_shouted(text: str) -> bool:
    return len(text.split()) >= 4 and text.isupper() and text.upper() != text.lower()


def _list_after(blocks: Sequence[Found], at: int) -> dict[int, Notice]:
    """The links in a list below a line that leads away."""
    found = {}
    while at < len(blocks) and blocks[at].kind == "list_item" and blocks[at].links >= 0.8:
        found[at] = _ELSEWHERE
        at += 1
    return found


def tail(blocks: Sequence[Found], repeated: set[int], record: Record) -> dict[int, Notice]:
    """Closing phrases, links and headings with nothing below them, from the end upwards."""
    own = record.options.boilerplate
    phrases = boilerplate.PHRASES if own is None else own
    reasons: dict[int, Notice] = {}
    for at in range(len(blocks) - 1, 0, -1):
        block = blocks[at]
        if boilerplate.matches(block.text, phrases):
            reasons[at] = _CLOSING
        elif own is None and block.links >= 0.8 and len(block.text) <= _LONGEST_LINK and _is_list_or_lead(block):
            reasons[at] = _ELSEWHERE
        elif block.kind == "heading" or at in repeated or is_label(block.text) or block.kind == "caption":
            continue
        else:
            break
    last = min(reasons, default=len(blocks))
    headings = {at: _CLOSING for at in range(last, len(blocks)) if blocks[at].kind == "heading"}
    return headings | reasons | _bare_headings(blocks, last)


def _is_list_or_lead(block: Found) -> bool:
    return block.kind in ("list_item", "heading") or not block.text.rstrip().endswith((".", "?", "!", "”", '"'))


def _is_sentence(text: str) -> bool:
    """Whether a heading is words of the text: some pages end with one."""
    return len(text.split()) >= 8 and text.rstrip().endswith(_ENDS)


def _bare_headings(blocks: Sequence[Found], end: int) -> dict[int, Notice]:
    found = {}
    for at in range(end - 1, 0, -1):
        if blocks[at].kind != "heading" or _is_sentence(blocks[at].text):
            break
        found[at] = _CLOSING
    return found
