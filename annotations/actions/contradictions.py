"""Which claims contradict each other: marked by a person, and taken back."""

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import Claim, ClaimRelation
from newsroom import log
from newsroom.models import User


def contradict(*, by: User, claim: Claim, other: Claim, token: log.Token) -> ClaimRelation:
    """Mark two claims as contradicting each other, whichever is named first. Raises ``log.Conflict``."""
    with log.act(by=by, project=claim.project, kind="claim_contradict", token=token) as act:
        if act.is_repeated:
            return ClaimRelation.objects.get(uuid=act.answer["relation"])
        ends = _ends(act, claim, other)
        if reason := contradiction_refused(*ends):
            raise log.Conflict(reason)
        first, second = sorted(ends, key=lambda end: end.pk)
        relation = ClaimRelation(project=act.project, first=first, second=second, created_by=by)
        _store(relation)
        act.made(relation)
        act.answer = {"relation": str(relation.uuid), "claim": str(claim.uuid)}
    return relation


def stop_contradicting(*, by: User, relation: ClaimRelation, token: log.Token) -> None:
    """Take the mark away. Raises ``log.Conflict`` where somebody was faster."""
    with log.act(by=by, project=relation.project, kind="claim_reconcile", token=token) as act:
        if act.is_repeated:
            return
        fresh = ClaimRelation.objects.current().filter(project=act.project, pk=relation.pk).first()
        if fresh is None:
            raise log.Conflict(_("These claims are not marked as contradicting each other any more."))
        before = log.snapshot(fresh)
        fresh.deleted_at = timezone.now()
        fresh.save(update_fields=["deleted_at"])
        act.changed(fresh, before)
        act.answer = {"relation": str(relation.uuid)}


def contradiction_refused(claim: Claim, other: Claim) -> str:
    """Return why two claims that stand for themselves cannot be marked, empty where they can."""
    if claim.pk == other.pk:
        return _("A claim cannot contradict itself.")
    if ClaimRelation.objects.current().between(claim, other).exists():
        return _("“%(one)s” and “%(other)s” are marked as contradicting each other already.") % {
            "one": claim.label,
            "other": other.label,
        }
    return ""


def _ends(act: log.Act, *claims: Claim) -> list[Claim]:
    found = Claim.objects.filter(project=act.project, pk__in=[claim.pk for claim in claims], deleted_at=None)
    rows = {row.pk: row.shown for row in found.select_related("merged_into")}
    if any(claim.pk not in rows for claim in claims):
        raise log.Conflict(_("One of the claims was removed meanwhile."))
    return [rows[claim.pk] for claim in claims]


def _store(relation: ClaimRelation) -> None:
    try:
        relation.save()
    except IntegrityError as error:
        raise log.Conflict(_("These claims are marked as contradicting each other already.")) from error
