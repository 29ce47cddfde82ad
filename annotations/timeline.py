"""A drawing of when something was said: where each mark goes, in units of an SVG's view box. Pure.

Who asserts stands above the axis, who disputes below it; questions and no position have a line of their own. A few marks
are drawn one by one, many as bars. What was said on a known day is a disc (or a broad bar), what is placed by its day
of publication a square (or a narrow bar), what is known to the month alone a diamond at the first of the month.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

STEPS: Final = ("day", "week", "month", "year")
SAID, PUBLISHED, COARSE = "said", "published", "coarse"
LANES: Final = {"asserts": "up", "disputes": "down", "questions": "apart", "none": "apart"}
WIDTH: Final = 960
LEFT: Final = 104
"""Room for the names of the lines."""
TALLEST: Final = 104
MOST_DOTS: Final = 6
NARROWEST: Final = 13
MOST_LABELS: Final = 9


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are in the step that begins on a day (an ordinal), by stance and kind of date."""

    start: int
    stance: str
    said: int = 0
    published: int = 0
    coarse: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.said + self.published + self.coarse

    @property
    def kinds(self) -> Iterator[tuple[str, int]]:
        """The kinds of dates with their numbers, nearest to the axis first."""
        yield from ((SAID, self.said), (PUBLISHED, self.published), (COARSE, self.coarse))


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark as a path; ``kind`` is said, published or coarse, ``half`` a filled half of a mark that asks."""

    stance: str
    kind: str
    d: str
    half: str = ""
    is_bar: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One step of time: its first and last day (ordinals), the middle and the width of its column, and what is in it."""

    start: int
    end: int
    x: float
    left: float
    width: float
    counts: tuple[Count, ...]
    marks: tuple[Mark, ...]
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole timeline; ``apart`` is the base of the line for questions and no position, None where there are none."""

    step: str
    columns: tuple[Column, ...]
    axis: float
    apart: float | None
    labels: float
    height: float
    most: int
    is_bars: bool

    @property
    def right(self) -> int:
        """The right edge."""
        return WIDTH

    @property
    def above(self) -> float:
        """The base of the name above the axis."""
        return self.axis - 8

    @property
    def below(self) -> float:
        """The base of the name below the axis."""
        return self.axis + 18

    @property
    def beside(self) -> float:
        """The base of the name on the line apart."""
        return (self.apart or 0) - 8


def step_for(first: int, last: int) -> str:
    """Return the step that suits a range of days (ordinals).

    >>> step_for(739000, 739030), step_for(739000, 739300), step_for(739000, 742000)
    ('day', 'week', 'month')
    """
    days = last - first
    return "day" if days <= 45 else "week" if days <= 371 else "month" if days <= 3_700 else "year"


def begin(day: int, step: str) -> int:
    """Return the first day of the step in which a day lies; weeks begin on Mondays."""
    if step == "day":
        return day
    if step == "week":
        return day - (day - 1) % 7
    at = date.fromordinal(day)
    return at.replace(day=1, month=at.month if step == "month" else 1).toordinal()


def end(start: int, step: str) -> int:
    """Return the last day of the step that begins on a day."""
    if step in ("day", "week"):
        return start if step == "day" else start + 6
    at = date.fromordinal(start)
    if step == "year":
        return at.replace(month=12, day=31).toordinal()
    return start + (at.replace(day=28).toordinal() + 4 - start) - date.fromordinal(start + 31).day


def steps(first: int, last: int, step: str) -> list[int]:
    """Return the first days of all steps from one day to another, empty ones included."""
    found = [begin(first, step)]
    while (following := end(found[-1], step) + 1) <= last:
        found.append(following)
    return found


def draw(counts: Iterable[Count], step: str) -> Drawing | None:
    """Return the drawing of some counts, None where there are none."""
    by_start: dict[int, list[Count]] = {}
    for count in counts:
        if count.total:
            by_start.setdefault(count.start, []).append(count)
    if not by_start:
        return None
    starts = steps(min(by_start), max(by_start), step)
    return _Pencil.of(starts, by_start, step).drawing(starts, by_start)


@dataclass(frozen=True, slots=True)
class _Pencil:
    """The measures of one drawing."""

    step: str
    width: float
    radius: float
    most: int
    up: float
    down: float
    apart: float
    is_bars: bool

    @staticmethod
    def of(starts: Sequence[int], by_start: Mapping[int, Sequence[Count]], step: str) -> "_Pencil":
        width = min((WIDTH - LEFT) / len(starts), 116)
        highest = {lane: max((_in_lane(some, lane) for some in by_start.values()), default=0) for lane in _LANES}
        most = max(highest.values())
        is_bars = most > MOST_DOTS or width < NARROWEST
        radius = min(8.0, width / 2 - 1.5)
        pitch = 2 * radius + 4
        tall = {lane: _bar(count, most, lane) if is_bars else pitch * count for lane, count in highest.items()}
        return _Pencil(step, width, radius, most, tall["up"], tall["down"], tall["apart"], is_bars)

    def drawing(self, starts: Sequence[int], by_start: Mapping[int, Sequence[Count]]) -> Drawing:
        axis = 16 + max(self.up, 34)
        floor = axis + max(self.down, 22)
        apart = floor + 22 + max(self.apart, 10) if self.apart else None
        bottom = apart or floor
        every = -(-len(starts) // MOST_LABELS)
        columns = tuple(
            self.column(number, start, by_start.get(start, ()), axis, apart or 0, number % every == 0)
            for number, start in enumerate(starts)
        )
        return Drawing(self.step, columns, axis, apart, bottom + 24, bottom + 32, self.most, self.is_bars)

    def column(
        self, number: int, start: int, counts: Sequence[Count], axis: float, apart: float, is_labelled: bool
    ) -> Column:
        ordered = tuple(sorted(counts, key=lambda count: list(LANES).index(count.stance)))
        left = LEFT + number * self.width
        x = left + self.width / 2
        marks = tuple(
            mark for lane in _LANES for mark in self.stack(x, lane, ordered, apart if lane == "apart" else axis)
        )
        return Column(start, end(start, self.step), x, left, self.width, ordered, marks, is_labelled)

    def stack(self, x: float, lane: str, counts: Sequence[Count], base: float) -> Iterator[Mark]:
        """Yield the marks of one line in one column, from its base outwards."""
        sign, at = 1 if lane == "down" else -1, 3.0
        for count in counts:
            if LANES[count.stance] != lane:
                continue
            for kind, number in count.kinds:
                for _again in range(0 if self.is_bars else number):
                    yield self.dot(x, base + sign * (at + self.radius), count.stance, kind)
                    at += 2 * self.radius + 4
                if self.is_bars and number:
                    height = _bar(number, self.most, lane)
                    yield self.bar(x, base + sign * at, sign * height, count.stance, kind)
                    at += height + 1

    def dot(self, x: float, y: float, stance: str, kind: str) -> Mark:
        r = self.radius if kind == SAID else self.radius * 0.86
        half = f"M{x - r:.1f} {y:.1f}h{2 * r:.1f}a{r:.1f} {r:.1f} 0 0 1 {-2 * r:.1f} 0z"
        if kind == SAID:
            d = f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
        elif kind == PUBLISHED:
            d = f"M{x - r:.1f} {y - r:.1f}h{2 * r:.1f}v{2 * r:.1f}h{-2 * r:.1f}z"
            half = f"M{x - r:.1f} {y:.1f}h{2 * r:.1f}v{r:.1f}h{-2 * r:.1f}z"
        else:
            r = self.radius * 1.1
            d = f"M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f}l{-r:.1f} {r:.1f}l{-r:.1f} {-r:.1f}z"
            half = f"M{x - r:.1f} {y:.1f}h{2 * r:.1f}l{-r:.1f} {r:.1f}z"
        return Mark(stance, kind, d, half if stance == "questions" else "")

    def bar(self, x: float, y: float, height: float, stance: str, kind: str) -> Mark:
        wide = max(2.0, min(self.width * 0.72, 28)) * (1 if kind == SAID else 0.5)
        d = f"M{x - wide / 2:.1f} {y:.1f}h{wide:.1f}v{height:.1f}h{-wide:.1f}z"
        half = f"M{x - wide / 2:.1f} {y:.1f}h{wide / 2:.1f}v{height:.1f}h{-wide / 2:.1f}z"
        return Mark(stance, kind, d, half if stance == "questions" else "", is_bar=True)


_LANES: Final = ("up", "down", "apart")
_SHARE: Final = {"up": 1.0, "down": 1.0, "apart": 0.5}


def _bar(count: int, most: int, lane: str) -> float:
    """Return the height of a bar: in proportion, but never nothing."""
    return max(2.0, TALLEST * _SHARE[lane] * count / most) if count else 0.0


def _in_lane(counts: Sequence[Count], lane: str) -> int:
    return sum(count.total for count in counts if LANES[count.stance] == lane)
