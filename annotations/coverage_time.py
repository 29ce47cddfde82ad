"""Outlet by time: how often each outlet carried a claim, or any, by day, week, month or year as the days ask.

Every number is over what the project sees together, as far as the member may see it (``annotations.ledgers``). With all
claims each counts by itself, and a cell is the sum: what the lines of the coverage of that outlet and those days add up to.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.claim_selection import narrow
from annotations.claim_timeline import short_name, step_name
from annotations.coverage import LEVELS, Cell, Head, heads_of
from annotations.coverage_time_filter import TimeFilter
from annotations.ledgers import ledger, ledgers
from annotations.models import Claim
from annotations.passages import NONE
from annotations.tally import STANCES, Ledger
from annotations.timeline import begin, end, step_for, steps
from annotations.units import counted
from newsroom.models import Membership

ROWS: Final = 25
ACROSS: Final = 12
_DISPUTES: Final = STANCES.index("disputes")


@dataclass(frozen=True, slots=True)
class Span:
    """A column: the step of time that begins on the day ``start`` (an ordinal); 0 is what has no date."""

    start: int
    label: str
    name: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An outlet with its whole count and its cells, one a column."""

    head: Head
    count: int
    address: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """One page of outlets and time; ``step`` is day, week, month or year, empty where nothing has a date."""

    step: str
    spans: Sequence[Span]
    lines: Sequence[Line]
    outlets: int
    columns: int
    pages: int
    across_pages: int


class Begins(dict[int, int]):
    """The first day of the step in which a day lies, worked out once a day; 0 stays 0."""

    def __init__(self, step: str) -> None:
        super().__init__({0: 0})
        self.step = step

    def __missing__(self, day: int) -> int:
        self[day] = begin(day, self.step)
        return self[day]


def kept(membership: Membership, claim: Claim | None, filter: TimeFilter) -> dict[int, Ledger]:
    """Return the codings that the filter keeps, by claim; claims without any are left out."""
    found = {claim.pk: ledger(membership, claim)} if claim else ledgers(membership)
    asked = filter.of_claims
    if asked.is_set:
        found = {pk: narrow(membership.project, one, asked) for pk, one in found.items()}
    return {pk: one for pk, one in found.items() if len(one)}


