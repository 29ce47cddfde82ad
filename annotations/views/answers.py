"""What every write to an annotation answers: the touched part of the page, or a way back to it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from annotations.forms.action import ActionForm
from annotations.models import Annotation
from annotations.views.changes import changes
from annotations.views.returning import see
from annotations.views.tag_pages import is_scripted
from newsroom.models import Membership


def answer(request: HttpRequest, membership: Membership, annotation: Annotation, form: ActionForm) -> HttpResponse:
    """Return what became of ``annotation`` by the action that ``form`` asked for; without a script, the way to it."""
    article = annotation.article
    if not is_scripted(request):
        address = reverse("article_read", args=[membership.project.key, article.uuid])
        return see(address if annotation.deleted_at else f"{address}?at={annotation.uuid}#a-{annotation.key}")
    assert form.token is not None
    shown, gone = ([], [annotation]) if annotation.deleted_at else ([annotation], [])
    return changes(request, membership, article, shown, gone=gone, action=form.token.uuid)
