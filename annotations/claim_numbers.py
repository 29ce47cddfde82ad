"""The numbers at the head of a claim's page: every unit, and what is contested or not as it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.claim_filter import ClaimFilter
from annotations.claim_selection import CHANGED, Selection
from annotations.tally import UNITS, Ledger
from annotations.units import MEANINGS, TITLES, counted


@dataclass(frozen=True, slots=True)
class Number:
    """How many of a unit there are; ``address`` counts everything in that unit."""

    unit: str
    title: Any
    meaning: Any
    count: int
    address: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """How much of what is selected one cannot simply count on, and where it is."""

    count: int
    words: str
    address: str


def numbers(selection: Selection) -> Sequence[Number]:
    """Return the count in every unit."""
    return [
        Number(
            unit,
            TITLES[unit],
            MEANINGS[unit],
            selection.ledger.count(unit),
            selection.filter.address(unit=unit),
            unit == selection.unit,
        )
        for unit in UNITS
    ]


def contested(selection: Selection) -> Doubt:
    """Count what analysts saw with other stances."""
    count = flagged(selection.ledger, selection.unit, "contested")
    return Doubt(count, counted(selection.unit, count), selection.filter.address(contested=True))


def changed(selection: Selection) -> Doubt:
    """Count what does not stand in today's wording of its article as it was marked."""
    count = _matching(selection.ledger, selection.unit, "standing", lambda one: one >= CHANGED)
    return Doubt(count, counted(selection.unit, count), selection.filter.address(changed=True))


def undated(ledger: Ledger, filter: ClaimFilter) -> Doubt:
    """Count what has neither a time said nor a date of publication."""
    count = _matching(ledger, filter.unit, "day", lambda day: not day)
    return Doubt(count, counted(filter.unit, count), filter.address(undated=True, since=None, until=None))


def _matching(ledger: Ledger, unit: str, column: str, test: Callable[[int], bool]) -> int:
    """Count the unit where a column passes a test, always the same one; the ledger remembers."""
    values = getattr(ledger, column)
    return ledger.remember(("matching", unit, column), lambda: ledger.spread(unit, map(test, values))[True,])


def flagged(ledger: Ledger, unit: str, column: str) -> int:
    """Count the unit where a column says yes."""
    return ledger.split(unit, column)[1,]
