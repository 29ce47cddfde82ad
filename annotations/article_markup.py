"""A whole article in HTML: its blocks inside their lists, tables and quotations, long ones in sections.

Pure: standard library only. Browsers skip the sections out of view (``content-visibility``), which makes a text of
50,000 words as quick to show as one of 2,000; the size class lets the style sheet guess a section's height.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from annotations.markup import whole
from annotations.rendering import Notes, draw_blocks
from annotations.segments import Highlight
from newsroom.text import Block, Layout

LONG: Final = 30_000
"""Code points, some 5,000 words, from which a body is cut into sections."""
CHUNK_BLOCKS: Final = 20
CHUNK_SIZE: Final = 12_000
"""A section ends after so many blocks or code points, whichever comes first, but never inside a list or table."""
SIZES: Final = (2_000, 4_000, 8_000, 12_000, 20_000)
"""Upper limits in code points, exclusive, of the size classes s1 to s5; s6 is anything above."""

_HEAD: Final = ("title", "standfirst")


@dataclass(frozen=True, slots=True)
class Rendered:
    """An article's HTML: ``head`` is title and standfirst, ``body`` the rest.

    ``chunks`` are the first and last block index of each section, empty when the body is not cut.
    """

    head: str
    body: str
    chunks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Blocks ``first`` to ``last`` in one container."""

    first: int
    last: int
    html: str


def render_article(layout: Layout, highlights: Sequence[Highlight], notes: Notes) -> Rendered:
    """Return the HTML of all blocks, each as ``render_block`` draws it."""
    drawn = draw_blocks(layout, highlights, notes)
    heads = next((i for i, block in enumerate(layout.blocks) if block.kind not in _HEAD), len(drawn))
    groups = list(_groups(layout.blocks, drawn, heads))
    head = "\n".join(drawn[:heads])
    if len(layout.text) < LONG:
        return Rendered(head, "\n".join(group.html for group in groups), ())
    chunks = list(_chunks(layout.blocks, groups))
    body = "\n".join(_section(layout.blocks, chunk) for chunk in chunks)
    return Rendered(head, body, tuple((chunk[0].first, chunk[-1].last) for chunk in chunks))


def _groups(blocks: Sequence[Block], drawn: Sequence[str], first: int) -> Iterator[_Group]:
    for _, run in groupby(range(first, len(blocks)), key=lambda index: _container(blocks[index], index)):
        members = list(run)
        yield _Group(members[0], members[-1], _wrapped(blocks, drawn, members))


def _container(block: Block, index: int) -> tuple[object, ...]:
    """Return what consecutive blocks of one container have in common; other blocks stand alone."""
    if block.kind == "list_item":
        return block.kind, block.attributes.get("group"), bool(block.attributes.get("ordered"))
    if block.kind in ("table_cell", "quotation") and "group" in block.attributes:
        return block.kind, block.attributes["group"]
    return (block.kind, index) if block.kind != "table_cell" else (block.kind,)


def _wrapped(blocks: Sequence[Block], drawn: Sequence[str], members: Sequence[int]) -> str:
    first = blocks[members[0]]
    html = "".join(drawn[index] for index in members)
    if first.kind == "list_item":
        return _list(first, html)
    if first.kind == "quotation":
        return f"<blockquote>{html}</blockquote>"
    if first.kind == "table_cell":
        rows = groupby(members, key=lambda index: whole(blocks[index], "row", 0))
        return f"<table><tbody>{''.join(_row(blocks, drawn, cells) for _, cells in rows)}</tbody></table>"
    return html


def _list(first: Block, items: str) -> str:
    if not first.attributes.get("ordered"):
        return f"<ul>{items}</ul>"
    start = whole(first, "number", 1)
    return f'<ol start="{start}">{items}</ol>' if start != 1 else f"<ol>{items}</ol>"


def _row(blocks: Sequence[Block], drawn: Sequence[str], cells: Iterator[int]) -> str:
    """Return a table row; empty cells are no blocks, so those before a cell are put back by its column."""
    out: list[str] = []
    for index in cells:
        missing = min(whole(blocks[index], "column", len(out)), 100) - len(out)
        out += ["<td></td>"] * missing
        out.append(drawn[index])
    return f"<tr>{''.join(out)}</tr>"


def _chunks(blocks: Sequence[Block], groups: Sequence[_Group]) -> Iterator[list[_Group]]:
    chunk: list[_Group] = []
    for group in groups:
        chunk.append(group)
        count = group.last - chunk[0].first + 1
        if count >= CHUNK_BLOCKS or _size(blocks, chunk) >= CHUNK_SIZE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _size(blocks: Sequence[Block], chunk: Sequence[_Group]) -> int:
    return blocks[chunk[-1].last].end - blocks[chunk[0].first].start


def _section(blocks: Sequence[Block], chunk: Sequence[_Group]) -> str:
    size = bisect_right(SIZES, _size(blocks, chunk)) + 1
    html = "\n".join(group.html for group in chunk)
    return f'<section class="chunk s{size}" data-first="{chunk[0].first}" data-last="{chunk[-1].last}">\n{html}\n</section>'
