"""Choosing another place for a highlight: the sentences of the current wording that are offered."""

from collections.abc import Sequence
from typing import Any, Final

from django.urls import reverse

from annotations.forms.place import EndsForm, Sentence, sentences_of
from annotations.models import Annotation
from annotations.views.tag_pages import current_reading
from newsroom.folding import fold
from newsroom.layouts import Reading, reading_of
from newsroom.models import Membership

AROUND: Final = 4
"""Blocks that are offered before and after where the words are likely to be."""
MOST: Final = 200
"""Sentences that a search offers at most."""


def ends_form(membership: Membership, annotation: Annotation, data: Any = None) -> EndsForm:
    """Return the form that gives a highlight another place in the current wording."""
    revision = annotation.article.current_revision
    return EndsForm(
        data,
        article=annotation.article,
        kind="annotation_place",
        target=annotation.uuid,
        address=reverse("review_place", args=[membership.project.key, annotation.uuid]),
        initial={"version": annotation.version, "revision": revision and revision.uuid},
    )


def sentences_to_choose(annotation: Annotation, find: str) -> Sequence[Sentence]:
    """Return the sentences that hold ``find``, or those around where the highlight stands or stood."""
    reading = current_reading(annotation.article)
    last = len(reading.layout.blocks) - 1
    if find:
        wanted = fold(find)
        found = [one for one in sentences_of(reading, 0, last) if wanted in fold(" ".join(one.text.split()))]
        return found[:MOST]
    block = _likely_block(annotation, reading)
    return sentences_of(reading, max(0, block - AROUND), min(last, block + AROUND))


def _likely_block(annotation: Annotation, reading: Reading) -> int:
    """Return the block where the highlight stands; else that as far into the text as it once was."""
    anchors = annotation.anchors.select_related("revision").order_by("-revision__number")
    placed = next(anchor for anchor in anchors if anchor.start is not None)
    assert placed.start is not None
    if placed.revision_id == annotation.article.current_revision_id:
        return placed.block or 0
    length = len(reading_of(placed.revision.pk, placed.revision.uuid).layout.text)
    return reading.block_at(placed.start * len(reading.layout.text) // length)
