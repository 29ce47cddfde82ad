"""Which stance is held from when to when, and since when, as the columns of a ledger tell it. Pure.

>>> from annotations.tally import row
>>> ledger = Ledger.of([row(speaker=7, stance=0, published=3), row(speaker=7, stance=1, published=9, coarse=1)])
>>> held_by(ledger, ledger.speaker)
{7: [Held(stance=0, first=(3, 0), last=(3, 0)), Held(stance=1, first=(9, 1), last=(9, 1))]}
>>> began_by(ledger), last_of(ledger)
({7: {0: (3, 0), 1: (9, 1)}}, (9, 1))
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import neg
from typing import Final, NamedTuple

from annotations.tally import Ledger

Point = tuple[int, int]
"""A day (an ordinal), and 1 where no more than its month is known, else 0."""
MOST: Final = 6
"""Stances of one speaker that are kept, the newest ones."""
_LATE: Final = (10**9, 0)


class Held(NamedTuple):
    """A stance (a position in STANCES) that was held from one day to another, with nothing else said between."""

    stance: int
    first: Point
    last: Point


def held_by(ledger: Ledger, column: Sequence[int]) -> Mapping[int, Sequence[Held]]:
    """Return by speaker, or by whatever ``column`` tells apart, the newest stances in the order of time.

    What is contested or has no date moves nobody. A ledger remembers the answer for the column that it is always asked for.
    """
    columns = zip(column, ledger.day, ledger.coarse, ledger.stance, ledger.contested, strict=True)
    return ledger.remember("held", lambda: _held({row[:4] for row in columns if row[1] and not row[4]}))


def _held(rows: Iterable[tuple[int, int, int, int]]) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = {}
    for key, day, coarse, stance in sorted(rows):
        held = found.setdefault(key, [])
        if held and held[-1].stance == stance:
            held[-1] = held[-1]._replace(last=(day, coarse))
        else:
            held.append(Held(stance, (day, coarse), (day, coarse)))
    return {key: held[-MOST:] for key, held in found.items()}


def began_by(ledger: Ledger) -> Mapping[int, Mapping[int, Point]]:
    """Return by speaker and stance when it was taken first, where a date is known."""
    return ledger.remember("began", lambda: _began(ledger))


def _began(ledger: Ledger) -> dict[int, dict[int, Point]]:
    columns = (ledger.speaker, ledger.stance, ledger.day, ledger.coarse)
    found: dict[int, dict[int, Point]] = {}
    for speaker, stance, day, coarse in sorted(set(zip(*columns, strict=True))):
        began = found.setdefault(speaker, {})
        if day and (day, coarse) < began.get(stance, _LATE):
            began[stance] = (day, coarse)
    return found


def last_of(ledger: Ledger) -> Point:
    """Return the last day on which anything was said, or else published; the day 0 where none is known."""
    return ledger.remember("last", lambda: _last(ledger))


def _last(ledger: Ledger) -> Point:
    day, fine = max(zip(ledger.day, map(neg, ledger.coarse), strict=True), default=(0, 0))
    return day, -fine
