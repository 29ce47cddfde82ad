"""Find the place in a text that a selection, or an older wording, means.

Pure: the standard library and ``regex``. Every offset counts code points of the revision's text. The order is that of the
Hypothesis client: the position first, verified by the quote; else the quote, told apart by what stands around it.
Where a passage of one wording stands in the next is ``relocate``'s business, offered here too.
Margin only saves what is certain: a quote that is not there, or is there twice with nothing to choose by, is refused.

>>> place("we had everything before us, we had nothing before us", Selector(0, 9, "before us", prefix="nothing "))
Place(start=44, end=53, how='context')
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final, Literal

import regex

from annotations.relocation import Relocation as Relocation, Status as Status, relocate as relocate
from newsroom.graphemes import cluster_end, cluster_start
from newsroom.text import clean

CONTEXT: Final = 32
"""Code points of text that are kept before and after a passage."""
LEAD: Final = 0.15
"""How much better (of 1) the surroundings of one place must fit than those of any other."""
MAX_PLACES: Final = 2000
"""More places of one quote than this are not compared: such a quote is ambiguous."""

How = Literal["position", "quote", "context"]
Reason = Literal["empty", "outside", "not found", "ambiguous"]
_VISIBLE: Final = regex.compile(r"[^\p{Cc}\p{Cf}\p{Z}]|\p{GCB=Prepend}")
"""Anything but white space, controls and joiners; the signs that hold Arabic numbers are format characters too, and seen."""


@dataclass(frozen=True, slots=True)
class Selector:
    """What a reader selected: where it stood, its words, and the words around it, as the browser saw them."""

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of the text: no white space at its ends, no character cut, ``start < end``.

    ``how`` it was found: "position" (the words stood there), "quote" (they stand in one place only)
    or "context" (the words around them decided).
    """

    start: int
    end: int
    how: How


class Misplaced(Exception):
    """There is no one place for a selection; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def context(text: str, start: int, end: int, length: int = CONTEXT) -> tuple[str, str]:
    """Return up to ``length`` code points before ``start`` and after ``end``.

    >>> context("one two three", 4, 7, length=3)
    ('ne ', ' th')
    """
    return text[max(0, start - length) : start], text[end : end + length]


def describe(text: str, start: int, end: int) -> Selector:
    """Return the selector of ``text[start:end]``: what a browser would send for it."""
    prefix, suffix = context(text, start, end)
    return Selector(start, end, text[start:end], prefix, suffix)


def place(text: str, selector: Selector) -> Place:
    """Return the one place that ``selector`` means, or raise ``Misplaced``.

    The reasons: "empty" (no visible character selected), "outside" (the offsets are not in the text and the
    quote does not help), "not found" (the words are not in the text) and "ambiguous" (they are in several
    places, and prefix and suffix fit none of them clearly best).
    """
    quote = clean(selector.quote)
    if not _VISIBLE.search(quote):
        raise Misplaced("empty")
    # Browsers and forms differ in the white space between blocks and lines: that alone is no difference.
    inside = 0 <= selector.start < selector.end <= len(text)
    there = text[selector.start : selector.end] if inside else ""
    if inside and (there == selector.quote or there.split() == quote.split()):
        return Place(*_snapped(text, selector.start, selector.end), "position")
    words = quote.strip()
    starts = _occurrences(text, words)
    if not starts:
        raise Misplaced("not found" if inside else "outside")
    if len(starts) == 1:
        return Place(*_snapped(text, starts[0], starts[0] + len(words)), "quote")
    start = _by_context(text, starts, len(words), clean(selector.prefix), clean(selector.suffix))
    return Place(*_snapped(text, start, start + len(words)), "context")


def _snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space at the ends, take in the rest of a character that an end would cut."""
    passage = text[start:end]
    end = start + len(passage.rstrip())
    start += len(passage) - len(passage.lstrip())
    return cluster_start(text, start), cluster_end(text, end)


def _occurrences(text: str, words: str) -> list[int]:
    return list(_find_all(text, words))


def _find_all(text: str, words: str) -> Iterator[int]:
    """Yield where ``words`` begin, overlapping places too, MAX_PLACES and one more at most."""
    start = text.find(words)
    for _ in range(MAX_PLACES + 1):
        if start < 0:
            return
        yield start
        start = text.find(words, start + 1)


def _by_context(text: str, starts: Sequence[int], length: int, prefix: str, suffix: str) -> int:
    """Return the start whose surroundings fit clearly best; compared letter by letter, then by likeness."""
    prefix, suffix = prefix[-2 * CONTEXT :].strip(), suffix[: 2 * CONTEXT].strip()
    if len(starts) > MAX_PLACES or not prefix + suffix:
        raise Misplaced("ambiguous")
    around = [_around(text, start, start + length, prefix, suffix) for start in starts]
    for likeness in (_run, _ratio):
        scores = [likeness(before, prefix, after, suffix) for before, after in around]
        best, second = sorted(scores, reverse=True)[:2]
        if best - second >= LEAD or second < best == 1:
            return starts[scores.index(best)]
    raise Misplaced("ambiguous")


def _around(text: str, start: int, end: int, prefix: str, suffix: str) -> tuple[str, str]:
    """Return as much text before ``start`` and after ``end`` as prefix and suffix hold, white space between left out."""
    before = text[max(0, start - len(prefix) - CONTEXT) : start].rstrip()
    after = text[end : end + len(suffix) + CONTEXT].lstrip()
    return before[max(0, len(before) - len(prefix)) :], after[: len(suffix)]


def _run(before: str, prefix: str, after: str, suffix: str) -> float:
    """Return how much of prefix and suffix stands unbroken next to the place, from 0 to 1."""
    same = _common(before[::-1], prefix[::-1]) + _common(after, suffix)
    return same / (len(prefix) + len(suffix))


def _common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _ratio(before: str, prefix: str, after: str, suffix: str) -> float:
    """Return how alike the surroundings are, gaps allowed, from 0 to 1."""
    weights = len(prefix), len(suffix)
    likeness = SequenceMatcher(None, before, prefix).ratio(), SequenceMatcher(None, after, suffix).ratio()
    return (likeness[0] * weights[0] + likeness[1] * weights[1]) / sum(weights)
