"""Merging claims: those that may be one, merging two of them, and taking them apart."""

from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.actions.claim_merging import merge_claim, merging_refused, separate_claim
from annotations.actions.claims import claim_of_repeat
from annotations.forms.claim_merging import ClaimMergeForm, into_of
from annotations.merge_preview import preview
from annotations.models import Claim
from annotations.similar import similar
from annotations.views.merging import Merging, merging, separating
from newsroom import access
from newsroom.models import Membership


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
    return merging(request, membership, _HOW, _claim(membership, claim), lambda: _claim(membership, claim))


@require_POST
def claim_separate(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Let a merged claim stand for itself again."""
    membership = access.editor(request, project)
    return separating(request, membership, _HOW, _claim(membership, claim))


def _others(claim: Claim) -> "QuerySet[Claim, str]":
    others = Claim.objects.usable().filter(project=claim.project).exclude(pk=claim.pk)
    return others.order_by("folded").values_list("label", flat=True)


def _claim(membership: Membership, uuid: UUID) -> Claim:
    rows = Claim.objects.filter(project=membership.project, uuid=uuid, deleted_at=None)
    found = rows.select_related("parent", "merged_into").first()
    if found is None:
        raise Http404
    found.project = membership.project
    return found


_HOW: Final = Merging(
    noun="claim",
    form=ClaimMergeForm,
    find=into_of,
    refused=merging_refused,
    preview=preview,
    merge=merge_claim,
    separate=separate_claim,
    repeated=claim_of_repeat,
    others=_others,
)
