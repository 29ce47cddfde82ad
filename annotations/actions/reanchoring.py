"""Giving annotations their place in other revisions than the one on which they were made."""

from collections.abc import Sequence

from annotations.actions.anchors import wording
from annotations.anchoring import relocate
from annotations.models import Anchor, AnchorStatus
from newsroom.layouts import Reading, reading_of
from newsroom.models import Article, Revision


def reanchor(*, article: Article, before: Revision, after: Revision) -> None:
    """Insert an anchor in revision ``after`` for every annotation that stands in ``before``; nothing is rewritten.

    Called by name (settings.MARGIN_REANCHOR) inside the transaction that makes the revision. Anchors that
    were lost already stay lost.
    """
    anchors = list(Anchor.objects.filter(revision=before).exclude(status=AnchorStatus.LOST).order_by("start", "id"))
    Anchor.objects.bulk_create(_moved(anchors, before, after), batch_size=500)


def make_way(origin: Anchor) -> None:
    """Take an origin's wording from the text at its offsets, and drop the anchors that followed from its old place.

    To be called before an origin is saved with another revision, start or end.
    """
    reading = _reading(origin.revision)
    for name, value in wording(reading, origin.start or 0, origin.end or 0).items():
        setattr(origin, name, value)
    Anchor.objects.filter(annotation_id=origin.annotation_id, is_origin=False).delete()


def follow(origin: Anchor) -> None:
    """Make the anchors of an origin in all later revisions of the article again, from wording to wording."""
    later = origin.article.revisions.filter(number__gt=origin.revision.number).order_by("number")
    last = origin
    for revision in later.defer("text", "blocks", "spans", "sentences"):
        [row] = _moved([last], last.revision, revision)
        row.save()
        if row.status == AnchorStatus.LOST:
            return
        last = row


def _moved(anchors: Sequence[Anchor], before: Revision, after: Revision) -> list[Anchor]:
    """Return unsaved anchors in ``after``, one for each of ``anchors``, which stand in ``before``."""
    old, new = _reading(before), _reading(after)
    spans = [(anchor.start or 0, anchor.end or 0) for anchor in anchors]
    found = relocate(old.layout.text, new.layout.text, spans)
    rows = []
    for anchor, place in zip(anchors, found, strict=True):
        row = Anchor(
            project_id=anchor.project_id,
            article_id=anchor.article_id,
            annotation_id=anchor.annotation_id,
            revision=after,
            is_origin=False,
            status=place.status,
            score=place.score,
            is_typographic=place.typographic,
        )
        if place.start is not None and place.end is not None:
            for name, value in wording(new, place.start, place.end).items():
                setattr(row, name, value)
        rows.append(row)
    return rows


def _reading(revision: Revision) -> Reading:
    return reading_of(revision.pk, revision.uuid)
