"""Making, changing and removing annotations."""

from collections.abc import Callable, Sequence
from uuid import UUID, uuid4

from django.utils import timezone

from annotations.actions import anchors
from annotations.actions.answered import take_back_with
from annotations.actions.reanchoring import follow, make_way
from annotations.actions.review import put_inside
from annotations.actions.taggings import TaggingDraft, tag
from annotations.actions.versions import bump
from annotations.models import Anchor, Annotation, Visibility
from newsroom import log
from newsroom.models import Article, Revision, User
from newsroom.prepared import Prepared
from newsroom.storing import insert


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

    The origin stands in the wording that was read, be it an older one by now; then it gets a place in the current one too.
    Trying twice with one token saves once and returns the same annotation. Raises ``log.Conflict``.
    """
    with log.act(by=by, project=spot.article.project, kind="annotation_add", token=token) as act:
        if act.is_repeated:
            return Annotation.objects.get(uuid=act.answer["annotation"])
        return make_annotation(act, spot, taggings, note=note, visibility=visibility, uuid=uuid)


def make_annotation(
    act: log.Act,
    spot: anchors.Spot,
    taggings: Sequence[TaggingDraft],
    *,
    note: str = "",
    visibility: str = Visibility.PROJECT,
    uuid: UUID | None = None,
) -> Annotation:
    """Make a highlight with its claims inside an action under way, which answers with it."""
    annotation = Annotation(
        uuid=uuid or uuid4(),
        project=act.project,
        article=spot.article,
        author=act.by,
        note=note,
        visibility=visibility,
    )
    insert([annotation])
    act.made(annotation)
    origin = Anchor(
        project=act.project, article=spot.article, annotation=annotation, is_origin=True, **anchors.values(spot)
    )
    insert([origin])
    _catch_up(origin)
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
    """Move the ends of a highlight; the event keeps the old place.

    On the revision on which it was made the origin itself moves. On another one the origin stays as it is: only where
    the annotation stands there changes, by its author's decision.
    """
    with log.act(by=by, project=annotation.project, kind="annotation_place", token=token) as act:
        if act.is_repeated:
            return annotation
        act.answer = {"annotation": str(annotation.uuid)}
        origin = annotation.anchors.select_related("revision", "annotation").get(is_origin=True)
        if origin.revision_id != spot.revision.pk:
            put_inside(act, annotation, version, spot)
            return annotation
        before = log.snapshot(annotation)
        bump(annotation, version)
        place_before = log.snapshot(origin)
        origin.start, origin.end = spot.start, spot.end
        make_way(origin)
        origin.save()
        follow(origin)
        act.changed(origin, place_before)
        act.changed(annotation, before)
    return annotation


def remove_annotation(*, by: User, annotation: Annotation, version: int, token: log.Token) -> Annotation:
    """Take one's own highlight away, and what it answered with it; it is hidden, and undo brings it back whole."""
    now = timezone.now()

    def first(act: log.Act) -> None:
        take_back_with(act, annotation, now)

    return _change(by, annotation, version, "annotation_remove", token, first, deleted_at=now)


_CURRENT = Prepared(lambda article: Article.objects.filter(pk=article).values_list("pk", "current_revision_id"))


def _catch_up(origin: Anchor) -> None:
    """Where the article was edited since its reader opened it: find the highlight's place in the current wording too.

    The article of the origin then knows its current revision.
    """
    [(_pk, current)] = _CURRENT.rows(article=origin.article_id)
    if current == origin.revision_id:
        return
    follow(origin)
    origin.article.current_revision = Revision.objects.defer("text", "blocks", "spans", "sentences").get(pk=current)


def _change(
    by: User,
    annotation: Annotation,
    version: int,
    kind: str,
    token: log.Token,
    first: Callable[[log.Act], None] = lambda act: None,
    **values: object,
) -> Annotation:
    with log.act(by=by, project=annotation.project, kind=kind, token=token) as act:
        if act.is_repeated:
            return annotation
        before = log.snapshot(annotation)
        bump(annotation, version)
        first(act)
        for name, value in values.items():
            setattr(annotation, name, value)
        annotation.save(update_fields=list(values))
        act.changed(annotation, before)
        act.answer = {"annotation": str(annotation.uuid)}
    return annotation
