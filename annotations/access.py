"""Who may see and change an annotation: fetch it with the right to it, or 404 and 403."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from annotations.models import Annotation, Correction, Response, Tagging
from newsroom.access import refuse_readers
from newsroom.models import Membership

_TEXTS = ("text", "blocks", "spans", "sentences")
"""Parts of a revision that are never fetched along: ``newsroom.layouts`` keeps them."""


def annotation_to_read(membership: Membership, uuid: UUID) -> Annotation:
    """Return an annotation that the member may see, with its article and current revision; 404 otherwise."""
    found = _visible(membership).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return _with_project(found, membership)


def annotation_to_change(membership: Membership, uuid: UUID) -> Annotation:
    """Return one's own annotation; 404 where it is not visible, 403 where it is a colleague's or one only reads."""
    found = annotation_to_read(membership, uuid)
    _refuse_but_author(membership, found)
    return found


def annotation_to_answer(membership: Membership, uuid: UUID) -> Annotation:
    """Return a colleague's annotation; 404 where it is not visible, 403 where it is one's own or one only reads."""
    found = annotation_to_read(membership, uuid)
    refuse_readers(membership)
    if found.author_id == membership.user_id:
        raise PermissionDenied(_("This highlight is your own: change it instead of answering it."))
    return found


def response_to_remove(membership: Membership, uuid: UUID) -> Response:
    """Return one's own answer to an annotation; 404 where that is not visible, 403 where it is a colleague's."""
    visible = Response.objects.current().shown_to(membership).filter(project=membership.project, uuid=uuid)
    found = visible.select_related("own").first()
    if found is None:
        raise Http404
    found.annotation = annotation_to_read(membership, Annotation.objects.get(pk=found.annotation_id).uuid)
    refuse_readers(membership)
    if found.by_id != membership.user_id:
        raise PermissionDenied(_("Only who gave an answer takes it back."))
    return found


def correction_to_take_over(membership: Membership, uuid: UUID) -> Correction:
    """Return a correction of one's own annotation; 404 where that is not visible, 403 where it is a colleague's."""
    found = Correction.objects.filter(project=membership.project, uuid=uuid).select_related("annotation").first()
    if found is None:
        raise Http404
    found.annotation = annotation_to_change(membership, found.annotation.uuid)
    return found


def tagging_to_change(membership: Membership, uuid: UUID) -> Tagging:
    """Return a tagging of one's own annotation; 404 where it is not visible, 403 where it is a colleague's."""
    tagging = (
        Tagging.objects.current()
        .with_names()
        .filter(project=membership.project, uuid=uuid, annotation__deleted_at=None)
        .first()
    )
    if tagging is None:
        raise Http404
    annotation = _visible(membership).filter(pk=tagging.annotation_id).first()
    if annotation is None:
        raise Http404
    _refuse_but_author(membership, annotation)
    tagging.annotation = _with_project(annotation, membership)
    return tagging


def _refuse_but_author(membership: Membership, annotation: Annotation) -> None:
    refuse_readers(membership)
    if annotation.author_id != membership.user_id:
        raise PermissionDenied(_("This highlight is a colleague's: only its author changes it. You can answer it."))


def _visible(membership: Membership) -> QuerySet[Annotation]:
    return (
        Annotation.objects.shown_to(membership)
        .filter(project=membership.project, article__deleted_at=None)
        .select_related("author", "article", "article__outlet__merged_into", "article__current_revision")
        .defer(*(f"article__current_revision__{name}" for name in _TEXTS))
    )


def _with_project(annotation: Annotation, membership: Membership) -> Annotation:
    annotation.project = annotation.article.project = membership.project
    return annotation
