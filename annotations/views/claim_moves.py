"""Moving a claim in the tree of the codebook: under the one before it, or out of the one above it."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from annotations.actions.claims import move_claim
from annotations.forms.action import STALE, VersionForm
from annotations.views.claim_pages import claim_of
from annotations.views.returning import back
from newsroom import access, log


class MoveForm(VersionForm):
    """Under which claim; none is on top."""

    parent = forms.UUIDField(required=False, widget=forms.HiddenInput, error_messages={"invalid": STALE})


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
