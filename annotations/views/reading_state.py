"""How far the reader is with an article: one press says it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from annotations.actions.reading import set_state
from annotations.forms.state import ReadingStateForm
from annotations.sight import covers
from annotations.views.reading import page_of
from annotations.views.returning import back
from newsroom import access
from newsroom.refusals import refusal


@require_POST
def reading_state_set(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Mark an article untouched, read, coded, or skipped with a reason, for oneself."""
    membership = access.analyst(request, project)
    article = access.article(membership, uuid)
    form = ReadingStateForm(request.POST, kind="reading_state", target=article.uuid)
    token = form.token
    if not form.is_valid() or token is None:
        return refusal(request, " ".join(form.problems), 422)
    values = form.cleaned_data
    was_covered = covers(membership, article)
    mark = set_state(by=membership.user, article=article, state=values["state"], reason=values["reason"], token=token)
    if request.headers.get("HX-Request"):
        response = render(request, "annotations/_readbar.html", {**page_of(membership, article), "mark": mark})
        if was_covered and not covers(membership, article):
            response["HX-Refresh"] = "true"  # what colleagues made comes into sight now
        return response
    return back(request, reverse("article_read", args=[project, uuid]))
