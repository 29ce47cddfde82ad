"""Putting a claim in its place among its siblings, by hand."""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from annotations.actions.claims import change_claim
from annotations.claim_order import between
from annotations.models import Claim
from newsroom import log
from newsroom.models import User


def shift_claim(*, by: User, claim: Claim, version: int, beside: Claim, is_after: bool, token: log.Token) -> Claim:
    """Put a claim right before or after one of its siblings; the others stay as they are.

    Raises ``log.Conflict`` where the two are no siblings (any more).
    """
    return change_claim(
        by, claim, version, "claim_shift", token, rank=lambda fresh: _rank(fresh, beside, is_after=is_after)
    )


def _rank(claim: Claim, beside: Claim, *, is_after: bool) -> str:
    """Return what a claim sorts by right beside another one: one query."""
    above = claim.parent.shown.pk if claim.parent else None
    rows = Claim.objects.current().filter(project=claim.project_id).exclude(pk=claim.pk)
    rows = rows.annotate(above=Coalesce("parent__merged_into", "parent")).filter(above=above)
    found = sorted(rows, key=lambda row: row.place)
    if beside not in found:
        raise log.Conflict(_("“%(label)s” stands elsewhere by now. Look at the list again.") % {"label": beside.label})
    places, at = ["", *(row.place[0] for row in found), ""], found.index(beside) + 1
    return between(*(places[at : at + 2] if is_after else places[at - 1 : at + 1]))
