"""The layout of a stored revision: text, blocks, spans and sentences as the pure modules know them.

A revision never changes, so its layout is kept in the process under the revision's UUID, as long as others are not asked for more
lately. That is a cache and nothing more: another process makes its own.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Final
from uuid import UUID

from newsroom.models import Revision
from newsroom.prepared import Prepared
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


KEPT: Final = 1_500_000
"""Code points of the texts whose layouts are kept: some four hundred articles of the usual length, or one that is very long."""


@dataclass(slots=True)
class _Kept:
    """The readings that were asked for last; any thread may ask."""

    most: int
    size: int = 0
    _found: OrderedDict[tuple[int, UUID], Reading] = field(default_factory=OrderedDict)
    _alone: Lock = field(default_factory=Lock)

    def get(self, key: tuple[int, UUID]) -> Reading | None:
        with self._alone:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def put(self, key: tuple[int, UUID], reading: Reading) -> None:
        with self._alone:
            if key not in self._found:
                self._found[key] = reading
                self.size += len(reading.layout.text)
            while self.size > self.most and len(self._found) > 1:
                self.size -= len(self._found.popitem(last=False)[1].layout.text)


_kept = _Kept(KEPT)
_STORED = Prepared(
    lambda pk, uuid: Revision.objects.filter(pk=pk, uuid=uuid).values_list("text", "blocks", "spans", "sentences")
)


def reading_of(revision_id: int, revision_uuid: UUID) -> Reading:
    """Return the layout of a revision; one query where it is not kept. Raises ``Revision.DoesNotExist``."""
    key = (revision_id, revision_uuid)
    found = _kept.get(key)
    if found is None:
        found = _reading(*key)
        _kept.put(key, found)
    return found


def _reading(revision_id: int, revision_uuid: UUID) -> Reading:
    rows = _STORED.rows(pk=revision_id, uuid=revision_uuid)
    if not rows:
        raise Revision.DoesNotExist
    [(text, blocks, spans, sentences)] = rows
    return Reading(
        Layout(
            text,
            tuple(Block(kind, start, end, attributes) for kind, start, end, attributes in blocks),
            tuple(Span(kind, start, end, href) for kind, start, end, href in spans),
        ),
        tuple((start, end) for start, end in sentences),
    )


def stored(layout: Layout, sentences: Sequence[tuple[int, int]]) -> dict[str, object]:
    """Return the field values of a revision for ``layout``: the inverse of ``reading_of``."""
    return {
        "text": layout.text,
        "blocks": [[block.kind, block.start, block.end, dict(block.attributes)] for block in layout.blocks],
        "spans": [[span.kind, span.start, span.end, span.href] for span in layout.spans],
        "sentences": [list(sentence) for sentence in sentences],
        "length": len(layout.text),
    }
