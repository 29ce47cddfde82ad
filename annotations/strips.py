"""The strip in the library: where in an article its notes lie.

Pure. A strip is 600 units wide and has two lanes; a note that would cover its neighbour goes to the other lane.

>>> lay_out([(0, 2, 1), (1, 3, 2)])
[Bar(x=0, width=10, lane=0, slot=1), Bar(x=5, width=10, lane=1, slot=2)]
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 600
BUCKETS: Final = 120
UNIT: Final = WIDTH // BUCKETS
TOPS: Final = (9, 2)
"""Where a lane begins, from the upper edge of a strip 18 units high."""
HEIGHT: Final = 7


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the strip: ``x`` and ``width`` in units, lane 0 or 1, colour slot 0 to 8 (0: no claim)."""

    x: int
    width: int
    lane: int
    slot: int


def lay_out(notes: Iterable[tuple[int, int, int]]) -> list[Bar]:
    """Return bars for ``(first bucket, last bucket exclusive, slot)``, sorted by place; at most two in one bucket."""
    bars: list[Bar] = []
    free = [0, 0]
    for first, last, slot in sorted(notes):
        last = min(max(last, first + 1), BUCKETS)
        lane = 0 if free[0] <= first or free[0] <= free[1] else 1
        start = max(first, free[lane])
        if start >= last:
            continue
        free[lane] = last
        bars.append(Bar(start * UNIT, (last - start) * UNIT, lane, slot))
    return bars


def outlines(bars: Iterable[Bar]) -> list[tuple[int, str]]:
    """Return the bars as one SVG path a colour slot: pairs of slot and path data (SVG 2, 9.3).

    A page of the library shows some 500 bars; an element each cost a third of its time.

    >>> outlines([Bar(0, 10, 0, 1), Bar(20, 5, 1, 1)])
    [(1, 'M0 9h10v7h-10zM20 2h5v7h-5z')]
    """
    paths: dict[int, list[str]] = defaultdict(list)
    for bar in bars:
        paths[bar.slot].append(f"M{bar.x} {TOPS[bar.lane]}h{bar.width}v{HEIGHT}h-{bar.width}z")
    return [(slot, "".join(path)) for slot, path in paths.items()]
