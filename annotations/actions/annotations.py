"""Making, changing and removing annotations."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.utils import timezone

from annotations.actions import anchors
from annotations.actions.reanchoring import follow, make_way
from annotations.actions.taggings import TaggingDraft, tag
from annotations.actions.versions import bump
from annotations.models import Anchor, Annotation, Visibility
from newsroom import log
from newsroom.models import User


def add_annotation(
    *,
    by: User,
    spot: anchors.Spot,
    taggings: Sequence[TaggingDraft],
    note: str = "",
    visibility: str = Visibility.PROJECT,
    uuid: UUID | None = None,
    token: log.Token,
) -> Annotation:
    """Highlight a passage and tag it; without taggings it is a plain highlight.

    Trying twice with one token saves once and returns the same annotation. Raises ``log.Conflict``.
    """
    project = spot.article.project
    with log.act(by=by, project=project, kind="annotation_add", token=token) as act:
        if act.is_repeated:
            return Annotation.objects.get(uuid=act.answer["annotation"])
        annotation = Annotation.objects.create(
            uuid=uuid or uuid4(),
            project=project,
            article=spot.article,
            author=by,
            note=note,
            visibility=visibility,
        )
        act.made(annotation)
        Anchor.objects.create(
            project=project, article=spot.article, annotation=annotation, is_origin=True, **anchors.values(spot)
        )
        for position, draft in enumerate(taggings, start=1):
            tag(act, annotation, draft, position)
        act.answer = {"annotation": str(annotation.uuid)}
    return annotation


def change_note(*, by: User, annotation: Annotation, version: int, note: str, token: log.Token) -> Annotation:
    """Replace the note of one's own annotation."""
    return _change(by, annotation, version, "annotation_note", token, note=note)


def change_visibility(
    *, by: User, annotation: Annotation, version: int, visibility: str, token: log.Token
) -> Annotation:
    """Show an annotation to the project, or keep it to oneself."""
    return _change(by, annotation, version, "annotation_visibility", token, visibility=visibility)


def change_place(*, by: User, annotation: Annotation, version: int, spot: anchors.Spot, token: log.Token) -> Annotation:
    """Move the ends of a highlight: its origin is made again on the revision of ``spot``; the event keeps the old place."""
    with log.act(by=by, project=annotation.project, kind="annotation_place", token=token) as act:
        if act.is_repeated:
            return annotation
        before = log.snapshot(annotation)
        bump(annotation, version)
        origin = annotation.anchors.select_related("revision", "annotation").get(is_origin=True)
        place_before = log.snapshot(origin)
        origin.revision, origin.start, origin.end = spot.revision, spot.start, spot.end
        make_way(origin)
        origin.save()
        follow(origin)
        act.changed(origin, place_before)
        act.changed(annotation, before)
        act.answer = {"annotation": str(annotation.uuid)}
    return annotation


def remove_annotation(*, by: User, annotation: Annotation, version: int, token: log.Token) -> Annotation:
    """Take one's own highlight away; it is hidden, and undo brings it back whole."""
    return _change(by, annotation, version, "annotation_remove", token, deleted_at=timezone.now())


def _change(
    by: User, annotation: Annotation, version: int, kind: str, token: log.Token, **values: object
) -> Annotation:
    with log.act(by=by, project=annotation.project, kind=kind, token=token) as act:
        if act.is_repeated:
            return annotation
        before = log.snapshot(annotation)
        bump(annotation, version)
        for name, value in values.items():
            setattr(annotation, name, value)
        annotation.save(update_fields=list(values))
        act.changed(annotation, before)
        act.answer = {"annotation": str(annotation.uuid)}
    return annotation
