"""Codings of one claim as columns of numbers, and how many of a unit they are.

Two hundred thousand codings are counted while a page is made, so they are kept as columns: a unit is a column, and its
count is the number of different values in it. What a count is split by (outlet, speaker, stance, time) is a column too.

>>> ledger = Ledger.of([row(annotation=1, place=1, outlet=4), row(annotation=2, place=1, outlet=4)])
>>> ledger.count("annotations"), ledger.count("places"), ledger.split("places", "outlet")
(2, 1, Counter({(4,): 1}))
"""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import compress, pairwise
from typing import Any, Final, NamedTuple, TypeVar

from annotations.places import are_contested

T = TypeVar("T")

UNITS: Final = ("annotations", "places", "articles", "stories", "voices", "daily")
"""Annotations; places; articles; stories (copies of one text once); a speaker with a stance, once an article or once a day."""
STANCES: Final = ("asserts", "disputes", "questions", "none")
STANDINGS: Final = ("exact", "moved", "changed", "lost")
_COLUMN: Final = {
    "annotations": "annotation",
    "places": "place",
    "articles": "article",
    "stories": "story",
    "voices": "voice",
    "daily": "voiceday",
}


class Row(NamedTuple):
    """One tagging; rows sort by where they stand. ``0`` stands for nobody, no outlet, no date; days are ordinals (``date.toordinal``).

    ``story`` is that of the article, or the article itself; ``said`` the day on which it was said, where a person says so;
    ``coarse`` whether the day that counts is known to the month alone; ``stance`` and ``standing`` are positions in
    ``STANCES`` and ``STANDINGS``.
    """

    article: int
    wording: int
    speaker: int
    start: int
    end: int
    annotation: int
    stance: int
    analyst: int
    outlet: int
    story: int
    published: int
    said: int
    coarse: int
    standing: int
    place: int = 0
    contested: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """The codings of one claim, a column a fact; ``place``, ``voice`` and ``voiceday`` are different for what counts twice."""

    annotation: "array[int]"
    article: "array[int]"
    speaker: "array[int]"
    stance: "array[int]"
    analyst: "array[int]"
    outlet: "array[int]"
    story: "array[int]"
    published: "array[int]"
    said: "array[int]"
    coarse: "array[int]"
    standing: "array[int]"
    place: "array[int]"
    contested: "array[int]"
    day: "array[int]"
    """When it was said, or else published."""
    voice: "array[int]"
    voiceday: "array[int]"
    memo: dict[Any, Any] = field(default_factory=dict, repr=False)
    """What was counted before; a ledger never changes."""

    @staticmethod
    def of(rows: Iterable[Row]) -> "Ledger":
        """Return the ledger of rows whose ``place`` is known."""
        kept = list(rows)
        return Ledger._of(kept, [row.place for row in kept], [row.contested for row in kept])

    @staticmethod
    def placed(rows: Iterable[Row], doubted: Collection[int] = (), first: int = 1) -> "Ledger":
        """Return the ledger of rows whose places are to be found: see ``placed``; the places are numbered from ``first`` on."""
        ordered = sorted(rows)
        return Ledger._of(ordered, *_places(ordered, doubted, first))

    @staticmethod
    def _of(rows: Sequence[Row], places: Sequence[int], contested: Sequence[int]) -> "Ledger":
        empty: Any = ((),) * len(Row._fields)
        columns = dict(zip(Row._fields, zip(*rows, strict=True) if rows else empty, strict=True))
        days = [said or published for said, published in zip(columns["said"], columns["published"], strict=True)]
        voices = [4 * one + stance for one, stance in zip(columns["speaker"], columns["stance"], strict=True)]
        columns |= {"place": places, "contested": contested, "day": days}
        columns["voice"] = [one << 32 | article for one, article in zip(voices, columns["article"], strict=True)]
        columns["voiceday"] = [one << 32 | day for one, day in zip(voices, days, strict=True)]
        return _made({name: array("q", columns[name]) for name in COLUMNS})

    def again(self, articles: Collection[int], rows: Iterable[Row], doubted: Collection[int]) -> "Ledger":
        """Return what it becomes where some articles are read again: ``rows`` is everything that stands on them now."""
        own = self.remember("articles", lambda: frozenset(self.article))
        rest = self if own.isdisjoint(articles) else self.only([article not in articles for article in self.article])
        fresh = Ledger.placed(rows, doubted, max(rest.place, default=0) + 1)
        if not len(fresh):
            return rest
        return _made({name: getattr(rest, name) + getattr(fresh, name) for name in COLUMNS})

    def __len__(self) -> int:
        return len(self.annotation)

    def count(self, unit: str) -> int:
        """Return how many of a unit there are."""
        return self.remember(("count", unit), lambda: len(set(getattr(self, _COLUMN[unit]))))

    def split(self, unit: str, *by: str) -> Counter[tuple[int, ...]]:
        """Return how many of a unit there are by the values of some columns."""
        return self.remember(("split", unit, by), lambda: self._split(unit, by))

    def _split(self, unit: str, by: tuple[str, ...]) -> Counter[tuple[int, ...]]:
        return self.spread(unit, *(getattr(self, name) for name in by))

    def spread(self, unit: str, *columns: Iterable[int]) -> Counter[tuple[int, ...]]:
        """Return how many of a unit there are by columns of the caller's, as long as the ledger."""
        return Counter(values[:-1] for values in set(zip(*columns, getattr(self, _COLUMN[unit]), strict=True)))

    def only(self, keep: Iterable[bool]) -> "Ledger":
        """Return the rows for which ``keep`` says yes."""
        kept = list(keep)
        if all(kept):
            return self
        return _made({name: array("q", compress(getattr(self, name), kept)) for name in COLUMNS})

    def remember(self, name: Any, make: Callable[[], T]) -> T:
        """Return what was made under a name before, or make it."""
        if name not in self.memo:
            self.memo[name] = make()
        found: T = self.memo[name]
        return found


