"""From one article to the next, in the library's order."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from annotations.library import Filter, articles, beyond, ordered
from annotations.views.returning import see
from newsroom import access
from newsroom.models import Article, Membership

STEPS = ("next", "previous", "uncoded")


@require_GET
def article_step(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Go to the next or previous article, or to the next one that the reader has neither coded nor skipped."""
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    step = request.GET.get("to", "")
    if step not in STEPS:
        raise Http404
    found = _step(membership, article, step)
    if found is None:
        messages.info(request, _nothing(step))
    return see(reverse("article_read", args=[project, (found or article).uuid]))


def _step(membership: Membership, article: Article, step: str) -> Article | None:
    filter = Filter(state="open" if step == "uncoded" else "")
    others = articles(membership, filter).exclude(pk=article.pk).only("uuid")
    backwards = step == "previous"
    rows = ordered(others, "newest", backwards=backwards)
    found = beyond(rows, article, "newest", backwards=backwards).first()
    # What is left to do may also stand before this one.
    return found or (rows.first() if step == "uncoded" else None)


def _nothing(step: str) -> str:
    return {
        "next": _("This is the last article."),
        "previous": _("This is the first article."),
        "uncoded": _("You have coded or skipped every other article."),
    }[step]
