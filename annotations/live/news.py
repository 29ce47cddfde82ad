"""What happened to the annotations of an article since a page was last told: from the log, for any reader.

Nothing here may be sent: whether a reader may see a touch is asked in ``annotations.live.telling``.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from annotations.models import Annotation, Response, Tagging
from newsroom import log
from newsroom.models import Article, Event
from newsroom.prepared import Prepared

MOST: Final = 300
"""With more events than this behind, a page had better be loaded again."""
MOST_BEHIND: Final = 50_000
"""As many numbers of the project's sequence: further back its claims are not looked for one by one."""
CODEBOOK: Final = ("claim", "speaker")


class Line(NamedTuple):
    """One event, as far as it matters here."""

    kind: str
    uuid: UUID
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    action: UUID
    by: int


@dataclass(frozen=True, slots=True)
class Touch:
    """One annotation to which something happened."""

    annotation: Annotation
    was_alive: bool
    was_visibility: str
    """Before all of it; what it is now stands on the annotation."""
    former: tuple[tuple[int | None, int | None], ...]
    """Where it stood, if its ends were moved; the log holds the end that changed alone."""
    lines: tuple[Line, ...]
    """The events that touched it."""

    @property
    def actions(self) -> frozenset[tuple[UUID, int]]:
        """The actions that touched it, and by whom."""
        return frozenset((line.action, line.by) for line in self.lines)


@dataclass(frozen=True, slots=True)
class News:
    """What happened between two numbers of the sequence."""

    touches: Sequence[Touch] = ()
    claims: frozenset[UUID] = frozenset()
    is_many: bool = False
    """So much that it is not told one by one."""
    is_other_wording: bool = False


_EVENTS = Prepared(
    lambda article, since, until: (
        Event.objects.filter(article_id=article, sequence__gt=since, sequence__lte=until)
        .in_order()
        .values_list("object_kind", "object_uuid", "before", "after", "action__uuid", "action__by_id")
    )
)
_ANNOTATIONS = Prepared(lambda pks, article: Annotation.objects.filter(pk__in=pks, article_id=article))
_CODEBOOK = Prepared(
    lambda project, since, until: (
        Event.objects.filter(project_id=project, sequence__gt=since, sequence__lte=until, object_kind__in=CODEBOOK)
        .in_order()
        .values_list("object_kind", "object_uuid", "before", "after", "action__uuid", "action__by_id")
    )
)


def news_of(article: Article, since: int, until: int) -> News:
    """Return what happened on an article after ``since``, up to and with ``until``."""
    if since >= until:
        return News()
    if until - since > MOST_BEHIND:
        return News(is_many=True)
    lines = [Line(*row) for row in _EVENTS.rows(article=article.pk, since=since, until=until)]
    words = [Line(*row) for row in _CODEBOOK.rows(project=article.project_id, since=since, until=until)]
    if len(lines) + len(words) > MOST:
        return News(is_many=True)
    touches = list(_touches(article, lines, words))
    return News(
        touches,
        claims=frozenset(line.uuid for line in words if line.kind == "claim"),
        is_many=len(touches) > MOST,
        is_other_wording=any(line.kind == "article" and line.before.get("current_revision") for line in lines),
    )


def _touches(article: Article, lines: Sequence[Line], words: Sequence[Line]) -> Iterator[Touch]:
    by_annotation: dict[int, list[Line]] = {}
    for kind, some in _grouped(lines).items():
        for pk, uuid in _annotations_of(kind, {line.uuid for line in some}):
            by_annotation.setdefault(pk, []).extend(line for line in some if line.uuid == uuid)
    for pk, line in _recoded(article, words):
        by_annotation.setdefault(pk, []).append(line)
    found = _ANNOTATIONS.objects(pks=list(by_annotation), article=article.pk) if by_annotation else ()
    for annotation in found:
        yield _touch(annotation, by_annotation[annotation.pk])


def _grouped(lines: Iterable[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.kind, []).append(line)
    return found


def _annotations_of(kind: str, uuids: Collection[UUID]) -> Iterable[tuple[int, UUID]]:
    """Return the annotations that objects of a kind belong to, each with the object's UUID in the log.

    Every kind whose rows name an annotation is known by that: taggings, anchors, replies.
    """
    asked = _asking(kind)
    return asked.rows(uuids=list(uuids)) if asked is not None else ()  # type: ignore[return-value]


@cache
def _asking(kind: str) -> Prepared | None:
    """Return the question for the annotations of objects of a kind, None where they belong to none."""
    known = log.KINDS.get(kind)
    if known is None:
        return None
    if known.model is Annotation:
        return Prepared(lambda uuids: Annotation.objects.filter(uuid__in=uuids).values_list("pk", "uuid"))
    if not any(column.name == "annotation" for column in known.model._meta.concrete_fields):
        return None
    told = Response.objects.told_to_all() if known.model is Response else known.model._base_manager.all()
    return Prepared(
        lambda uuids: (
            told.filter(**{f"{known.lookup}__in": uuids}, **known.among)
            .values_list("annotation_id", known.lookup)
            .distinct()
        )
    )


def _recoded(article: Article, words: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """Yield the annotations that carry a claim or name a speaker whose words or colour changed."""
    changed = {line.uuid: line for line in words if line.before}
    if not changed:
        return
    held = Tagging.objects.current().filter(annotation__article=article)
    for path in _NAMED:
        for pk, uuid in held.filter(**{f"{path}__in": changed}).values_list("annotation_id", path):
            yield pk, changed[uuid]


_NAMED: Final = tuple(f"{who}__{into}uuid" for who in ("claim", "speaker", "via") for into in ("", "merged_into__"))
"""The claim or speaker that a tagging has, and the one that stands for it."""


def _touch(annotation: Annotation, lines: Sequence[Line]) -> Touch:
    own = [line for line in lines if line.kind == "annotation" and line.uuid == annotation.uuid]
    is_new = any(not line.before for line in own)
    return Touch(
        annotation,
        was_alive=not is_new and _before(own, "deleted_at", annotation.deleted_at) is None,
        was_visibility=_before(own, "visibility", annotation.visibility),
        former=tuple(_places(lines)),
        lines=tuple(lines),
    )


def _before(lines: Iterable[Line], name: str, now: Any) -> Any:
    """Return what a field was before all of these events."""
    return next((line.before[name] for line in lines if name in line.before), now)


def _places(lines: Iterable[Line]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the ends that an annotation had before they were moved."""
    for line in lines:
        if line.kind == "anchor" and line.before:
            yield line.before.get("start"), line.before.get("end")
