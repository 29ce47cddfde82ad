"""Merging claims: those that may be one, what a merge concerns, doing it, and taking it apart."""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.actions.claim_merging import merge_claim, merging_refused, separate_claim
from annotations.actions.claims import claim_of_repeat
from annotations.forms.action import VersionForm
from annotations.forms.claim_merging import ClaimMergeForm, into_of
from annotations.merge_preview import preview
from annotations.models import Claim
from annotations.similar import similar
from annotations.views.returning import see
from newsroom import access, log
from newsroom.models import Membership

OFFERED = 2_000
"""Labels that the field offers; any other is found when it is written out."""


@require_GET
def claims_similar(request: HttpRequest, project: str) -> HttpResponse:
    """List pairs of claims that may be one."""
    membership = access.member(request, project)
    context = {"project": membership.project, "membership": membership, "pairs": similar(membership.project)}
    return render(request, "annotations/claims_similar.html", context)


@require_http_methods(["GET", "POST"])
def claim_merge(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Say what merging a claim into another concerns; do it when asked to."""
    membership = access.editor(request, project)
    found = _claim(membership, claim)
    if request.method == "GET":
        return _page(request, membership, _asked(request, found))
    form = ClaimMergeForm(request.POST, claim=found)
    done = form.token and claim_of_repeat(by=membership.user, project=membership.project, token=form.token)
    if done:
        return _to(membership, done, form)
    if not form.is_valid() or form.token is None:
        return _page(request, membership, form, 422)
    into, version = form.cleaned_data["into"], form.cleaned_data["version"]
    try:
        merge_claim(by=membership.user, claim=found, version=version, into=into, token=form.token)
    except log.Conflict as conflict:
        form.refuse(conflict, _claim(membership, claim).version)
        return _page(request, membership, form, 409)
    return _to(membership, into, form)


@require_POST
def claim_separate(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Let a merged claim stand for itself again."""
    membership = access.editor(request, project)
    found = _claim(membership, claim)
    form = VersionForm(request.POST, kind="claim_separate", target=claim)
    if not form.is_valid() or form.token is None:
        raise log.Conflict(" ".join(form.problems))
    separate_claim(by=membership.user, claim=found, version=form.cleaned_data["version"], token=form.token)
    return _to(membership, found, form)


def _asked(request: HttpRequest, claim: Claim) -> ClaimMergeForm:
    into = request.GET.get("into", "")[:200]
    start = {"version": claim.version, "action": uuid4()}
    if not into:
        return ClaimMergeForm(claim=claim, initial=start)
    found = into_of(claim, into)
    form = ClaimMergeForm(claim=claim, initial={**start, "into": found.label if found else into})
    if found is None or merging_refused(claim, found):
        form = ClaimMergeForm({**start, "into": into}, claim=claim)
        form.is_valid()
    return form


def _page(request: HttpRequest, membership: Membership, form: ClaimMergeForm, status: int = 200) -> HttpResponse:
    claim, into = form.claim, into_of(form.claim, str(form["into"].value() or ""))
    others = Claim.objects.usable().filter(project=membership.project).exclude(pk=claim.pk).order_by("folded")
    shown = preview(membership, claim, into) if into and not merging_refused(claim, into) else None
    context = {"project": membership.project, "membership": membership, "form": form, "claim": claim, "into": into}
    context |= {"preview": shown, "labels": others.values_list("label", flat=True)[:OFFERED]}
    return render(request, "annotations/claim_merge.html", context, status=status)


def _claim(membership: Membership, uuid: UUID) -> Claim:
    rows = Claim.objects.filter(project=membership.project, uuid=uuid, deleted_at=None)
    found = rows.select_related("parent", "merged_into").first()
    if found is None:
        raise Http404
    found.project = membership.project
    return found


def _to(membership: Membership, claim: Claim, form: VersionForm) -> HttpResponse:
    assert form.token is not None
    return see(f"{reverse('claim_show', args=[membership.project.key, claim.uuid])}?done={form.token.uuid}")
