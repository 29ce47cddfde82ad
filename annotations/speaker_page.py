"""The page of one speaker: what they assert, dispute and question, where, and with which affiliation.

Numbers are of what the project sees together (``sight.together``), each in the unit that the address names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import Count, Max, Min
from django.db.models.functions import Coalesce, TruncDate

from annotations.claim_filter import ClaimFilter
from annotations.held import Held, held_by
from annotations.merged import roots, with_merged
from annotations.models import Claim, Speaker, Stance, Tagging
from annotations.passages import NONE
from annotations.sight import together
from annotations.speaker_ledger import Told
from annotations.tally import STANCES
from annotations.units import counted
from newsroom.models import Membership, Outlet

CLAIMS: Final = 25
OUTLETS: Final = 20


@dataclass(frozen=True, slots=True)
class Stand:
    """How often a stance is taken; ``address`` opens it on the claim's page."""

    stance: str
    label: Any
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One claim with what the speaker says to it."""

    claim: Claim
    total: int
    words: str
    address: str
    counts: Sequence[Stand]
    held: Sequence[Held]
    """The newest stances in the order of time."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The claims that are shown, how many there are, and how many by stance."""

    shown: Sequence[Line]
    total: int
    by_stance: Sequence[tuple[str, Any, int]]


@dataclass(frozen=True, slots=True)
class Affiliation:
    """What somebody was affiliated with as of the time said: from and to, where a date is known."""

    name: str
    first: date | None
    last: date | None
    articles: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """An outlet with how often it carries the speaker; None where no outlet is known."""

    outlet: Outlet | None
    words: str
    address: str


def lines(speaker: Speaker, told: Told, filter: ClaimFilter) -> Lines:
    """Return the claims of a speaker, most first: one query. Links open what is counted, on the claims' pages."""
    ledger, unit, here = told.ledger, filter.unit, replace(filter, speaker=str(speaker.uuid))
    totals = ledger.remember(("by claim", unit), lambda: ledger.spread(unit, told.claims))
    stances = ledger.remember(("by stance", unit), lambda: ledger.spread(unit, told.claims, ledger.stance))
    ranked = sorted(totals, key=lambda key: (-totals[key], key))
    shown = [claim for (claim,) in ranked[:CLAIMS]]
    claims, held = Claim.objects.in_bulk(shown), held_by(ledger, told.claims)
    addresses = {stance: here.address(stance=stance) for stance in ("", *STANCES)}
    found = [_line(addresses, unit, claims[pk], totals[pk,], stances, held.get(pk, ())) for pk in shown]
    by_stance = [
        (stance, Stance(stance).label, sum(one == number for _claim, one in stances))
        for number, stance in enumerate(STANCES)
    ]
    return Lines(found, len(totals), [one for one in by_stance if one[2]])


def _line(
    addresses: Mapping[str, str],
    unit: str,
    claim: Claim,
    total: int,
    stances: Mapping[Any, int],
    held: Sequence[Held],
) -> Line:
    counts = [
        Stand(stance, Stance(stance).label, counted(unit, count), addresses[stance])
        for number, stance in enumerate(STANCES)
        if (count := stances.get((claim.pk, number), 0))
    ]
    return Line(claim, total, counted(unit, total), addresses[""], counts, held)


def carriers(told: Told, filter: ClaimFilter) -> list[Carrier]:
    """Return the outlets that carry the speaker, most first: one query."""
    counts = told.ledger.split(filter.unit, "outlet")
    outlets = Outlet.objects.in_bulk([pk for (pk,) in counts if pk])
    ranked = sorted(counts.items(), key=lambda one: (not one[0][0], -one[1], one[0]))
    return [
        Carrier(
            outlets.get(pk),
            counted(filter.unit, count),
            filter.address(outlet=str(outlets[pk].uuid) if pk in outlets else NONE),
        )
        for (pk,), count in ranked[:OUTLETS]
    ]


def affiliations(membership: Membership, speaker: Speaker, told: Told) -> list[Affiliation]:
    """Return the affiliations as of the time said, or else published, the earliest first: one query.

    It is asked once for all that the speaker says (``told``): what changes an affiliation changes the codings.
    """
    return told.ledger.remember("affiliations", lambda: _affiliations(membership, speaker))


def _affiliations(membership: Membership, speaker: Speaker) -> list[Affiliation]:
    family = with_merged(roots(Speaker, membership.project), {speaker.pk})
    found = Tagging.objects.current().filter(together(membership), speaker__in=family)
    day = TruncDate(Coalesce("said_at", "annotation__article__published_at"))
    rows = found.exclude(affiliation="").order_by().values("affiliation")
    counts = rows.annotate(first=Min(day), last=Max(day), articles=Count("annotation__article", distinct=True))
    named = [Affiliation(row["affiliation"], row["first"], row["last"], row["articles"]) for row in counts]
    return sorted(named, key=lambda one: (one.first or date.max, one.name))
