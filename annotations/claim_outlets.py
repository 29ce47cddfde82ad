"""Which outlets carry a claim, and which published meanwhile and do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q

from annotations.claim_filter import ClaimFilter
from annotations.claim_selection import Selection
from annotations.ledgers import day_of
from annotations.merged import roots, with_merged
from annotations.passages import NONE
from annotations.tally import Ledger
from annotations.units import counted
from newsroom.models import Article, Outlet

SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Carrier:
    """An outlet with how often it carries the claim and when it did first; without an outlet none is known."""

    outlet: Outlet | None
    count: int
    first: date | None
    filter: ClaimFilter

    @property
    def words(self) -> str:
        """What was counted."""
        return counted(self.filter.unit, self.count)

    @property
    def address(self) -> str:
        """What of the page is this outlet's."""
        return self.filter.address(outlet=str(self.outlet.uuid) if self.outlet else NONE)


@dataclass(frozen=True, slots=True)
class Carriers:
    """Who carries a claim, most first, and who published from ``first`` to ``last`` and does not, by name."""

    carrying: Sequence[Carrier]
    silent: Sequence[Outlet]
    first: date | None
    last: date | None


def carriers(selection: Selection) -> Carriers:
    """Return the outlets of a claim: three queries."""
    ledger, filter = selection.ledger, selection.filter
    counts = {pk: count for (pk,), count in ledger.split(selection.unit, "outlet").items()}
    firsts = ledger.remember("carried since", lambda: _firsts(ledger))
    outlets = Outlet.objects.in_bulk([pk for pk in counts if pk])
    first = filter.since or day_of(min(firsts.values(), default=0))
    last = filter.until or day_of(ledger.remember("carried until", lambda: max(ledger.published, default=0)))
    carrying = [Carrier(outlets.get(pk), count, day_of(firsts.get(pk, 0)), filter) for pk, count in counts.items()]
    carrying.sort(key=lambda one: (one.outlet is None, -one.count, one.outlet.folded if one.outlet else ""))
    return Carriers(carrying, _silent(selection, set(outlets), first, last), first, last)


def _firsts(ledger: Ledger) -> dict[int, int]:
    """Return by outlet on which day it was the first to publish the claim."""
    firsts: dict[int, int] = {}
    for outlet, day in set(zip(ledger.outlet, ledger.published, strict=True)):
        if day:
            firsts[outlet] = min(day, firsts.get(outlet, day))
    return firsts


def _silent(selection: Selection, carrying: set[int], first: date | None, last: date | None) -> list[Outlet]:
    """Return outlets with an article in the range and none with the claim: one look into an index each."""
    if not first or not last or selection.filter.outlet:
        return []
    project = selection.membership.project
    within = Q(
        published_at__gte=datetime.combine(first, time.min, UTC),
        published_at__lt=datetime.combine(last, time.min, UTC) + timedelta(days=1),
    )
    merged = roots(Outlet, project)
    ids = Outlet.objects.filter(project=project).exclude(pk__in=with_merged(merged, carrying))
    articles = Article.objects.filter(within, project=project, outlet=OuterRef("pk"), deleted_at=None)
    found = set(ids.filter(Exists(articles)).values_list("pk", flat=True))
    shown = {merged.get(pk, pk) for pk in found}
    return list(Outlet.objects.filter(pk__in=shown, deleted_at=None).order_by("folded"))
