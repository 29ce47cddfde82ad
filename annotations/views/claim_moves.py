"""Moving a claim in the tree of the codebook: up and down, under the one before it, or out of the one above it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from annotations.actions.claims import move_claim, shift_claim
from annotations.claim_lock import lock_words
from annotations.forms.action import STALE, VersionForm
from annotations.views.claim_pages import claim_of
from annotations.views.returning import back
from newsroom import access, log


class MoveForm(VersionForm):
    """Under which claim; none is on top."""

    parent = forms.UUIDField(required=False, widget=forms.HiddenInput, error_messages={"invalid": STALE})


class ShiftForm(VersionForm):
    """Before or after which of its siblings: one of the two."""

    before = forms.UUIDField(required=False, widget=forms.HiddenInput, error_messages={"invalid": STALE})
    after = forms.UUIDField(required=False, widget=forms.HiddenInput, error_messages={"invalid": STALE})

    def clean(self) -> dict[str, Any]:
        """Refuse both, and none."""
        if bool(self.cleaned_data.get("before")) == bool(self.cleaned_data.get("after")):
            raise forms.ValidationError(STALE)
        return self.cleaned_data


@require_POST
def claim_move(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Put a claim under another one, or on top; then go back to the list."""
    membership = access.analyst(request, project)
    found = claim_of(membership, claim)
    form = MoveForm(request.POST, kind="claim_move", target=claim)
    if not form.is_valid() or form.token is None:
        raise log.Conflict(" ".join(form.problems))
    wanted = form.cleaned_data["parent"]
    parent = claim_of(membership, wanted) if wanted else None
    version = form.cleaned_data["version"]
    move_claim(by=membership.user, claim=found, version=version, parent=parent, token=form.token)
    return back(request, f"{reverse('claim_list', args=[project])}?sort=tree#claim-{claim}")


@require_POST
def claim_shift(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Put a claim before or after one of its siblings; then go back to the list."""
    membership = access.analyst(request, project)
    if not membership.can_add_claims:
        raise log.Forbidden(lock_words(membership))
    found = claim_of(membership, claim)
    form = ShiftForm(request.POST, kind="claim_shift", target=claim)
    if not form.is_valid() or form.token is None:
        raise log.Conflict(" ".join(form.problems))
    before, after = form.cleaned_data["before"], form.cleaned_data["after"]
    beside = claim_of(membership, before or after)
    version = form.cleaned_data["version"]
    shift_claim(by=membership.user, claim=found, version=version, beside=beside, is_after=bool(after), token=form.token)
    return back(request, f"{reverse('claim_list', args=[project])}?sort=tree#claim-{claim}")
