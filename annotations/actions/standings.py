"""How the annotations of an article stand, as rows: what a new revision's anchors are made from."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from annotations.models import Anchor, AnchorStatus, Visibility
from annotations.relocation import Status
from annotations.succession import Last, Origin, Standing
from newsroom.models import Article, Revision
from newsroom.prepared import Prepared

Key = tuple[int, int, int | None, int | None, str, str | None]
"""What a plan for an anchor rests on: its key, the annotation's, start, end, status and decision."""

KEY = ("pk", "annotation_id", "start", "end", "status", "decision")
MORE = ("score", "is_typographic", "is_resaid", "decided_by_id", "decided_at", "sentence")
SEEN = ("annotation__visibility", "annotation__deleted_at")


class Row(NamedTuple):
    """One anchor in the wording before; without a place where the annotation has none there."""

    pk: int
    annotation_id: int
    start: int | None
    end: int | None
    status: Status
    decision: str | None
    score: float
    is_typographic: bool
    is_resaid: bool | None
    decided_by_id: int | None
    decided_at: datetime | None
    sentence: str
    visibility: str
    deleted_at: datetime | None

    @property
    def key(self) -> Key:
        """What a plan for it rests on."""
        return self[:6]

    @property
    def is_seen(self) -> bool:
        """Whether everybody in the project sees the annotation."""
        return self.deleted_at is None and self.visibility == Visibility.PROJECT

    def last(self) -> Last:
        """Return it as the rule of succession knows it."""
        place = (self.status, self.start, self.end, self.score, self.is_typographic, bool(self.is_resaid))
        return Last(Standing(*place), self.sentence, self.decision or "")


class OriginRow(NamedTuple):
    """The anchor on which an annotation was made."""

    annotation_id: int
    revision_id: int
    revision_uuid: UUID
    start: int
    end: int
    quote: str
    sentence: str
    project_id: int
    article_id: int
    visibility: str
    deleted_at: datetime | None

    def words(self) -> Origin:
        """Return it as the rule of succession knows it."""
        return Origin(self.quote, self.sentence)

    def stray(self) -> Row:
        """Return the row of an annotation that has no anchor in the wording before: it was lost earlier."""
        lost = (AnchorStatus.LOST.value, None, 0.0, False, None, None, None, "")
        return Row(0, self.annotation_id, None, None, *lost, self.visibility, self.deleted_at)  # type: ignore[arg-type]


def rows_in(revision: Revision, pks: Collection[int] | None = None, annotation_id: int | None = None) -> list[Row]:
    """Return the anchors in a revision, in text order; some of them, or one annotation's, where asked."""
    anchors = Anchor.objects.filter(revision=revision)
    if pks is not None:
        anchors = anchors.filter(pk__in=pks)
    if annotation_id is not None:
        anchors = anchors.filter(annotation_id=annotation_id)
    return [Row(*row) for row in anchors.order_by("start", "pk").values_list(*KEY, *MORE, *SEEN)]


_KEYS = Prepared(lambda revision: Anchor.objects.filter(revision_id=revision).values_list(*KEY))


def keys_in(revision: Revision) -> dict[Key, int]:
    """Return what plans for the anchors in a revision rest on, each with the anchor's key."""
    return {row: row[0] for row in _KEYS.rows(revision=revision.pk)}  # type: ignore[misc]


def origins_of(article: Article, annotations: Collection[int] | None = None) -> dict[int, OriginRow]:
    """Return the origins of an article's annotations, by annotation; of some of them where asked."""
    origins: QuerySet[Anchor] = Anchor.objects.origins().filter(Q(article=article))
    if annotations is not None:
        origins = origins.filter(annotation_id__in=annotations)
    names = ("annotation_id", "revision_id", "revision__uuid", "start", "end", "quote", "sentence")
    names = (*names, "project_id", "article_id")
    return {row[0]: OriginRow(*row) for row in origins.values_list(*names, *SEEN)}
