"""The places of a ledger in the order in which a page lists them. Pure: nothing is made of the places that are not shown.

All codings of one place stand together in a ledger, and the places of one article too.

>>> from annotations.tally import row
>>> two = [row(place=1, article=3, published=5), row(place=2, article=4, published=8, said=7)]
>>> ledger = Ledger.of([*two, row(place=2, article=4, published=8, said=6)])
>>> runs = runs_of(ledger)
>>> list(runs.first), list(runs.day), list(newest(ledger)), list(oldest(ledger)), runs.rows(1)
([0, 1], [5, 6], [1, 0], [0, 1], range(1, 3))
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from annotations.tally import Ledger

_LATE: Final = 10**9
_NAMELESS: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Runs:
    """Places by number of their run: the first row of each, and its day: the first on which it was said, or of publication."""

    first: "array[int]"
    day: "array[int]"
    end: int

    def rows(self, run: int) -> range:
        """Return the rows of a place."""
        return range(self.first[run], self.first[run + 1] if run + 1 < len(self.first) else self.end)


def runs_of(ledger: Ledger) -> Runs:
    """Return the places of a ledger, remembered with it."""
    return ledger.remember("runs", lambda: _runs(ledger))


def _runs(ledger: Ledger) -> Runs:
    cuts = (row for row, (one, two) in enumerate(pairwise(ledger.place), 1) if one != two)
    first = array("q", [0, *cuts] if len(ledger) else ())
    found = Runs(first, array("q", map(ledger.day.__getitem__, first)), len(ledger))
    if any(ledger.said):
        for run in range(len(first)):
            said = [ledger.said[row] for row in found.rows(run) if ledger.said[row]]
            if said:
                found.day[run] = min(said)
    return found


def newest(ledger: Ledger) -> Sequence[int]:
    """Return the runs, the newest place first; what has no day last."""
    return ledger.remember("newest", lambda: _by_day(ledger, [-day for day in runs_of(ledger).day]))


def oldest(ledger: Ledger) -> Sequence[int]:
    """Return the runs, the oldest place first; what has no day last."""
    return ledger.remember("oldest", lambda: _by_day(ledger, [day or _LATE for day in runs_of(ledger).day]))


def _by_day(ledger: Ledger, days: Sequence[int]) -> "array[int]":
    by_article = _sorted(range(len(days)), [ledger.article[row] for row in runs_of(ledger).first])
    return array("q", _sorted(by_article, days))


def by_column(ledger: Ledger, name: str, names: Mapping[int, str] | None = None) -> Sequence[int]:
    """Return the runs by a column, or by the names of what is in it, what has none last; the newest first among equals."""
    values: Sequence[Any] = [getattr(ledger, name)[row] for row in runs_of(ledger).first]
    if names is not None:
        values = [names.get(value, _NAMELESS) for value in values]
    return _sorted(newest(ledger), values)


def _sorted(runs: Sequence[int], keys: Sequence[Any]) -> list[int]:
    return sorted(runs, key=keys.__getitem__)
