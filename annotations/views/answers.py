"""What every write to an annotation answers: the touched part of the page, or a way back to it."""

from collections.abc import Collection
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.forms.action import ActionForm
from annotations.models import AnchorStatus, Annotation
from annotations.views.changes import changes
from annotations.views.returning import see
from annotations.views.tag_pages import is_scripted
from newsroom.models import Membership

STANDS = _("The article was edited while you read it. Your highlight is saved: its words are in the new wording too.")
EDITED_SINCE = {
    AnchorStatus.EXACT: STANDS,
    AnchorStatus.MOVED: STANDS,
    AnchorStatus.CHANGED: _(
        "The article was edited while you read it. Your highlight is saved on the wording that you saw; "
        "in the new one its words read differently, so look at it again."
    ),
    AnchorStatus.LOST: _(
        "The article was edited while you read it. Your highlight is saved on the wording that you saw; "
        "in the new one its words are gone."
    ),
}


def answer(request: HttpRequest, membership: Membership, annotation: Annotation, form: ActionForm) -> HttpResponse:
    """Return what became of ``annotation`` by the action that ``form`` asked for; without a script, the way to it."""
    return answer_of(request, membership, annotation, form)


def answer_of(
    request: HttpRequest,
    membership: Membership,
    annotation: Annotation,
    form: ActionForm,
    also: Collection[UUID] = (),
) -> HttpResponse:
    """As ``answer``; ``also`` are annotations whose cards say something else now."""
    article = annotation.article
    is_edited = _is_edited_since(annotation, form)
    if is_edited:
        _tell(request, annotation)
    if not is_scripted(request):
        address = reverse("article_read", args=[membership.project.key, article.uuid])
        return see(address if annotation.deleted_at else f"{address}?at={annotation.uuid}#a-{annotation.key}")
    assert form.token is not None
    more = list(Annotation.objects.filter(article=article, uuid__in=also)) if also else []
    shown, gone = (more, [annotation]) if annotation.deleted_at else ([annotation, *more], [])
    response = changes(request, membership, article, shown, gone=gone, action=form.token.uuid)
    if is_edited:
        response["HX-Refresh"] = "true"
    return response


def _is_edited_since(annotation: Annotation, form: ActionForm) -> bool:
    """Whether the page that sent the form shows an older wording of the article."""
    seen, current = form.data.get("revision"), annotation.article.current_revision
    return bool(seen) and current is not None and seen != str(current.uuid)


def _tell(request: HttpRequest, annotation: Annotation) -> None:
    """Say on the next page how the annotation stands in the wording that came meanwhile."""
    here = annotation.anchors.filter(revision=annotation.article.current_revision_id).values_list("status", flat=True)
    messages.warning(request, EDITED_SINCE[AnchorStatus(here[0])] if here else STANDS)
