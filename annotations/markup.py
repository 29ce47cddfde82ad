"""The closed list of tags that a stored text may become, and the escaping of everything else.

Pure: standard library only. Kinds of blocks and spans that are not known here come out as paragraphs and plain text.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from newsroom.text import Block, Span

_LINK: Final = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20]+", re.IGNORECASE)
_MARKS: Final = {"emphasis": ("<em>", "</em>"), "strong": ("<strong>", "</strong>")}
_NOTHING: Final = ("", "")
_NUMBERED: Final = frozenset(("paragraph", "list_item", "quotation"))
_TAGS: Final = {
    "title": ("h1", "block"),
    "standfirst": ("p", "block stand"),
    "paragraph": ("p", "block"),
    "list_item": ("li", "block"),
    "quotation": ("p", "block"),
    "caption": ("p", "block caption"),
    "preformatted": ("pre", "block"),
    "table_cell": ("td", "block"),
}


def escape(text: str) -> str:
    """Return ``text`` for use between tags.

    >>> escape("a < b & c")
    'a &lt; b &amp; c'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Return ``text`` for use between double quotes in a tag."""
    return escape(text).replace('"', "&quot;")


def paragraph_numbers(blocks: Iterable[Block]) -> dict[int, int]:
    """Return the number, from 1, of each block that readers count as a paragraph, by the block's index."""
    counted = (index for index, block in enumerate(blocks) if block.kind in _NUMBERED)
    return {index: number for number, index in enumerate(counted, start=1)}


def block_tags(block: Block, index: int, has_lines: bool) -> tuple[str, str]:
    """Return the opening and closing tag of a block; with line feeds inside it has the class ``lines``."""
    tag, classes = _TAGS.get(block.kind, ("p", "block"))
    if block.kind == "heading":
        tag = f"h{min(6, max(2, whole(block, 'level', 2)))}"
    if has_lines and block.kind != "preformatted":
        classes += " lines"
    extra = _item_attributes(block) if block.kind == "list_item" else ""
    opening = (
        f'<{tag} class="{classes}" id="b{index}" data-block="{index}" data-start="{block.start}"{extra} dir="auto">'
    )
    return opening, f"</{tag}>"


def whole(block: Block, name: str, default: int) -> int:
    """Return an attribute that must be a whole number, or ``default``: attributes come from imported files."""
    value = block.attributes.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def _item_attributes(block: Block) -> str:
    number = whole(block, "number", 0)
    value = f' value="{number}"' if block.attributes.get("ordered") and number else ""
    return f' data-level="{whole(block, "level", 1)}"{value}'


class Inline:
    """The inline tags that are open while a block is written; marks always lie inside them, never across.

    A note number is a link, so inside a link it waits until that link is closed.
    """

    def __init__(self) -> None:
        self._open: list[Span] = []
        self._closing: list[str] = []
        self._waiting = ""

    def move_to(self, spans: Sequence[Span], out: list[str]) -> None:
        """Close and open tags until exactly ``spans``, outer to inner, are open."""
        if not spans and not self._open:
            return
        shared = self._shared(spans)
        while len(self._open) > shared:
            self._open.pop()
            out.append(self._closing.pop())
        if self._waiting and not self._in_link():
            out.append(self._waiting)
            self._waiting = ""
        for span in spans[shared:]:
            opening, closing = _MARKS.get(span.kind) or self._link_tags(span)
            self._open.append(span)
            self._closing.append(closing)
            out.append(opening)

    def after(self, refs: str, out: list[str]) -> None:
        """Write ``refs`` here, or after the link that is open."""
        if self._in_link():
            self._waiting += refs
        elif refs:
            out.append(refs)

    def _shared(self, spans: Sequence[Span]) -> int:
        for depth, (held, wanted) in enumerate(zip(self._open, spans, strict=False)):
            if held is not wanted:
                return depth
        return min(len(self._open), len(spans))

    def _in_link(self) -> bool:
        return "</a>" in self._closing

    def _link_tags(self, span: Span) -> tuple[str, str]:
        if span.kind != "link" or self._in_link() or not _LINK.fullmatch(span.href):
            return _NOTHING
        return f'<a href="{escape_attribute(span.href)}" rel="noopener noreferrer nofollow ugc">', "</a>"
