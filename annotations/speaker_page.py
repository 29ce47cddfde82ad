"""The page of one speaker: what they assert, dispute and question, where, and with which affiliation.

Numbers are of what the project sees together (``sight.together``), each in the unit that the address names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, Final

from django.db.models import Count, Max, Min
from django.db.models.functions import Coalesce, TruncDate

from annotations.claim_filter import ClaimFilter
from annotations.claim_voices import Moment, Move
from annotations.models import Claim, Speaker, Stance, Tagging
from annotations.passages import NONE
from annotations.sight import together
from annotations.speaker_ledger import Told
from annotations.tally import STANCES
from annotations.units import counted
from newsroom.models import Membership, Outlet

CLAIMS: Final = 40
OUTLETS: Final = 20
MOST_MOVES: Final = 6


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
    moves: Sequence[Move]

    @property
    def has_moved(self) -> bool:
        """Whether the stance was another one at another time."""
        return len({move.stance for move in self.moves}) > 1


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
    totals = ledger.spread(unit, told.claims)
    stances = ledger.spread(unit, told.claims, ledger.stance)
    ranked = sorted(totals, key=lambda key: (-totals[key], key))
    shown = [claim for (claim,) in ranked[:CLAIMS]]
    claims, moves = Claim.objects.in_bulk(shown), _moves(told)
    found = [_line(here, claims[pk], totals[pk,], stances, moves.get(pk, ())) for pk in shown]
    held = set(zip(told.claims, ledger.stance, strict=True))
    by_stance = [
        (stance, Stance(stance).label, sum(one == number for _claim, one in held))
        for number, stance in enumerate(STANCES)
    ]
    return Lines(found, len(totals), [one for one in by_stance if one[2]])


def _line(here: ClaimFilter, claim: Claim, total: int, stances: Mapping[Any, int], moves: Sequence[Move]) -> Line:
    counts = [
        Stand(stance, Stance(stance).label, counted(here.unit, count), here.address(stance=stance))
        for number, stance in enumerate(STANCES)
        if (count := stances.get((claim.pk, number), 0))
    ]
    return Line(claim, total, counted(here.unit, total), here.address(), counts, moves[-MOST_MOVES:])


def _moves(told: Told) -> dict[int, list[Move]]:
    """Return by claim the stances in the order of time; what is contested or has no date moves nothing."""
    ledger = told.ledger
    columns = zip(told.claims, ledger.day, ledger.coarse, ledger.stance, ledger.contested, strict=True)
    rows = sorted({row[:4] for row in columns if row[1] and not row[4]})
    found: dict[int, list[Move]] = {}
    for (claim, stance), some in groupby(rows, key=lambda row: (row[0], row[3])):
        moments = [Moment(date.fromordinal(day), bool(coarse)) for _claim, day, coarse, _stance in some]
        found.setdefault(claim, []).append(Move(STANCES[stance], moments[0], moments[-1]))
    return found


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


def affiliations(membership: Membership, speaker: Speaker) -> list[Affiliation]:
    """Return the affiliations as of the time said, or else published, the earliest first: one query."""
    family = Speaker.objects.filter(project=membership.project).family([speaker.uuid])
    found = Tagging.objects.current().filter(together(membership), speaker__in=family.values("pk"))
    day = TruncDate(Coalesce("said_at", "annotation__article__published_at"))
    rows = found.exclude(affiliation="").order_by().values("affiliation")
    counts = rows.annotate(first=Min(day), last=Max(day), articles=Count("annotation__article", distinct=True))
    named = [Affiliation(row["affiliation"], row["first"], row["last"], row["articles"]) for row in counts]
    return sorted(named, key=lambda one: (one.first or date.max, one.name))
