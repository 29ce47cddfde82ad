"""A web page parsed once: its tree, its size and how deep it goes.

>>> page = parse("<p>Talks")
>>> page.body.tag, page.is_huge
('body', False)
"""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from newsroom.importers.notices import Refused, gettext_noop

# libxml2 leaves out what is nested deeper than about 255 elements, without a word.
_DEEP: Final = etree.XPath("boolean(//*[count(ancestor::*) >= 252])")
# All elements are of one class: lxml.html asks a function in Python for that of each, whenever one is met.
_PLAIN: Final = etree.ElementDefaultClassLookup(element=HtmlElement)
MOST_ELEMENTS: Final = 30_000
MOST_CHILDREN: Final = 8_000
MOST_CHARACTERS: Final = 2_000_000
_HEAD: Final = frozenset(("title", "meta", "link", "script", "style", "base", "noscript", "template"))
_LONGEST_RECORD: Final = 1_000_000
_LONGEST_ATTRIBUTE: Final = 10_000
_OPENS: Final = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_HEADROOM: Final = 100_000
"""Characters of a page's beginning in which its outermost tag is sought."""
_ENDS: Final = ("</html", "</body", "</HTML", "</BODY")


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page. A huge one is read by its own marks alone: guessing at it would take too long."""

    tree: HtmlElement
    body: HtmlElement
    is_huge: bool
    is_deep: bool
    is_cut: bool
    """It opens a whole document and closes none: a file that broke off, or an author who leaves end tags out."""


def parse(text: str) -> Page:
    """Parse the text of a page. Raises ``Refused`` if there is nothing in it."""
    # Bytes, because lxml refuses a str that starts with an XML declaration; the encoding here is ours alone. The words
    # are cleaned block by block, as entities become characters only now.
    data = text.replace("\x00", "\ufffd").encode("utf-8", "replace")
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    parser.set_element_class_lookup(_PLAIN)
    try:
        tree = document_fromstring(data, parser=parser)
    except etree.ParserError as error:
        raise Refused(
            "empty", gettext_noop("There is no text in it. Look whether it is the right file, or paste its text.")
        ) from error
    except (etree.LxmlError, ValueError) as error:
        raise Refused("markup-damaged", gettext_noop("The page cannot be read. Copy its text and paste it.")) from error
    body = _body(tree)
    elements, characters, widest = _measured(tree)
    is_huge = elements > MOST_ELEMENTS or characters > MOST_CHARACTERS or widest > MOST_CHILDREN
    is_deep = elements <= 2 * MOST_ELEMENTS and bool(_DEEP(tree))
    return Page(tree, body, is_huge, is_deep, _is_cut(text))


def _is_cut(text: str) -> bool:
    return bool(_OPENS.search(text, 0, _HEADROOM)) and not any(end in text for end in _ENDS)


def _body(tree: HtmlElement) -> HtmlElement:
    """Return the body. Where a page leaves its tags out, libxml2 takes what HTML 4 did not know for a part of the head."""
    head, body = tree.find("head"), tree.find("body")
    children = [] if head is None else list(head)
    stray = next((at for at, child in enumerate(children) if child.tag not in _HEAD), len(children))
    if stray == len(children):
        return tree if body is None else _with_rest(body)
    if body is None:
        body = etree.SubElement(tree, "body")
    for place, child in enumerate(children[stray:]):
        body.insert(place, child)
    return body


def _with_rest(body: HtmlElement) -> HtmlElement:
    """Take in what stands after the end of the body, as browsers do."""
    if body.tail and body.tail.strip():
        last = etree.SubElement(body, "p")
        last.text, body.tail = body.tail, None
    for element in list(body.itersiblings()):
        body.append(element)
    return body


def _measured(tree: HtmlElement) -> tuple[int, int, int]:
    """Return the number of elements, the length of the text that is no script, and the most children of one."""
    elements = characters = widest = 0
    for element in tree.iter():
        elements += 1
        widest = max(widest, len(element))
        _lighten(element)
        characters += len(element.text or "") + len(element.tail or "")
    return elements, characters, widest


def _lighten(element: HtmlElement) -> None:
    """Take off what is never read and would be copied and searched many times: code, and attributes as long as books."""
    if element.tag in ("script", "style"):
        text = element.text or ""
        if len(text) > _LONGEST_RECORD or "json" not in (element.get("type") or ""):
            element.text = None
    for name, value in element.items():
        if len(value) > _LONGEST_ATTRIBUTE:
            del element.attrib[name]
