"""Claim by outlet, by speaker or by month: how often each carries each, in a unit that the address names.

Every number is over what the project sees together, as far as the member may see it (``annotations.ledgers``).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.template.defaultfilters import date as format_date
from django.utils.translation import gettext as _

from annotations.claim_selection import key_of, narrow
from annotations.coverage_filter import CoverageFilter
from annotations.ledgers import ledgers
from annotations.models import Claim, Speaker
from annotations.passages import NONE
from annotations.tally import STANCES, Ledger
from annotations.timeline import begin, end
from annotations.units import counted
from newsroom.models import Membership, Outlet

ROWS: Final = 25
ACROSS: Final = 12
LEVELS: Final = 4
"""Washes of a cell, by its share of the largest number on the page."""
_DISPUTES: Final = STANCES.index("disputes")


@dataclass(frozen=True, slots=True)
class Head:
    """A column: an outlet, a speaker, or the month that begins on the day ``key`` (an ordinal); 0 stands for none."""

    key: int
    name: str
    uuid: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """How often a claim is in a column; ``address`` is what to open on the claim's page."""

    count: int
    words: str
    disputes: int
    level: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A claim with its whole count and its cells, one a column."""

    claim: Claim
    count: int
    address: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of the coverage, with how many pages there are of rows and of columns."""

    heads: Sequence[Head]
    lines: Sequence[Line]
    claims: int
    columns: int
    pages: int
    across_pages: int


def kept(membership: Membership, filter: CoverageFilter) -> dict[int, Ledger]:
    """Return the codings that the filter keeps, by claim; claims without any are left out.

    Raises ``BadFilter`` for an outlet that is not in the project.
    """
    found = ledgers(membership)
    asked = replace(filter.of_claims, outlet="")
    if asked.is_set:
        found = {pk: narrow(membership.project, one, asked) for pk, one in found.items()}
    if filter.outlet:
        key = key_of(Outlet, membership.project, filter.outlet)
        found = {pk: one.only([outlet == key for outlet in one.outlet]) for pk, one in found.items()}
    return {pk: one for pk, one in found.items() if len(one)}


def matrix(membership: Membership, filter: CoverageFilter) -> Matrix:
    """Return one page of the coverage, claims with most first, outlets and speakers too; months newest first."""
    found = kept(membership, filter)
    totals = {pk: one.count(filter.unit) for pk, one in found.items()}
    order = sorted(totals, key=lambda pk: (-totals[pk], pk))
    columns = _columns(found, filter)
    keys = columns[(filter.across - 1) * ACROSS : filter.across * ACROSS]
    heads = heads_of(filter.by, keys)
    shown = order[(filter.page - 1) * ROWS : filter.page * ROWS]
    claims = Claim.objects.in_bulk(shown)
    cells = {pk: split(found[pk], filter.unit, filter.by) for pk in shown}
    disputed = {pk: split(found[pk], filter.unit, filter.by, "stance") for pk in shown}
    most = max((cells[pk][head.key,] for pk in shown for head in heads), default=0)
    lines = [
        Line(
            claims[pk],
            totals[pk],
            filter.of_claims.address(),
            [_cell(filter, head, cells[pk], disputed[pk], most) for head in heads],
        )
        for pk in shown
        if pk in claims
    ]
    return Matrix(heads, lines, len(order), len(columns), -(-len(order) // ROWS) or 1, -(-len(columns) // ACROSS) or 1)


def split(ledger: Ledger, unit: str, by: str, *more: str) -> Counter[tuple[int, ...]]:
    """Count a unit by a kind of column, and by further facts."""
    if by != "month":
        return ledger.split(unit, by, *more)
    return ledger.remember(
        ("months", unit, more), lambda: ledger.spread(unit, _months(ledger), *(getattr(ledger, name) for name in more))
    )


def heads_of(by: str, keys: Sequence[int]) -> list[Head]:
    """Return columns with their names: one query."""
    if by == "month":
        return [_month(key) for key in keys]
    model, nobody = (Speaker, _("Speaker not named")) if by == "speaker" else (Outlet, _("No outlet"))
    rows: Mapping[int, Any] = model.objects.in_bulk([key for key in keys if key])
    return [
        Head(key, rows[key].name, str(rows[key].uuid)) if key in rows else Head(key, nobody)
        for key in keys
        if key in rows or not key
    ]


def cells_by_stance(membership: Membership, filter: CoverageFilter) -> Iterator[tuple[Claim, Head, str, int]]:
    """Yield every cell that is not empty, a stance a time: what the file holds."""
    found = kept(membership, filter)
    claims = Claim.objects.in_bulk(list(found))
    heads = {head.key: head for head in heads_of(filter.by, _columns(found, filter))}
    for pk in sorted(claims, key=lambda pk: claims[pk].folded):
        for (key, stance), count in sorted(split(found[pk], filter.unit, filter.by, "stance").items()):
            if key in heads:
                yield claims[pk], heads[key], STANCES[stance], count


def _columns(found: Mapping[int, Ledger], filter: CoverageFilter) -> list[int]:
    """Return the keys of all columns: months newest first and undated last, others by how much is in them."""
    sums: Counter[int] = Counter()
    for one in found.values():
        for (key,), count in split(one, filter.unit, filter.by).items():
            sums[key] += count
    if filter.by == "month":
        return sorted(sums, reverse=True)
    return sorted(sums, key=lambda key: (key == 0, -sums[key], key))


def _cell(
    filter: CoverageFilter, head: Head, counts: Counter[tuple[int, ...]], by: Counter[tuple[int, ...]], most: int
) -> Cell:
    count = counts[head.key,]
    level = -(-LEVELS * count // most) if count else 0
    return Cell(count, counted(filter.unit, count), by[head.key, _DISPUTES], level, _address(filter, head))


def _address(filter: CoverageFilter, head: Head) -> str:
    claims = filter.of_claims
    if filter.by != "month":
        return claims.address(**{filter.by: head.uuid or NONE})
    if head.first is None or head.last is None:
        return claims.address(undated=True)
    since, until = max(head.first, filter.since or head.first), min(head.last, filter.until or head.last)
    return claims.address(since=since, until=until)


def _months(ledger: Ledger) -> list[int]:
    begins = {day: begin(day, "month") if day else 0 for day in set(ledger.day)}
    return [begins[day] for day in ledger.day]


def _month(key: int) -> Head:
    if not key:
        return Head(0, _("No date"))
    first = date.fromordinal(key)
    return Head(key, format_date(first, "M Y"), f"{first:%Y-%m}", first, date.fromordinal(end(key, "month")))
