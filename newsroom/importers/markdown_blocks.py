"""Tokens of markdown-it to blocks.

>>> from markdown_it import MarkdownIt
>>> [draft.kind for draft in blocks(MarkdownIt().parse("- a"))]
['list_item']
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markdown_it.token import Token

from newsroom.importers.inline import Pen
from newsroom.importers.links import link
from newsroom.text import Draft

_SPANS: Final = {"em": "emphasis", "strong": "strong"}


@dataclass(slots=True)
class List:
    """A list that is being read: its number in the document and the number of its next item."""

    group: int
    ordered: bool
    number: int


class Walk:
    """Where the reading stands: open lists, quotations and table."""

    def __init__(self) -> None:
        self.lists: list[List] = []
        self.quotations = 0
        self.groups = 0
        self.heading = 0
        self.cell: tuple[int, int] | None = None
        self.row = self.column = -1
        self.item: Pen | None = None

    def new_group(self) -> int:
        self.groups += 1
        return self.groups


def blocks(tokens: Sequence[Token]) -> Iterator[Draft]:
    """Yield the blocks of a parsed text in order; an item's paragraphs are lines of one block."""
    walk = Walk()
    for token in tokens:
        if token.type == "inline":
            yield from _inline(walk, token)
        elif token.type in ("fence", "code_block"):
            yield from _item(walk)
            yield _code(token.content)
        else:
            yield from _structure(walk, token)


def _structure(walk: Walk, token: Token) -> Iterator[Draft]:
    kind = token.type
    if kind in ("bullet_list_open", "ordered_list_open"):
        yield from _item(walk)
        group = walk.lists[0].group if walk.lists else walk.new_group()
        walk.lists.append(List(group, kind.startswith("ordered"), int(token.attrGet("start") or 1)))
    elif kind in ("bullet_list_close", "ordered_list_close"):
        walk.lists.pop()
    elif kind == "list_item_close":
        yield from _item(walk)
        walk.lists[-1].number += 1
    elif kind in ("blockquote_open", "blockquote_close"):
        yield from _item(walk)
        walk.quotations += 1 if kind == "blockquote_open" else -1
    elif kind == "heading_open":
        yield from _item(walk)
        walk.heading = int(token.tag[1:])
    else:
        _table(walk, kind)


def _table(walk: Walk, kind: str) -> None:
    if kind == "table_open":
        walk.new_group()
        walk.row = -1
    elif kind == "tr_open":
        walk.row, walk.column = walk.row + 1, -1
    elif kind in ("th_open", "td_open"):
        walk.column += 1
        walk.cell = (walk.row, walk.column)


def _inline(walk: Walk, token: Token) -> Iterator[Draft]:
    if walk.lists and not walk.heading and walk.cell is None and not walk.quotations:
        if walk.item is None:
            walk.item = Pen()
        else:
            walk.item.line_break()
        _write(walk.item, token)
        return
    pen = Pen()
    _write(pen, token)
    draft = pen.draft(*_kind(walk))
    walk.heading, walk.cell = 0, None
    if draft.text:
        yield draft


def _kind(walk: Walk) -> tuple[str, dict[str, Any]]:
    if walk.heading:
        return "heading", {"level": walk.heading}
    if walk.cell is not None:
        return "table_cell", {"group": walk.groups, "row": walk.cell[0], "column": walk.cell[1]}
    return ("quotation", {}) if walk.quotations else ("paragraph", {})


def _item(walk: Walk) -> Iterator[Draft]:
    """Yield the list item that was being gathered, if any."""
    if walk.item is None or not walk.lists:
        return
    current = walk.lists[-1]
    attributes = {
        "level": len(walk.lists),
        "ordered": current.ordered,
        "number": current.number,
        "group": current.group,
    }
    draft = walk.item.draft("list_item", attributes)
    walk.item = None
    if draft.text:
        yield draft


def _code(content: str) -> Draft:
    pen = Pen(keep_spaces=True)
    pen.write(content)
    return pen.draft("preformatted")


def _write(pen: Pen, token: Token) -> None:
    links: list[bool] = []
    for child in token.children or ():
        name, _, edge = child.type.rpartition("_")
        if child.type in ("softbreak", "hardbreak"):
            pen.write(" ") if child.type == "softbreak" else pen.line_break()
        elif child.type == "image":
            pen.write(child.content)
        elif name == "link":
            _write_link(pen, child, links)
        elif name in _SPANS:
            pen.open(_SPANS[name]) if edge == "open" else pen.close(_SPANS[name])
        elif child.content:
            pen.write(child.content)


def _write_link(pen: Pen, child: Token, links: list[bool]) -> None:
    """Open or close a link; one that may not be followed leaves its words without a span."""
    if child.type == "link_close":
        if links.pop():
            pen.close("link")
        return
    address = link(str(child.attrGet("href") or ""))
    links.append(bool(address))
    if address:
        pen.open("link", address)