COLUMNS: Final = tuple(one.name for one in fields(Ledger) if one.name != "memo")


def _made(columns: dict[str, Any]) -> Ledger:
    return Ledger(**columns)


def placed(rows: Iterable[Row], doubted: Collection[int] = ()) -> list[Row]:
    """Number the places of one claim's rows, and say which are contested: analysts differ, or doubt one of them.

    ``doubted`` are annotations that somebody answered otherwise (``annotations.agreement``).
    """
    ordered = sorted(rows)
    numbers, contested = _places(ordered, doubted)
    return [row._replace(place=one, contested=two) for row, one, two in zip(ordered, numbers, contested, strict=True)]


def row(**values: int) -> Row:
    """Return a row with zeros where nothing is said."""
    return Row(**{name: 0 for name in Row._fields} | values)


def _places(ordered: Sequence[Row], doubted: Collection[int], first: int = 1) -> tuple[list[int], list[int]]:
    """Return for ordered rows the place of each, numbered from ``first`` on, and whether it is contested.

    What overlaps in one wording by one speaker is one place, as ``annotations.places.stretches`` says.
    """
    numbers, contested, begins = [], [0] * len(ordered), []
    text, reach = (0, 0, 0), 0
    for index, (article, wording, speaker, start, end, *_rest) in enumerate(ordered):
        here = (article, wording, speaker)
        if here != text or start >= reach:
            begins.append(index)
            text, reach = here, end
        elif end > reach:
            reach = end
        numbers.append(first - 1 + len(begins))
    for begin, until in pairwise([*begins, len(ordered)]):
        if doubted or until - begin > 1:
            is_contested = _is_contested(ordered[begin:until], doubted)
            contested[begin:until] = [is_contested] * (until - begin)
    return numbers, contested


def _is_contested(rows: Sequence[Row], doubted: Collection[int]) -> int:
    differ = len(rows) > 1 and are_contested((row.analyst, str(row.stance)) for row in rows)
    return int(differ or any(row.annotation in doubted for row in rows))
