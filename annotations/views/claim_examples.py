"""Examples of claims: choosing for which of its claims a passage is one, and taking one away."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from annotations.access import annotation_to_read
from annotations.actions.claim_examples import add_example, remove_example
from annotations.forms.action import ActionForm
from annotations.models import Annotation, Claim, ClaimExample
from annotations.views.claim_pages import claim_of
from annotations.views.returning import see
from newsroom import access, log
from newsroom.models import Membership


@require_http_methods(["GET", "POST"])
def example_choose(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Show the claims of a passage, and make it an example of one."""
    membership = access.analyst(request, project)
    passage = annotation_to_read(membership, annotation)
    if request.method == "GET":
        return _page(request, membership, passage)
    claim = claim_of(membership, _uuid(request.POST.get("claim", "")))
    form = ActionForm(request.POST, kind="example_add", target=claim.uuid)
    if not form.is_valid() or form.token is None:
        return _page(request, membership, passage, " ".join(form.problems), 422)
    token = log.make_token(form.token.uuid, {"example": str(annotation), "claim": str(claim.uuid)})
    try:
        add_example(by=membership.user, claim=claim, passage=passage, token=token)
    except log.Conflict as conflict:
        return _page(request, membership, passage, str(conflict), 409)
    return _to(membership, claim, token)


@require_POST
def example_remove(request: HttpRequest, project: str, example: UUID) -> HttpResponse:
    """Take an example out of a definition."""
    membership = access.analyst(request, project)
    found = ClaimExample.objects.filter(project=membership.project, uuid=example).select_related("claim__merged_into")
    row = found.first()
    if row is None:
        raise Http404
    row.project = membership.project
    form = ActionForm(request.POST, kind="example_remove", target=example)
    if not form.is_valid() or form.token is None:
        raise log.Conflict(" ".join(form.problems))
    remove_example(by=membership.user, example=row, token=form.token)
    return _to(membership, row.claim.shown, form.token)


def _page(
    request: HttpRequest, membership: Membership, passage: Annotation, message: str = "", status: int = 200
) -> HttpResponse:
    taggings = passage.taggings.current().once().with_names().order_by("position", "pk")
    claims = list(dict.fromkeys(tagging.shown_claim for tagging in taggings))
    held = ClaimExample.objects.current().filter(annotation=passage).select_related("claim__merged_into")
    examples = {row.claim.shown: row for row in held}
    context: dict[str, Any] = {
        "project": membership.project,
        "membership": membership,
        "passage": passage,
        "origin": passage.anchors.get(is_origin=True),
        "rows": [(claim, examples.get(claim)) for claim in claims],
        "message": message,
    }
    return render(request, "annotations/example.html", context, status=status)


def _to(membership: Membership, claim: Claim, token: log.Token) -> HttpResponse:
    return see(f"{reverse('claim_show', args=[membership.project.key, claim.uuid])}?done={token.uuid}")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
