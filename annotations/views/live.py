"""The event stream of an open article."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from newsroom import access
from newsroom.live.asking import LiveResponse, grant_of
from newsroom.live.source import draw
from newsroom.serving.grants import Message


@require_GET
def article_live(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Tell an open article what others do. With ``?once`` what is new, and no more: for pages without a stream."""
    membership = access.member(request, project)
    grant = grant_of(request, membership, uuid)
    if "once" not in request.GET:
        return LiveResponse(grant)
    messages = draw(grant) or [Message("", id=grant.cursor)]
    return LiveResponse(grant, messages)
