"""Marking claims that contradict each other, and taking the mark away."""

from uuid import UUID, uuid4

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations.actions.claims import claim_of_repeat
from annotations.actions.contradictions import contradict, stop_contradicting
from annotations.contradicting import contradicting
from annotations.forms.action import ActionForm
from annotations.forms.claim_merging import into_of
from annotations.forms.contradictions import ContradictForm, ReconcileForm
from annotations.models import Claim, ClaimRelation
from annotations.views.claim_pages import claim_of
from annotations.views.merging import OFFERED
from annotations.views.returning import see
from newsroom import access, log
from newsroom.models import Membership


@require_http_methods(["GET", "POST"])
def claim_contradict(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Say which claim contradicts this one."""
    membership = access.analyst(request, project)
    found = claim_of(membership, claim)
    if request.method == "GET":
        return _page(request, membership, ContradictForm(claim=found, initial={"action": uuid4()}))
    form = ContradictForm(request.POST, claim=found)
    if form.token and claim_of_repeat(by=membership.user, project=membership.project, token=form.token):
        return _to(membership, found, form)
    if not form.is_valid() or form.token is None:
        return _page(request, membership, form, 422)
    try:
        contradict(by=membership.user, claim=found, other=form.cleaned_data["other"], token=form.token)
    except log.Conflict as conflict:
        form.refuse(conflict)
        return _page(request, membership, form, 409)
    return _to(membership, found, form)


@require_POST
def claim_reconcile(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Take the mark of a contradiction away."""
    membership = access.analyst(request, project)
    found = claim_of(membership, claim)
    form = ReconcileForm(request.POST, claim=found)
    if not form.is_valid() or form.token is None:
        raise log.Conflict(" ".join(form.problems))
    other = into_of(found, str(form.cleaned_data["other"]))
    if other is None:
        raise Http404
    stop_contradicting(by=membership.user, relation=_relation(found, other), token=form.token)
    return _to(membership, found, form)


def _relation(claim: Claim, other: Claim) -> ClaimRelation:
    """Return the mark that holds; else one that was taken away, so that a second try is known."""
    marks = ClaimRelation.objects.filter(project=claim.project_id).between(claim, other)
    newest = marks.order_by(F("deleted_at").asc(nulls_first=True), "-pk").first()
    if newest is None:
        raise log.Conflict(_("These claims are not marked as contradicting each other any more."))
    return newest


def _page(request: HttpRequest, membership: Membership, form: ContradictForm, status: int = 200) -> HttpResponse:
    claim = form.claim
    others = Claim.objects.usable().filter(project=membership.project).exclude(pk=claim.pk).order_by("folded")
    context = {"project": membership.project, "membership": membership, "form": form, "claim": claim}
    context |= {"labels": others.values_list("label", flat=True)[:OFFERED], "contradicting": contradicting(claim)}
    return render(request, "annotations/claim_contradict.html", context, status=status)


def _to(membership: Membership, claim: Claim, form: ActionForm) -> HttpResponse:
    assert form.token is not None
    return see(f"{reverse('claim_show', args=[membership.project.key, claim.uuid])}?done={form.token.uuid}")
