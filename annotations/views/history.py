"""The history of an article: who did what, and the way back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotations.history import history_of
from annotations.models import ReadingState
from annotations.views.reading import page_of
from newsroom import access
from newsroom.models import Article, Membership


@require_GET
def article_history(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """List what happened to an article, newest first; ``before`` is a sequence number."""
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    history = history_of(membership, article, number)
    context = page_of(membership, article) | {"history": history, "before": number, "mine": _mine(membership, article)}
    return render(request, "annotations/history.html", context)


def _mine(membership: Membership, article: Article) -> ReadingState | None:
    """Return how far the member is with the article, where they ever said so: that has a history of its own."""
    return ReadingState.objects.filter(article=article, user=membership.user).first()
