"""Elements of a page to blocks and spans, in one walk over the tree.

>>> from lxml.html import fragment_fromstring
>>> [draft.text for draft in blocks(fragment_fromstring("<div><p>One<br>line</p>loose</div>"))]
['One\\nline', 'loose']
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from newsroom.importers.html_tables import Layouts
from newsroom.importers.html_tags import (
    ATTRIBUTION,
    DROPPED,
    HEADINGS,
    INLINE,
    LINED,
    NEVER,
    PLAIN_KINDS,
    SILENT,
    SPANS,
    is_caption,
    is_emoji,
    is_inline,
    is_set_aside,
    is_unseen,
)
from newsroom.importers.inline import Pen
from newsroom.importers.links import link
from newsroom.text import Draft


@dataclass(frozen=True, slots=True)
class Found:
    """A block and where it stood: its innermost element that is not inline, and whether that is in navigation,
    a footer, a hidden part or the like. ``links`` says how much of it is links, from 0 to 1, those included that have
    no address to keep."""

    draft: Draft
    element: HtmlElement
    is_aside: bool = False
    links: float = 0.0

    @property
    def text(self) -> str:
        return self.draft.text

    @property
    def kind(self) -> str:
        return self.draft.kind


@dataclass(slots=True)
class List:
    group: int
    ordered: bool
    number: int


@dataclass(slots=True)
class Table:
    group: int
    row: int = -1
    column: int = -1


@dataclass(slots=True)
class Level:
    """What an open element makes of the text in it."""

    element: HtmlElement
    kind: str
    attributes: dict[str, Any]
    is_aside: bool
    opens: str = ""


class Walk:
    """Where the walk stands; ``pen`` gathers the block that is being read."""

    def __init__(self, root: HtmlElement, base: str, *, whole: bool) -> None:
        self.base = base
        self.whole = whole
        self.pen = Pen()
        self.levels = [Level(root, "paragraph", {}, is_aside=False)]
        self.lists: list[List] = []
        self.tables: list[Table] = []
        self.layouts = Layouts()
        self.groups = 0
        self.anchors = 0
        self.addresses: list[str] = []  # of the open links, "" where one has none to keep
        self.linked = 0

    @property
    def kind(self) -> str:
        return self.levels[-1].kind

    def flush(self) -> Iterator[Found]:
        """Yield the block gathered so far, if it has words, and go on with the same spans open."""
        level = self.levels[-1]
        if not self.pen.is_empty:
            draft = self.pen.draft(level.kind, level.attributes)
            links = min(1.0, self.linked / max(1, len("".join(draft.text.split())))) if self.linked else 0.0
            yield Found(draft, level.element, level.is_aside, links)
        self.pen = self.pen if self.pen.is_new else self.pen.restart()
        self.linked = 0
        self.pen.keep_spaces = level.kind == "preformatted"

    def write(self, text: str) -> None:
        """Add words to the block."""
        self.pen.write(text)
        if self.anchors:
            self.linked += len("".join(text.split()))

    def new_group(self) -> int:
        self.groups += 1
        return self.groups


def blocks(root: HtmlElement, base: str = "") -> Iterator[Draft]:
    """Yield the blocks below an element, whatever its own tag. Loose text becomes paragraphs.

    Navigation, forms, hidden parts and the like are left out. Relative links are resolved against ``base``, the
    page's address, or lose their link.
    """
    return (found.draft for found in _walk(root, base, whole=False))


def all_blocks(root: HtmlElement, base: str = "") -> Iterator[Found]:
    """Yield every block below an element that could hold words, with its place; what runs is left out here too."""
    return _walk(root, base, whole=True)


def _walk(root: HtmlElement, base: str, *, whole: bool) -> Iterator[Found]:
    walk = Walk(root, base, whole=whole)
    steps = etree.iterwalk(root, events=("start", "end"))
    skipped: HtmlElement | None = None
    for event, element in steps:
        if event == "start":
            if element is not root and _is_dropped(element, walk):
                skipped = element
                steps.skip_subtree()
                continue
            yield from _start(walk, element)
            if element.text:
                walk.write(element.text)
            continue
        if element is not skipped:
            yield from _end(walk, element)
        elif element.tag not in INLINE and element.tag not in SILENT:
            yield from walk.flush()
        if element is not root and element.tail:
            walk.write(element.tail)
    yield from walk.flush()


def _is_dropped(element: HtmlElement, walk: Walk) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in NEVER or is_unseen(element):
        return True
    if walk.whole:
        return False
    if is_set_aside(element):
        return True
    return tag in DROPPED and not (tag in ATTRIBUTION and _in_quotation(walk))


def _in_quotation(walk: Walk) -> bool:
    return any(level.kind == "quotation" for level in walk.levels)


def _start(walk: Walk, element: HtmlElement) -> Iterator[Found]:
    tag = element.tag
    if tag == "br":
        yield from _break(walk)
    elif tag == "a":
        walk.anchors += "href" in element.attrib
        walk.addresses.append(link(element.get("href") or "", walk.base))
        if walk.addresses[-1]:
            walk.pen.open("link", walk.addresses[-1])
    elif tag in SPANS:
        walk.pen.open(SPANS[tag])
    elif tag == "img":
        if is_emoji(element):
            walk.pen.write(element.get("alt") or "")
    elif _is_line(walk, element):
        walk.pen.new_line()
    elif not is_inline(element):
        yield from walk.flush()
        _open_block(walk, element)


def _end(walk: Walk, element: HtmlElement) -> Iterator[Found]:
    tag = element.tag
    if tag == "a":
        walk.anchors -= "href" in element.attrib
        if walk.addresses.pop():
            walk.pen.close("link")
    elif tag in SPANS:
        walk.pen.close(SPANS[tag])
    elif element is walk.levels[-1].element and len(walk.levels) > 1:
        yield from walk.flush()
        _close_block(walk)
    elif _is_line(walk, element):
        walk.pen.new_line()


def _break(walk: Walk) -> Iterator[Found]:
    """One <br> is a line break; two of them are how some pages write paragraphs."""
    if walk.kind == "preformatted" or not walk.pen.at_line_start:
        walk.pen.line_break()
    elif walk.kind not in LINED:
        yield from walk.flush()


def _is_line(walk: Walk, element: HtmlElement) -> bool:
    """The paragraphs of one list item, cell or caption are lines of one block."""
    return element.tag in ("p", "div") and walk.kind in LINED


def _open_block(walk: Walk, element: HtmlElement) -> None:
    tag, opens = element.tag, ""
    if tag in ("ul", "ol"):
        opens = "list"
        group = walk.lists[0].group if walk.lists else walk.new_group()
        walk.lists.append(List(group, tag == "ol", _number(element.get("start"), 1)))
    elif tag == "table" and not walk.layouts.is_layout(element):
        opens = "table"
        walk.tables.append(Table(walk.new_group()))
    elif tag == "tr" and _in_table(walk):
        table = walk.tables[-1]
        table.row, table.column = table.row + 1, -1
    elif tag == "table":
        opens = "layout"
    is_aside = walk.levels[-1].is_aside or is_set_aside(element) or (tag in DROPPED and not _is_of_text(walk, element))
    kind, attributes = _kind(walk, element)
    walk.levels.append(Level(element, kind, attributes, is_aside, opens))
    walk.pen.keep_spaces = kind == "preformatted"


def _is_of_text(walk: Walk, element: HtmlElement) -> bool:
    """Whether it is the name under a quotation, the head of an article, or a form around all the page."""
    tag = element.tag
    if tag == "header":
        return next(element.iterancestors("article", "main"), None) is not None
    return (tag in ATTRIBUTION and _in_quotation(walk)) or (
        tag == "form" and element.getparent() is walk.levels[0].element
    )


def _close_block(walk: Walk) -> None:
    level = walk.levels.pop()
    walk.pen.keep_spaces = walk.kind == "preformatted"
    if level.opens == "list":
        walk.lists.pop()
    elif level.opens == "table":
        walk.tables.pop()


def _in_table(walk: Walk) -> bool:
    """Whether the innermost table holds data, not the page's columns."""
    return next(
        (level.opens == "table" for level in reversed(walk.levels) if level.opens in ("table", "layout")), False
    )


def _kind(walk: Walk, element: HtmlElement) -> tuple[str, dict[str, Any]]:
    """The kind of the text directly in an element; one without a meaning of its own keeps what is around it."""
    tag = element.tag
    if tag in HEADINGS:
        return "heading", {"level": HEADINGS[tag]}
    if tag == "li" and not walk.layouts.is_part(element):
        return "list_item", _item(walk, element)
    if tag in ("td", "th") and _in_table(walk):
        table = walk.tables[-1]
        table.column += 1
        return "table_cell", {"group": table.group, "row": max(0, table.row), "column": table.column}
    if tag in PLAIN_KINDS:
        return PLAIN_KINDS[str(tag)], {}
    if is_caption(element) and walk.kind == "paragraph":
        return "caption", {}
    return walk.kind, walk.levels[-1].attributes


def _item(walk: Walk, element: HtmlElement) -> dict[str, Any]:
    if not walk.lists:
        return {"level": 1, "ordered": False, "number": 1, "group": walk.new_group()}
    current = walk.lists[-1]
    number = _number(element.get("value"), current.number)
    current.number = number + 1
    return {"level": len(walk.lists), "ordered": current.ordered, "number": number, "group": current.group}


def _number(value: str | None, default: int) -> int:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
