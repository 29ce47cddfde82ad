"""Printed lines to paragraphs: reading order, running heads, hyphens at line ends, headings by size.

>>> lines = [Line("They met on Mon-", 0, 50, 700, 10), Line("day in Geneva.", 0, 50, 688, 10)]
>>> [part.text for part in paragraphs([lines])]
['They met on Monday in Geneva.']
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from newsroom.importers.paragraphs import join
from newsroom.importers.pdf_lines import Line

EDGE: Final = 0.14
"""The part of a page's height, above and below, in which running heads and page numbers stand."""
EDGE_LINES: Final = 3
_DIGITS: Final = re.compile(r"\d+|\b[ivxlc]{1,6}\b")
_PAGE_NUMBER: Final = re.compile(
    r"^[-–—|\s]*(?:(?:page|seite|p\.|s\.|página|pagina|strona|сторінка|страница)\s*)?(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:/|of|von|de|sur|di|z)\s*\d{1,4})?[-–—|\s]*$",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"^[•◦▪‣●○■□·]\s*")
_ENDS: Final = (".", "!", "?", "…", ":", '"', "”", "’", "»", ")", "。", "！", "？", "」", "۔", "؟", "।")
_HYPHENS: Final = ("-", "\u2010")
_WORD: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:-[^\W\d_]++)+")


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph with the looks of its lines."""

    text: str
    page: int
    size: float
    bold: bool
    bullet: bool = False


def body_size(pages: Iterable[Sequence[Line]]) -> float:
    """Return the size in which most characters are printed, 0 without any."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def without_heads(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], keep: frozenset[int] = frozenset()
) -> tuple[list[list[Line]], list[str]]:
    """Leave out page numbers, and lines at the edges that most pages repeat; return them once each, in order.

    ``keep`` holds the numbers, in that order, of those that shall stay.
    """
    edges = [_at_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    on_pages = Counter(place for lines in edges for place in {_place(line) for line in lines})
    most = max(2, len(pages) // 2)
    heads: dict[str, str] = {}
    for lines in edges:
        for line in lines:
            if on_pages[_place(line)] >= most or _PAGE_NUMBER.match(line.text):
                heads.setdefault(_sign(line.text), line.text)
    signs = {sign for number, sign in enumerate(heads) if number not in keep}
    gone = {id(line) for lines in edges for line in lines if _sign(line.text) in signs}
    return [[line for line in lines if id(line) not in gone] for lines in pages], list(heads.values())


def _at_edges(lines: Sequence[Line], height: float) -> list[Line]:
    """Return the outermost lines of a page, as far as they stand in its margins."""
    ordered = sorted(lines, key=lambda line: line.y)
    lowest = [line for line in ordered[:EDGE_LINES] if line.y < EDGE * height]
    return lowest + [line for line in ordered[-EDGE_LINES:] if line.y > (1 - EDGE) * height]


def _place(line: Line) -> tuple[str, int]:
    return _sign(line.text), round(line.y / 4)


def _sign(text: str) -> str:
    """Return what the same head has on every page, whatever the page's number."""
    return " ".join(_DIGITS.sub("#", text.casefold()).split())


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page column by column where the file draws them row by row, else as they are drawn."""
    if not any(line.column for line in lines):
        return list(lines)
    edge = min(line.x for line in lines if line.column)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in lines:
        if line.column == 0 and line.end > edge + 2 * line.size:  # a line across the columns ends what is above it
            ordered += [*sorted(band, key=lambda each: each.column), line]
            band = []
        else:
            band.append(line)
    return ordered + sorted(band, key=lambda each: each.column)


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[Part]:
    """Yield the paragraphs of all pages, which may run on from one column or page to the next."""
    lines = [line for page in pages for line in in_reading_order(page)]
    if not lines:
        return
    compounds = {word.casefold() for line in lines for word in _WORD.findall(line.text)}
    columns = _Columns(lines)
    current = [lines[0]]
    for before, line in pairwise(lines):
        if columns.ends(before, line):
            yield _part(current, compounds)
            current = []
        current.append(line)
    yield _part(current, compounds)


class _Columns:
    """Where columns begin, how wide they are and how far apart their lines stand."""

    def __init__(self, lines: Sequence[Line]) -> None:
        steps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 3 * a.size]
        self.step = median(steps) if steps else 0.0
        self.size = body_size([lines])
        body = [line for line in lines if line.size == self.size]
        self.starts = _starts(body)
        widths = sorted(len(line.text) for line in body)
        self.width = widths[int(len(widths) * 0.8)] if widths else 0

    def ends(self, before: Line, line: Line) -> bool:
        """Say whether a new paragraph begins with ``line``."""
        if abs(before.size - line.size) > 0.08 * before.size or _BULLET.match(line.text):
            return True
        if before.bold != line.bold and (before.bold or self.is_short(before)):
            return True
        if len(before.text) < 0.5 * self.width:
            return True
        indented = self.indent(line) > 0.7 * line.size
        goes_on = before.page == line.page and line.y < before.y
        if not goes_on:  # the next column or page
            return before.text.endswith(_ENDS) and (indented or self.is_short(before))
        step = before.y - line.y
        if self.step and step > 1.35 * max(self.step, line.size if line.size > self.size else 0):
            return True
        if indented and (self.is_short(before) or self.indent(before) <= 0.7 * before.size):
            return line.size == self.size and (before.text.endswith(_ENDS) or self.is_short(before))
        return before.text.endswith(_ENDS) and self.is_short(before)

    def is_short(self, line: Line) -> bool:
        """Say whether a line leaves much of its column empty."""
        return len(line.text) < 0.75 * self.width

    def indent(self, line: Line) -> float:
        """Return by how much a line begins to the right of its column's edge."""
        edge = max((start for start in self.starts if start <= line.x + 1), default=line.x)
        return line.x - edge


def _starts(lines: Sequence[Line]) -> list[float]:
    """Return where columns begin: what many lines share, if no other such place is near to its left."""
    counted = Counter(round(line.x) for line in lines)
    common = sorted(x for x, count in counted.items() if count >= max(2, 0.08 * len(lines)))
    starts: list[float] = []
    for x in common:
        near = next((start for start in starts if x - start < 40), None)
        if near is None or counted[x] > 3 * counted[round(near)]:
            starts.append(float(x))
    return starts


def _part(lines: Sequence[Line], compounds: set[str]) -> Part:
    text = lines[0].text
    for line in lines[1:]:
        text = _joined(text, line.text, compounds)
    bullet = _BULLET.match(text)
    return Part(
        text=text[bullet.end() :] if bullet else text,
        page=lines[0].page,
        size=max(lines, key=lambda line: len(line.text)).size,
        bold=all(line.bold for line in lines),
        bullet=bullet is not None,
    )


def _joined(text: str, following: str, compounds: set[str]) -> str:
    """Join two lines; a hyphen goes unless the word is written with it elsewhere in the text."""
    if not text.endswith(_HYPHENS) or not text[-2:-1].isalpha() or not following[:1].islower():
        return join([text, following])
    before, after = text[:-1].split()[-1:], following.split()[:1]
    word = f"{before[0]}-{after[0]}".strip(".,;:!?»”\"')(«“„").casefold() if before and after else ""
    return f"{text if word in compounds else text[:-1]}{following}"
