"""Cut a block at every edge of its spans and highlights, so that overlaps can be drawn without crossing tags.

Pure: standard library only. Every offset counts code points of the revision's text.

>>> wide, narrow = Highlight("w", 0, 9), Highlight("n", 4, 6)
>>> for piece in segments(0, 12, (), [wide, narrow]):
...     print(piece.start, piece.end, [highlight.key for highlight in piece.highlights])
0 4 ['w']
4 6 ['n', 'w']
6 9 ['w']
9 12 []

The value types are named tuples, not dataclasses: a page makes up to 10,000 of them.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol, TypeVar

from newsroom.text import Span

Stance = Literal["asserts", "disputes", "questions", "none", ""]


class Layer(NamedTuple):
    """One tagging's look: the claim's colour slot, 1 to 8 (0: untagged), the stance ("none": no position), set back or not."""

    slot: int
    stance: Stance = ""
    dim: bool = False


class Highlight(NamedTuple):
    """One annotation as a page draws it; ``key`` is its page key (letters, digits, "-" and "_"), ``layers`` its taggings in their order."""

    key: str
    start: int
    end: int
    layers: tuple[Layer, ...] = ()


class Segment(NamedTuple):
    """A piece of a block under one set of spans (outer to inner) and highlights (shortest first)."""

    start: int
    end: int
    spans: tuple[Span, ...]
    highlights: tuple[Highlight, ...]


def segments(start: int, end: int, spans: Iterable[Span], highlights: Iterable[Highlight]) -> list[Segment]:
    """Cut the block from ``start`` to ``end`` at all edges inside it; the pieces joined are the block.

    What reaches beyond the block counts as far as it lies inside; what lies outside is left out. One sweep over
    the sorted edges: O((n + k) log n) for n spans and highlights and k entries in the pieces.
    """
    wraps = sorted((span for span in spans if span.start < end and span.end > start), key=_outer_first)
    marks = sorted((mark for mark in highlights if mark.start < end and mark.end > start), key=_shortest_first)
    if not wraps and not marks:
        return [Segment(start, end, (), ())]
    return list(_sweep(start, end, wraps, marks))


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


PlacedT = TypeVar("PlacedT", bound=Placed)


def shares(placed: Iterable[PlacedT], ranges: Sequence[tuple[int, int]]) -> dict[int, list[PlacedT]]:
    """Return which highlights or spans touch which of the sorted, disjoint ranges (a revision's blocks), by index.

    >>> sorted(shares([Highlight("a", 3, 8)], [(0, 5), (7, 9), (11, 15)]))
    [0, 1]
    """
    ends = [end for _, end in ranges]
    found: dict[int, list[PlacedT]] = {}
    for item in placed:
        index = bisect_left(ends, item.start + 1)
        while index < len(ranges) and ranges[index][0] < item.end:
            found.setdefault(index, []).append(item)
            index += 1
    return found


def _outer_first(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _shortest_first(highlight: Highlight) -> tuple[int, int, str]:
    return highlight.end - highlight.start, highlight.start, highlight.key


def _sweep(start: int, end: int, wraps: Sequence[Span], marks: Sequence[Highlight]) -> Iterator[Segment]:
    # An edge is (offset, rank, opens?): a span's rank is below zero, a highlight's is its place in ``marks``.
    ranked: list[tuple[int, Span | Highlight]] = [(index - len(wraps), span) for index, span in enumerate(wraps)]
    ranked += enumerate(marks)
    edges = [(max(item.start, start), rank, True) for rank, item in ranked]
    edges += [(min(item.end, end), rank, False) for rank, item in ranked]
    edges.sort()
    spans_now: list[int] = []
    marks_now: list[int] = []
    position = start
    for offset, rank, opens in edges:
        if offset > position:
            yield Segment(position, offset, tuple([wraps[r] for r in spans_now]), tuple([marks[r] for r in marks_now]))
            position = offset
        active = spans_now if rank < 0 else marks_now
        if opens:
            insort(active, rank)
        else:
            del active[bisect_left(active, rank)]
    if position < end:
        yield Segment(position, end, (), ())
