"""Making anchors: the stored place of a passage, with its wording and surroundings."""

from dataclasses import dataclass
from typing import Any

from annotations.anchoring import Place, Selector, context, place
from newsroom.layouts import Reading, reading_of
from newsroom.models import Article, Revision
from newsroom.sentences import sentence_span

MAX_LENGTH = 20_000
"""Code points of the longest passage that can be highlighted; longer than any passage one would tag."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A verified place in a revision: ``text[start:end]`` is what the reader meant."""

    article: Article
    revision: Revision
    start: int
    end: int


class TooLong(Exception):
    """The passage is longer than MAX_LENGTH code points."""


def spot(article: Article, revision: Revision, selector: Selector) -> Spot:
    """Verify a selection against the text of ``revision``.

    Raises ``annotations.anchoring.Misplaced`` where the words are not there or not unambiguous, and ``TooLong``.
    """
    found: Place = place(reading_of(revision.pk, revision.uuid).layout.text, selector)
    if found.end - found.start > MAX_LENGTH:
        raise TooLong
    return Spot(article, revision, found.start, found.end)


def values(spot: Spot) -> dict[str, Any]:
    """Return the field values of an anchor for a verified place: wording, context, sentence and block."""
    reading = reading_of(spot.revision.pk, spot.revision.uuid)
    return {"revision": spot.revision, **wording(reading, spot.start, spot.end)}


def wording(reading: Reading, start: int, end: int) -> dict[str, Any]:
    """Return what an anchor stores beside its offsets, taken from the text itself."""
    text = reading.layout.text
    prefix, suffix = context(text, start, end)
    first, last = reading.block_at(start), reading.block_at(end - 1)
    whole = sentence_span(reading.sentences, start, end) or (start, end)
    return {
        "start": start,
        "end": end,
        "quote": text[start:end],
        "prefix": prefix,
        "suffix": suffix,
        "sentence": text[whole[0] : whole[1]],
        "sentence_start": whole[0],
        "block": first,
        "last_block": last,
        "block_kind": reading.layout.blocks[first].kind,
    }
