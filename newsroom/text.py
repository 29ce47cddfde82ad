"""The text of a revision: blocks and spans, and how they make one string.

Pure: standard library only. Every offset counts Unicode code points of the revision's
text, never UTF-16 units and never bytes.

>>> layout = compose([Draft("title", "Talks"), Draft("paragraph", "They met.")])
>>> layout.text
'Talks\\n\\nThey met.'
>>> [(block.kind, block.start, block.end) for block in layout.blocks]
[('title', 0, 5), ('paragraph', 7, 16)]
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

RULE: Final = 1
"""Version of the rule that makes text from blocks; a changed rule never re-derives a stored text."""

SEPARATOR: Final = "\n\n"
BLOCK_KINDS: Final = (
    "title",
    "standfirst",
    "paragraph",
    "heading",
    "list_item",
    "quotation",
    "caption",
    "preformatted",
    "table_cell",
)
SPAN_KINDS: Final = ("emphasis", "strong", "link")


@dataclass(frozen=True, slots=True)
class Span:
    """Inline formatting from ``start`` to ``end``; ``href`` is set on links alone."""

    kind: str
    start: int
    end: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One block on its way in; the offsets of its spans count from the block's first code point.

    ``attributes`` holds what the kind needs: ``level`` (heading, list item), ``ordered``,
    ``number`` (list item), ``group``, ``row``, ``column`` (table cell).
    """

    kind: str
    text: str
    spans: tuple[Span, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """One stored block: ``text[start:end]`` of the revision is its text, never empty."""

    kind: str
    start: int
    end: int
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """A revision's text with its blocks and spans, in order, offsets into ``text``."""

    text: str
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...]


def clean(text: str) -> str:
    """Return text as Margin stores it: NFC, LF line ends, no control, surrogate or soft-hyphen characters.

    No-break and zero-width spaces become plain spaces where they stand for one, byte order
    marks and U+00AD vanish, NUL and lone surrogates become U+FFFD (PostgreSQL refuses NUL, UTF-8
    refuses surrogates). Joiners (U+200C, U+200D) stay: Persian, Hindi and emoji need them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)
    return unicodedata.normalize("NFC", text)


def compose(drafts: Iterable[Draft]) -> Layout:
    """Join the non-empty blocks with a blank line and move their spans along.

    Raises ``ValueError`` for a kind that is not in BLOCK_KINDS or SPAN_KINDS, or a span that is
    empty or leaves its block. The texts must be cleaned already (``clean``).
    """
    parts: list[str] = []
    blocks: list[Block] = []
    spans: list[Span] = []
    offset = 0
    for draft in drafts:
        if not draft.text.strip():
            continue
        if draft.kind not in BLOCK_KINDS:
            raise ValueError(f"unknown block kind: {draft.kind}")
        end = offset + len(draft.text)
        blocks.append(Block(draft.kind, offset, end, dict(draft.attributes)))
        spans.extend(_shifted(span, offset, end) for span in draft.spans)
        parts.append(draft.text)
        offset = end + len(SEPARATOR)
    return Layout(SEPARATOR.join(parts), tuple(blocks), tuple(spans))


def _shifted(span: Span, offset: int, limit: int) -> Span:
    if span.kind not in SPAN_KINDS:
        raise ValueError(f"unknown span kind: {span.kind}")
    start, end = span.start + offset, span.end + offset
    if not offset <= start < end <= limit:
        raise ValueError(f"span {span.start}..{span.end} is empty or leaves its block")
    return Span(span.kind, start, end, span.href)


def _clean_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {code: None for code in range(0x20) if code not in (0x09, 0x0A)}
    table.update({code: None for code in range(0x7F, 0xA0)})
    table.update({0x00: "\ufffd", 0x09: " ", 0x0C: "\n", 0x85: "\n", 0xA0: " ", 0xAD: None})
    table.update({0x200B: " ", 0x2028: "\n", 0x2029: "\n", 0x202F: " ", 0x2060: None, 0xFEFF: None})
    table.update({code: "\ufffd" for code in range(0xD800, 0xE000)})
    return table


_CLEAN: Final = _clean_table()
