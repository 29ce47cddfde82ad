"""Elements of a page to blocks and spans, in one walk over the tree.

>>> from lxml.html import fragment_fromstring
>>> [draft.text for draft in blocks(fragment_fromstring("<div><p>One<br>line</p>loose</div>"))]
['One\\nline', 'loose']
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree
from lxml.html import HtmlElement

from newsroom.importers.inline import Pen
from newsroom.importers.links import link
from newsroom.text import Draft


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


DROPPED: Final = _names(
    "script style noscript template iframe object embed applet svg math canvas audio video picture map form button "
    "select textarea input label datalist dialog menu nav header footer aside head title meta link"
)
_DROPPED_ROLES: Final = _names("navigation banner contentinfo complementary search dialog alert menu toolbar")
_SPANS: Final = {"em": "emphasis", "i": "emphasis", "strong": "strong", "b": "strong"}
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_INLINE: Final = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rp rt ruby s samp small span strike "
    "strong sub sup time tt u var wbr"
)
_PLAIN_KINDS: Final = {
    "blockquote": "quotation",
    "pre": "preformatted",
    "figcaption": "caption",
    "caption": "caption",
}
_LINED: Final = ("list_item", "table_cell", "caption")
_ATTRIBUTION: Final = frozenset(("footer", "cite"))


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


class Walk:
    """Where the walk stands; ``pen`` gathers the block that is being read."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self.pen = Pen()
        self.kinds: list[tuple[str, dict[str, Any]]] = [("paragraph", {})]
        self.lists: list[List] = []
        self.tables: list[Table] = []
        self.groups = 0

    def flush(self) -> Iterator[Draft]:
        """Yield the block gathered so far, if it has words, and go on with the same spans open."""
        if not self.pen.is_empty:
            kind, attributes = self.kinds[-1]
            yield self.pen.draft(kind, attributes)
        self.pen = self.pen.restart()
        self.pen.keep_spaces = self.kinds[-1][0] == "preformatted"

    def new_group(self) -> int:
        self.groups += 1
        return self.groups


def blocks(root: HtmlElement, base: str = "") -> Iterator[Draft]:
    """Yield the blocks below an element, whatever its own tag. Loose text becomes paragraphs.

    Relative links are resolved against ``base``, the page's address, or lose their link.
    """
    walk = Walk(base)
    steps = etree.iterwalk(root, events=("start", "end"))
    skipped: HtmlElement | None = None
    for event, element in steps:
        if event == "start":
            if element is not root and _is_dropped(element, walk):
                skipped = element
                steps.skip_subtree()
                continue
            yield from _start(walk, element)
            walk.pen.write(element.text or "")
            continue
        if element is not skipped:
            yield from _end(walk, element)
        elif element.tag not in _INLINE and element.tag not in ("button", "svg", "script"):
            yield from walk.flush()
        if element is not root and element.tail:
            walk.pen.write(element.tail)
    yield from walk.flush()


def _is_dropped(element: HtmlElement, walk: Walk) -> bool:
    if not isinstance(element.tag, str):
        return True
    if element.get("hidden") is not None or (element.get("role") or "").lower() in _DROPPED_ROLES:
        return True
    return element.tag in DROPPED and not (element.tag in _ATTRIBUTION and _in_quotation(walk))


def _in_quotation(walk: Walk) -> bool:
    return any(kind == "quotation" for kind, _ in walk.kinds)


def _start(walk: Walk, element: HtmlElement) -> Iterator[Draft]:
    tag = element.tag
    if tag == "br":
        yield from _break(walk)
    elif tag == "a":
        address = link(element.get("href") or "", walk.base)
        if address:
            walk.pen.open("link", address)
    elif tag in _SPANS:
        walk.pen.open(_SPANS[tag])
    elif _is_line(walk, element):
        walk.pen.new_line()
    elif tag not in _INLINE:
        yield from walk.flush()
        _open_block(walk, element)


def _end(walk: Walk, element: HtmlElement) -> Iterator[Draft]:
    tag = element.tag
    if tag == "a":
        if link(element.get("href") or "", walk.base):
            walk.pen.close("link")
    elif tag in _SPANS:
        walk.pen.close(_SPANS[tag])
    elif _is_line(walk, element):
        walk.pen.new_line()
    elif tag not in _INLINE and tag != "br":
        yield from walk.flush()
        _close_block(walk, str(tag))


def _break(walk: Walk) -> Iterator[Draft]:
    """One <br> is a line break; two of them are how some pages write paragraphs."""
    kind = walk.kinds[-1][0]
    if kind == "preformatted" or not walk.pen.at_line_start:
        walk.pen.line_break()
    elif kind not in _LINED:
        yield from walk.flush()


def _is_line(walk: Walk, element: HtmlElement) -> bool:
    """The paragraphs of one list item, cell or caption are lines of one block."""
    return element.tag in ("p", "div") and walk.kinds[-1][0] in _LINED


def _open_block(walk: Walk, element: HtmlElement) -> None:
    tag = element.tag
    if tag in ("ul", "ol"):
        group = walk.lists[0].group if walk.lists else walk.new_group()
        walk.lists.append(List(group, tag == "ol", _number(element.get("start"), 1)))
    elif tag == "table":
        walk.tables.append(Table(walk.new_group()))
    elif tag == "tr" and walk.tables:
        table = walk.tables[-1]
        table.row, table.column = table.row + 1, -1
    walk.kinds.append(_kind(walk, element))
    walk.pen.keep_spaces = tag == "pre"


def _close_block(walk: Walk, tag: str) -> None:
    walk.kinds.pop()
    walk.pen.keep_spaces = walk.kinds[-1][0] == "preformatted"
    if tag in ("ul", "ol"):
        walk.lists.pop()
    elif tag == "table":
        walk.tables.pop()


def _kind(walk: Walk, element: HtmlElement) -> tuple[str, dict[str, Any]]:
    """The kind of the text directly in an element; one without a meaning of its own keeps what is around it."""
    tag = element.tag
    if tag in _HEADINGS:
        return "heading", {"level": _HEADINGS[tag]}
    if tag == "li":
        return "list_item", _item(walk, element)
    if tag in ("td", "th") and walk.tables:
        table = walk.tables[-1]
        table.column += 1
        return "table_cell", {"group": table.group, "row": max(0, table.row), "column": table.column}
    return (_PLAIN_KINDS[str(tag)], {}) if tag in _PLAIN_KINDS else walk.kinds[-1]


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
