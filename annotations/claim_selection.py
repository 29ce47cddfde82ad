"""Which codings of a claim an address is about, as columns; every number on the page is counted on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from annotations.claim_filter import ClaimFilter
from annotations.ledgers import ledger
from annotations.merged import roots
from annotations.models import Claim, Speaker
from annotations.passages import NONE, BadFilter
from annotations.tally import STANCES, STANDINGS, Ledger
from newsroom.models import Membership, Outlet, Project

CHANGED = STANDINGS.index("changed")
"""From this standing on a passage does not stand in today's wording as it was marked."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of one claim a member looks at: ``whole`` are all codings seen together, ``ledger`` those that are kept."""

    membership: Membership
    claim: Claim
    filter: ClaimFilter
    whole: Ledger
    ledger: Ledger

    @property
    def unit(self) -> str:
        """What its numbers count."""
        return self.filter.unit


def select(membership: Membership, claim: Claim, filter: ClaimFilter) -> Selection:
    """Return what a filter keeps of a claim. Raises ``BadFilter`` where it names what is not in the project."""
    whole = ledger(membership, claim)
    return Selection(membership, claim, filter, whole, narrow(membership.project, whole, filter))


def narrow(project: Project, whole: Ledger, filter: ClaimFilter) -> Ledger:
    """Return the rows of a ledger that a filter keeps. Raises ``BadFilter``."""
    return whole.only(kept(project, whole, filter)) if filter.is_set else whole


def kept(project: Project, whole: Ledger, filter: ClaimFilter) -> list[bool]:
    """Say of each row of a ledger whether a filter keeps it. Raises ``BadFilter``."""
    keep = [True] * len(whole)
    for column in _conditions(project, whole, filter):
        keep = [one and other for one, other in zip(keep, column, strict=True)]
    return keep


def _conditions(project: Project, whole: Ledger, filter: ClaimFilter) -> Iterator[list[bool]]:
    if filter.since:
        first = filter.since.toordinal()
        yield [day >= first for day in whole.day]
    if filter.until:
        last = filter.until.toordinal()
        yield [0 < day <= last for day in whole.day]
    if filter.speaker:
        speaker = key_of(Speaker, project, filter.speaker)
        yield [one == speaker for one in whole.speaker]
    if filter.outlet:
        outlet = key_of(Outlet, project, filter.outlet)
        yield [one == outlet for one in whole.outlet]
    if filter.stance:
        stance = STANCES.index(filter.stance)
        yield [one == stance for one in whole.stance]
    yield from _flags(whole, filter)


def _flags(whole: Ledger, filter: ClaimFilter) -> Iterator[list[bool]]:
    if filter.undated:
        yield [not day for day in whole.day]
    if filter.contested:
        yield [bool(one) for one in whole.contested]
    if filter.changed:
        yield [one >= CHANGED for one in whole.standing]
    if filter.said:
        yield [bool(one) for one in whole.said]


def key_of(model: Any, project: Project, value: str) -> int:
    """Return the key of a speaker or outlet, of the one that it was merged into; 0 for nobody."""
    if value == NONE:
        return 0
    found = model.objects.filter(project=project, uuid=value).values_list("pk", flat=True).first()
    if found is None:
        raise BadFilter(_("The filter names something that is not in this project: %(id)s.") % {"id": value})
    return roots(model, project).get(found, found)
