"""Which blocks of a page a chosen text is made of.

An extractor's text has the right words but has lost the page's markup; the page has the markup. Blocks are matched
by runs of three words, in the order of both, each place of the text used once.

>>> align([["home"], ["the", "talks", "failed", "today"]], [["the", "talks", "failed", "today"]]).shares
(0.0, 1.0)
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

Tokens = Sequence[str]
_RUN: Final = 3
_MOST_PLACES: Final = 12
_MOST_STARTS: Final = 5
"""Runs of a block that are sought in the text: a date or a name that it begins with may stand elsewhere too."""
_SURE: Final = 0.6
_MOST_COMPARED: Final = 50_000
_WORTH: Final = 4
"""How many words of a block that the text lacks weigh as much as one that it has: a few words in common prove nothing."""
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN: Final = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Alignment:
    """``shares`` says for each block of the page how much of it is in the text, from 0 to 1; ``covered`` how much of
    the text was found in the page."""

    shares: tuple[float, ...]
    covered: float


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case; scripts without spaces give characters."""
    return _TOKEN.findall(text.casefold())


def overlap(one: Iterable[Tokens], other: Iterable[Tokens]) -> float:
    """Return how alike two texts are, from 0 to 1: the share of runs of four words that both have (Dice)."""
    first, second = _shingles(one), _shingles(other)
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def contained(part: Iterable[Tokens], whole: Iterable[Tokens]) -> float:
    """Return the share of one text's runs of four words that another has, from 0 to 1."""
    first = _shingles(part)
    return len(first & _shingles(whole)) / len(first) if first else 0.0


def align(page: Sequence[Tokens], chosen: Sequence[Tokens]) -> Alignment:
    """Match the blocks of a page with those of a chosen text. Time grows with the number of words, times a constant."""
    text = list(chain.from_iterable(chosen))
    index, whole = _index(text), _starts(chosen)
    candidates = [_places(block, index, whole, text) for block in page]
    taken = _in_order(candidates, page)
    shares = [0.0] * len(page)
    found = 0
    for number, weight in taken:
        shares[number] = weight / len(page[number])
        found += weight
    return Alignment(tuple(shares), min(1.0, found / len(text)) if text else 0.0)


def _shingles(parts: Iterable[Tokens]) -> set[tuple[str, ...]]:
    words = list(islice(chain.from_iterable(parts), _MOST_COMPARED))
    return {tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))} if words else set()


def _index(text: Tokens) -> dict[tuple[str, ...], list[int]]:
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(text) - _RUN + 1):
        places = index[tuple(text[at : at + _RUN])]
        if len(places) < _MOST_PLACES:
            places.append(at)
    return index


def _starts(chosen: Sequence[Tokens]) -> dict[tuple[str, ...], list[int]]:
    """Where each short block of the text begins: blocks under three words must be the same as a whole."""
    starts: dict[tuple[str, ...], list[int]] = defaultdict(list)
    at = 0
    for block in chosen:
        if 0 < len(block) < _RUN and len(places := starts[tuple(block)]) < _MOST_PLACES:
            places.append(at)
        at += len(block)
    return starts


def _places(
    block: Tokens, index: dict[tuple[str, ...], list[int]], whole: dict[tuple[str, ...], list[int]], text: Tokens
) -> list[tuple[int, int]]:
    """Return where a block may stand in the text, with the number of its words found from there on."""
    if len(block) < _RUN:
        return [(at, len(block)) for at in whole.get(tuple(block), ())]
    found: list[tuple[int, int]] = []
    after = 0
    for _ in range(_MOST_STARTS):
        first = _first(block, after, index)
        if first is None:
            break
        places = index[tuple(block[first : first + _RUN])]
        found += [(at, _matched(block, first, at, index, text)) for at in places]
        if max(weight for _, weight in found) >= _SURE * len(block):
            break
        after = first + _RUN
    return found


def _first(block: Tokens, after: int, index: dict[tuple[str, ...], list[int]]) -> int | None:
    """Return where the first run of a block is that the text has; one that stands everywhere (the head of each printed
    page) only where there is no other."""
    common = None
    for at in range(after, len(block) - _RUN + 1):
        places = index.get(tuple(block[at : at + _RUN]), ())
        if places and len(places) < _MOST_PLACES:
            return at
        common = at if places and common is None else common
    return common


def _matched(block: Tokens, here: int, there: int, index: dict[tuple[str, ...], list[int]], text: Tokens) -> int:
    """Count the words of a block found in the text from ``there`` on, run by run, never going back."""
    matched, last = 0, there
    while here < len(block):
        run = 0
        while here + run < len(block) and there + run < len(text) and block[here + run] == text[there + run]:
            run += 1
        if run:
            matched, here, there = matched + run, here + run, there + run
            last = there
        following = _following(block, here, last, index)
        if following is None:
            break
        here, there = following
    return matched


def _following(block: Tokens, here: int, last: int, index: dict[tuple[str, ...], list[int]]) -> tuple[int, int] | None:
    """Return the next place in block and text that go on alike, at most the block's length further in the text."""
    for at in range(here, len(block) - _RUN + 1):
        places = index.get(tuple(block[at : at + _RUN]), ())
        found = bisect_left(places, last)
        if found < len(places) and places[found] <= last + len(block):
            return at, places[found]
    return None


def _in_order(candidates: Sequence[Sequence[tuple[int, int]]], page: Sequence[Tokens]) -> list[tuple[int, int]]:
    """Pick at most one place a block so that places rise and the most words are covered (a weighted rising chain).

    Of two blocks with the same words (a comment quotes a paragraph) the one that has fewer others is picked. Returns
    pairs of block and words covered.
    """
    places = sorted({at for each in candidates for at, _ in each})
    best = _Best(len(places))
    links: list[tuple[int, int, int]] = []
    for number, each in enumerate(candidates):
        reached = []
        for at, weight in each:
            worth = weight * _WORTH - (len(page[number]) - weight)
            if worth <= 0:
                continue
            rank = bisect_left(places, at)
            before, link = best.before(rank)
            links.append((number, weight, link))
            reached.append((rank, before + worth, len(links) - 1))
        for rank, total, link in reached:
            best.offer(rank, total, link)
    taken = []
    _, link = best.before(len(places))
    while link >= 0:
        number, weight, link = links[link]
        taken.append((number, weight))
    return taken[::-1]


class _Best:
    """The best sum up to a rank, in a binary indexed tree."""

    def __init__(self, size: int) -> None:
        self._values: list[tuple[int, int]] = [(0, -1)] * (size + 1)

    def before(self, rank: int) -> tuple[int, int]:
        """Return the best sum over all ranks below ``rank`` and its last link (-1 for none)."""
        best = (0, -1)
        while rank > 0:
            best = max(best, self._values[rank])
            rank -= rank & -rank
        return best

    def offer(self, rank: int, total: int, link: int) -> None:
        rank += 1
        while rank < len(self._values):
            self._values[rank] = max(self._values[rank], (total, link))
            rank += rank & -rank
