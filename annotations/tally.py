"""Codings of one claim as columns of numbers, and how many of a unit they are.

Two hundred thousand codings are counted while a page is made, so they are kept as columns: a unit is a column, and its
count is the number of different values in it. What a count is split by (outlet, speaker, stance, time) is a column too.

>>> ledger = Ledger.of([row(annotation=1, place=1, outlet=4), row(annotation=2, place=1, outlet=4)])
>>> ledger.count("annotations"), ledger.count("places"), ledger.split("places", "outlet")
(2, 1, Counter({(4,): 1}))
"""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields
from itertools import compress, pairwise
from typing import Any, Final, NamedTuple, TypeVar

from annotations.places import are_contested, stretches

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
    """One tagging. ``0`` stands for nobody, no outlet, no date; days are ordinals (``date.toordinal``).

    ``story`` is that of the article, or the article itself; ``said`` the day on which it was said, where a person says so;
    ``coarse`` whether the day that counts is known to the month alone; ``stance`` and ``standing`` are positions in
    ``STANCES`` and ``STANDINGS``.
    """

    annotation: int
    article: int
    wording: int
    start: int
    end: int
    speaker: int
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
    """The codings of one claim, a column a fact; ``voice`` and ``voiceday`` number what their units count."""

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
        columns = dict(zip(Row._fields, zip(*kept, strict=True) if kept else ((),) * len(Row._fields), strict=True))
        columns["day"] = tuple(row.said or row.published for row in kept)
        columns["voice"] = _numbered((row.speaker, row.stance, row.article) for row in kept)
        columns["voiceday"] = _numbered((row.speaker, row.stance, row.said or row.published) for row in kept)
        return _made({name: array("q", columns[name]) for name in COLUMNS})

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
    ordered = sorted(rows, key=lambda row: (row.article, row.wording, row.speaker, row.start, row.end, row.annotation))
    found: list[Row] = []
    for number, (first, last) in enumerate(_cuts(ordered), start=1):
        run = ordered[first:last]
        differ = len(run) > 1 and are_contested((row.analyst, str(row.stance)) for row in run)
        contested = int(differ or any(row.annotation in doubted for row in run))
        found += [row._replace(place=number, contested=contested) for row in run]
    return found


def row(**values: int) -> Row:
    """Return a row with zeros where nothing is said."""
    return Row(**{name: 0 for name in Row._fields} | values)


def _cuts(ordered: list[Row]) -> Iterator[tuple[int, int]]:
    """Return which slices of ordered rows are one place each."""
    edges = [0, *(index for index, (one, two) in enumerate(pairwise(ordered), 1) if _text(one) != _text(two))]
    for begin, end in pairwise([*edges, len(ordered)]):
        for first, last in stretches([(row.start, row.end) for row in ordered[begin:end]]):
            yield begin + first, begin + last


def _text(row: Row) -> tuple[int, int, int]:
    return row.article, row.wording, row.speaker


def _numbered(keys: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    numbers: dict[tuple[int, ...], int] = {}
    return tuple(numbers.setdefault(key, len(numbers)) for key in keys)
