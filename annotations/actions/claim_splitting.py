"""Splitting a claim: some of its passages go to a new claim or to another one that is there, in one action, piece by piece."""

from django.utils.translation import gettext as _

from annotations.actions.claims import store_claim
from annotations.actions.merging import fresh_row
from annotations.actions.retag_pieces import begin, go_on, works_of
from annotations.models import Claim, ClaimSplit
from annotations.retag import Run
from newsroom import log
from newsroom.models import User


def split_claim(*, by: User, claim: Claim, version: int, into: Claim, run: Run, token: log.Token) -> Claim:
    """Give the passages of ``run`` the claim ``into`` instead; it is made here where it is not stored yet.

    What colleagues coded is kept beside as a correction, and they are told; undo takes all of it back. Raises
    ``log.Conflict`` where the claim, its passages or ``into`` were changed meanwhile. Passages that somebody changes after
    the first piece is written are left as they are.
    """
    works = works_of(by, claim.project, run)
    with log.act(by=by, project=claim.project, kind="claim_split", token=token) as act:
        if act.is_repeated:
            return Claim.objects.get(uuid=act.answer["claim"])
        fresh_row(act, claim, version)
        if reason := splitting_refused(claim, into):
            raise log.Conflict(reason)
        if into.pk is None:
            store_claim(act, into)
        split = ClaimSplit.objects.create(
            project=act.project, from_claim=claim, into_claim=into, passages=len(run.to_change), created_by=by
        )
        act.made(split)
        begin(act, run, works)
        act.answer |= {"claim": str(into.uuid)}
    go_on(act, run, works[1:])
    return into


def splitting_refused(claim: Claim, into: Claim) -> str:
    """Return why no passages can go from ``claim`` to ``into``, empty where they can."""
    if into.pk is not None and claim.pk == into.pk:
        return _("“%(label)s” cannot be split into itself.") % {"label": claim.label}
    if into.archived_at:
        return _("“%(into)s” is archived. Take it back into use first.") % {"into": into.label}
    return ""
