"""readability as Margin asks it: about a page that is parsed already, for its words alone.

Its own cleaning takes longer than its judgement: it makes markup safe to show, and nothing of it is ever shown.
"""

from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement
from readability.readability import Document, Unparseable  # type: ignore[import-untyped]

__all__ = ["Unparseable", "summary"]


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

    def get_clean_html(self) -> str:
        return str(etree.tostring(self.html, encoding="unicode", method="html"))
