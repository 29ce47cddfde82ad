"""Merging claims that say the same, and taking them apart again."""

from django.utils.translation import gettext as _

from annotations.actions.merging import fresh_row, point, separate
from annotations.claim_tree import is_under
from annotations.models import Claim, ClaimRelation
from newsroom import log
from newsroom.models import User


def merge_claim(*, by: User, claim: Claim, version: int, into: Claim, token: log.Token) -> Claim:
    """Let ``into`` stand for ``claim`` from now on: no passage is rewritten, and undo takes it back.

    Raises ``log.Conflict``, also where ``into`` is the claim itself or stands under it.
    """
    with log.act(by=by, project=claim.project, kind="claim_merge", token=token) as act:
        if act.is_repeated:
            return Claim.objects.get(uuid=act.answer["claim"])
        fresh: Claim = fresh_row(act, claim, version)
        if reason := merging_refused(fresh, into):
            raise log.Conflict(reason)
        point(act, fresh, into)
        act.answer = {"claim": str(into.uuid)}
    return into


def separate_claim(*, by: User, claim: Claim, version: int, token: log.Token) -> Claim:
    """Let a merged claim stand for itself again."""
    with log.act(by=by, project=claim.project, kind="claim_separate", token=token) as act:
        if act.is_repeated:
            return claim
        fresh: Claim = fresh_row(act, claim, version)
        separate(act, fresh)
        if is_under(fresh.parent, fresh):
            raise log.Conflict(_("Meanwhile “%(label)s” would stand under itself.") % {"label": fresh.label})
        act.answer = {"claim": str(fresh.uuid)}
    return fresh


def merging_refused(claim: Claim, into: Claim) -> str:
    """Return why ``claim`` cannot be merged into ``into``, empty where it can."""
    names = {"label": claim.label, "into": into.label}
    if claim.pk == into.pk:
        return _("“%(label)s” cannot be merged into itself.") % names
    if claim.merged_into_id is not None:
        return _("“%(label)s” is merged into another claim already.") % names
    if is_under(into, claim):
        return _("“%(into)s” stands under “%(label)s”. Merge it the other way round, or move it first.") % names
    if ClaimRelation.objects.current().between(claim, into).exists():
        return _("“%(label)s” and “%(into)s” are marked as contradicting each other.") % names
    if into.archived_at:
        return _("“%(into)s” is archived. Take it back into use first.") % names
    return ""
