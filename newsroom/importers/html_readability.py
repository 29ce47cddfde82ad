"""readability as Margin asks it: about a page that is parsed already, for its words alone.

Its own cleaning takes longer than its judgement: it makes markup safe to show, and nothing of it is ever shown.
"""

import re
from copy import deepcopy
from typing import Final

from lxml import etree
from lxml.html import HtmlElement
from readability.readability import REGEXES, Document, Unparseable  # type: ignore[import-untyped]

__all__ = ["Unparseable", "summary"]
_RUN: Final = re.compile(r"\s{2,}")
_BLANKS: Final = re.compile(r"\t|[ \t]{2,}")
_LONG: Final = 255
"""A run of white space of this length is a blank, whatever is in it."""
_BLOCKS: Final = ("a", "blockquote", "dl", "div", "img", "ol", "p", "pre", "table", "ul")
"""How the names of elements begin that a <div> may hold without being a paragraph."""


def summary(tree: HtmlElement) -> str:
    """Return the markup of what it takes for the article; the tree stays as it is. Raises ``Unparseable``."""
    return str(_Reader(tree).summary(html_partial=True))


class _Reader(Document):  # type: ignore[misc]
    """``Document`` with less cleaning; it asks for the page a second time where it cut too much."""

    def _parse(self, tree: HtmlElement) -> HtmlElement:
        own = deepcopy(tree)
        etree.strip_elements(own, "script", "style", "link", with_tail=False)
        etree.strip_attributes(own, "style")
        if own.find(".//base") is not None:
            own.resolve_base_href(handle_failures="discard")
        return own

    def remove_unlikely_candidates(self) -> None:
        """Do as ``Document`` does, but look at each pair of class and id once."""
        unlikely: dict[str, bool] = {}
        for element in self.html.findall(".//*"):
            names = f"{element.get('class', '')} {element.get('id', '')}"
            if len(names) < 2:
                continue
            if names not in unlikely:
                unlikely[names] = _is_unlikely(names)
            if unlikely[names] and element.tag not in ("html", "body"):
                element.drop_tree()

    def transform_misused_divs_into_paragraphs(self) -> None:
        """Do as ``Document`` does, but look at each element once, not at all inside a <div> for each around it."""
        around: set[HtmlElement] = set()
        for element in self.html.iter(etree.Element):
            if element.tag.startswith(_BLOCKS):
                for parent in element.iterancestors():
                    if parent in around:
                        break
                    around.add(parent)
        for element in self.html.findall(".//div"):
            if element not in around:
                element.tag = "p"
        for element in self.html.findall(".//div"):
            _wrap_loose_text(element)

    def get_link_density(self, elem: HtmlElement) -> float:
        """Return the share of the letters that are in links, counted as ``Document`` does but in a third of the time."""
        links = sum(_length(str(link.text_content())) for link in elem.iterfind(".//a"))
        return links / max(_length(str(elem.text_content())), 1)

    def get_clean_html(self) -> str:
        return str(etree.tostring(self.html, encoding="unicode", method="html"))


def _is_unlikely(names: str) -> bool:
    return bool(REGEXES["unlikelyCandidatesRe"].search(names)) and not REGEXES["okMaybeItsACandidateRe"].search(names)


def _wrap_loose_text(element: HtmlElement) -> None:
    """Make paragraphs of the text directly in an element; its line breaks go."""
    if element.text and element.text.strip():
        element.insert(0, _paragraph(element, element.text))
        element.text = None
    for place, child in reversed(list(enumerate(element))):
        if child.tail and child.tail.strip():
            element.insert(place + 1, _paragraph(element, child.tail))
            child.tail = None
        if child.tag == "br":
            child.drop_tree()


def _paragraph(parent: HtmlElement, text: str) -> HtmlElement:
    paragraph = parent.makeelement("p")
    paragraph.text = text
    return paragraph


def _length(text: str) -> int:
    """Return the length of a text with its white space collapsed the way readability does it.

    >>> _length("  Talks \\n  resume\\t\\tin  Geneva "), _length(" \\n ")
    (23, 0)
    """
    bare = text.strip()
    return len(bare) - sum(len(run) - _shown(run) for run in _RUN.findall(bare))


def _shown(run: str) -> int:
    if "\n" in run or len(run) >= _LONG:
        return 1
    return len(_BLANKS.sub(" ", run))
