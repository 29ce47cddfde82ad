"""The history of an article: who did what, and the way back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotations.history import history_of
from annotations.views.reading import page_of
from newsroom import access


@require_GET
def article_history(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """List what happened to an article, newest first; ``before`` is a sequence number."""
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    history = history_of(membership, article, number)
    context = page_of(membership, article) | {"history": history, "before": number}
    return render(request, "annotations/history.html", context)