def grid(membership: Membership, claim: Claim | None, filter: TimeFilter) -> Grid:
    """Return one page: outlets with most first, time from its beginning, what has no date in a column at the end."""
    found = list(kept(membership, claim, filter).values())
    step, starts = timespan(found)
    totals, counts, disputed = _sums(found, filter.unit, step)
    order = sorted(totals, key=lambda key: (key == 0, -totals[key], key))
    shown = heads_of("outlet", order[(filter.page - 1) * ROWS : filter.page * ROWS])
    spans = [span_of(start, step) for start in starts[(filter.across - 1) * ACROSS : filter.across * ACROSS]]
    if any(not start for _outlet, start in counts):
        spans.append(Span(0, _("No date"), _("No date")))
    most = max((counts[head.key, span.start] for head in shown for span in spans), default=0)
    links = _Links(membership.project.key, claim, filter)

    def cell(head: Head, span: Span) -> Cell:
        key = (head.key, span.start)
        level = -(-LEVELS * counts[key] // most) if counts[key] else 0
        return Cell(counts[key], counted(filter.unit, counts[key]), disputed[key], level, links.to(head, span))

    lines = [Line(head, totals[head.key], links.to(head), [cell(head, span) for span in spans]) for head in shown]
    return Grid(step, spans, lines, len(order), len(starts), _pages(len(order), ROWS), _pages(len(starts), ACROSS))


def timespan(found: Sequence[Ledger]) -> tuple[str, list[int]]:
    """Return the step that suits the days of some codings, and the first days of all its steps; none where all is undated."""
    ranges = [one.remember("first and last day", lambda one=one: _range(one)) for one in found]  # type: ignore[misc]
    firsts, lasts = [first for first, _last in ranges if first], [last for _first, last in ranges if last]
    if not firsts:
        return "", []
    step = step_for(min(firsts), max(lasts))
    return step, steps(min(firsts), max(lasts), step)


def split(one: Ledger, unit: str, begins: Begins, *more: str) -> Counter[tuple[int, ...]]:
    """Count a unit of one claim by outlet, by the first day of a step (0 without a date), and by further facts."""

    def count() -> Counter[tuple[int, ...]]:
        return one.spread(unit, one.outlet, [begins[day] for day in one.day], *(getattr(one, name) for name in more))

    return one.remember(("outlets over time", unit, begins.step, more), count)


def span_of(start: int, step: str) -> Span:
    """Return a column with its words."""
    first, last = date.fromordinal(start), date.fromordinal(end(start, step))
    return Span(start, short_name(first, step), step_name(first, step), first, last)


def cells_by_stance(
    membership: Membership, claim: Claim | None, filter: TimeFilter
) -> Iterator[tuple[Claim, Head, str, int, str, int]]:
    """Yield every cell that is not empty, a claim and a stance a time: claim, outlet, step, first day, stance, count."""
    found = kept(membership, claim, filter)
    step, _starts = timespan(list(found.values()))
    begins = Begins(step)
    claims = Claim.objects.in_bulk(list(found))
    heads = {
        head.key: head for head in heads_of("outlet", sorted({key for one in found.values() for key in one.outlet}))
    }
    for pk in sorted(claims, key=lambda pk: claims[pk].folded):
        for (outlet, start, stance), count in sorted(split(found[pk], filter.unit, begins, "stance").items()):
            if outlet in heads:
                yield claims[pk], heads[outlet], step, start, STANCES[stance], count


def _sums(
    found: Sequence[Ledger], unit: str, step: str
) -> tuple[Counter[int], Counter[tuple[int, ...]], Counter[tuple[int, ...]]]:
    """Return the sums over claims: by outlet, by outlet and step, and of that what disputes."""
    totals: Counter[int] = Counter()
    counts: Counter[tuple[int, ...]] = Counter()
    disputed: Counter[tuple[int, ...]] = Counter()
    begins = Begins(step)
    for one in found:
        for (outlet,), count in one.split(unit, "outlet").items():
            totals[outlet] += count
        for cell, count in split(one, unit, begins).items():
            counts[cell] += count
        for cell, count in one.remember(
            ("disputed over time", unit, step), lambda one=one: _disputed(one, unit, begins)
        ):  # type: ignore[misc]
            disputed[cell] += count
    return totals, counts, disputed


def _disputed(one: Ledger, unit: str, begins: Begins) -> list[tuple[tuple[int, ...], int]]:
    """Return what disputes the claim, by outlet and step."""
    if _DISPUTES not in one.stance:
        return []
    found = split(one, unit, begins, "stance").items()
    return [((outlet, start), count) for (outlet, start, stance), count in found if stance == _DISPUTES]


def _range(one: Ledger) -> tuple[int, int]:
    days = [day for day in one.day if day]
    return (min(days), max(days)) if days else (0, 0)


def _pages(count: int, size: int) -> int:
    return -(-count // size) or 1


@dataclass(frozen=True, slots=True)
class _Links:
    """What cells open: the claim's page, or with all claims the coverage of that outlet and those days."""

    project: str
    claim: Claim | None
    filter: TimeFilter

    def to(self, head: Head, span: Span | None = None) -> str:
        changes: dict[str, object] = {"outlet": head.uuid or NONE}
        if span and span.first and span.last:
            changes["since"] = max(span.first, self.filter.since or span.first)
            changes["until"] = min(span.last, self.filter.until or span.last)
        elif span:
            changes["undated"] = True
        if self.claim:
            page = reverse("claim_show", args=[self.project, self.claim.uuid])
            return page + self.filter.of_claims.address(**changes)
        return reverse("claims_coverage", args=[self.project]) + self.filter.of_coverage.address(**changes)


def claims_to_choose(found: Mapping[int, Ledger], most: int) -> list[str]:
    """Return the labels of the claims with most codings, by label: what the field offers."""
    keys = sorted(found, key=lambda pk: -len(found[pk]))[:most]
    return sorted(Claim.objects.filter(pk__in=keys).values_list("label", flat=True), key=str.casefold)
