"""The bodies of NITF and of XHTML inside NewsML, as the HTML elements that the walk over pages knows.

>>> from newsroom.importers.xml_safe import parse
>>> [draft.text for draft in body_blocks(parse(b"<body.content><hl2>Talks</hl2><p>They met.</p></body.content>"))]
['Talks', 'They met.']
"""

from typing import Final

from lxml import etree
from lxml.html import Element as make_element, HtmlElement

from newsroom.importers.draft import check_count
from newsroom.importers.html_blocks import blocks
from newsroom.importers.xml_safe import Element, local
from newsroom.text import Draft

_SAME: Final = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th em i strong b a q br pre blockquote "
    "figure figcaption cite code sub sup div section article hr img".split()
)
_OTHER: Final = {
    "hl1": "h1",
    "hl2": "h2",
    "bq": "blockquote",
    "block": "div",
    "media": "figure",
    "media-caption": "figcaption",
    "credit": "footer",
    "body.content": "div",
    "body": "div",
    "html": "div",
    "fn": "div",
    "nitf-table": "div",
    "datasource": "div",
    "note": "div",
}
_LEFT_OUT: Final = frozenset(
    "head script style media-reference media-metadata media-producer media-object nitf-table-metadata custom-table img".split()
)
_ATTRIBUTES: Final = ("href", "start", "value", "colspan", "rowspan", "seqnum")


def body_blocks(body: Element, base: str = "") -> list[Draft]:
    """Return the blocks of a body, links resolved against ``base``. Raises ``Refused`` for too many."""
    found = []
    for draft in blocks(html_of(body), base):
        found.append(draft)
        check_count(len(found))
    return found


def html_of(element: Element) -> HtmlElement:
    """Return a copy in HTML's own names; what has no name there is a span, what is no text is left out.

    The tree is at most 256 deep (xml_safe), so that the copy may recurse.
    """
    name = local(element)
    copy = make_element(name if name in _SAME else _OTHER.get(name, "span"))
    for attribute in _ATTRIBUTES:
        if value := element.get(attribute):
            copy.set("start" if attribute == "seqnum" else attribute, value)
    copy.text = element.text
    for child in element:
        if _is_left_out(child):
            _add_text(copy, child.tail or "")
            continue
        inner = html_of(child)
        inner.tail = child.tail
        copy.append(inner)
    return copy


def _is_left_out(child: Element) -> bool:
    return not isinstance(child.tag, str) or isinstance(child, etree._Entity) or local(child) in _LEFT_OUT


def _add_text(copy: HtmlElement, text: str) -> None:
    if len(copy):
        copy[-1].tail = (copy[-1].tail or "") + text
    else:
        copy.text = (copy.text or "") + text
