"""Which claim stands under which, and beside which; a merged claim's place is that of the one that stands for it."""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from annotations.claim_order import between
from annotations.models import Claim
from newsroom import log


def is_under(claim: Claim | None, other: Claim) -> bool:
    """Whether ``claim`` is ``other`` or stands somewhere under it, as the database says now: one query.

    ``claim`` may have been put there just now and not be saved yet, so where ``other`` itself stands is not asked.
    """
    if claim is None:
        return False
    rows = Claim.objects.filter(project=other.project_id).values_list("pk", "parent_id", "merged_into_id")
    parents = {pk: (parent, into) for pk, parent, into in rows}
    seen: set[int] = set()
    current: int | None = claim.pk
    while current is not None and current not in seen:
        if current == other.pk:
            return True
        seen.add(current)
        parent, into = parents[current]
        current = into or parent
    return False


def rank_beside(claim: Claim, beside: Claim, *, is_after: bool) -> str:
    """Return what a claim sorts by right before or after one of its siblings: one query. Raises ``log.Conflict``."""
    above = claim.parent.shown.pk if claim.parent else None
    rows = Claim.objects.current().filter(project=claim.project_id).exclude(pk=claim.pk)
    rows = rows.annotate(above=Coalesce("parent__merged_into", "parent")).filter(above=above)
    found = sorted(rows, key=lambda row: row.place)
    if beside not in found:
        raise log.Conflict(_("“%(label)s” stands elsewhere by now. Look at the list again.") % {"label": beside.label})
    places, at = ["", *(row.place[0] for row in found), ""], found.index(beside) + 1
    return between(*(places[at : at + 2] if is_after else places[at - 1 : at + 1]))
