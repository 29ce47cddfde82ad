"""The layout of a stored revision: text, blocks, spans and sentences as the pure modules know them.

A revision never changes, so its layout is kept in the process under the revision's UUID. That is a
cache and nothing more: another process makes its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from newsroom.models import Revision
from newsroom.text import Block, Layout, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A layout with its sentences, ranges in code points of the text."""

    layout: Layout
    sentences: tuple[tuple[int, int], ...]

    def block_at(self, offset: int) -> int:
        """Return the index of the block that holds ``offset``, or of the last one before it."""
        low, high = 0, len(self.layout.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.layout.blocks[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return max(low - 1, 0)


def reading_of(revision_id: int, revision_uuid: UUID) -> Reading:
    """Return the layout of a revision; one query the first time, none after."""
    return _reading(revision_id, revision_uuid)


@lru_cache(maxsize=12)
def _reading(revision_id: int, revision_uuid: UUID) -> Reading:
    revision = Revision.objects.only("text", "blocks", "spans", "sentences").get(pk=revision_id, uuid=revision_uuid)
    blocks = tuple(Block(kind, start, end, attributes) for kind, start, end, attributes in revision.blocks)
    spans = tuple(Span(kind, start, end, href) for kind, start, end, href in revision.spans)
    return Reading(Layout(revision.text, blocks, spans), tuple((start, end) for start, end in revision.sentences))


def stored(layout: Layout, sentences: Sequence[tuple[int, int]]) -> dict[str, object]:
    """Return the field values of a revision for ``layout``: the inverse of ``reading_of``."""
    return {
        "text": layout.text,
        "blocks": [[block.kind, block.start, block.end, dict(block.attributes)] for block in layout.blocks],
        "spans": [[span.kind, span.start, span.end, span.href] for span in layout.spans],
        "sentences": [list(sentence) for sentence in sentences],
        "length": len(layout.text),
    }
