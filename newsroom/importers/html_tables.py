"""Tables of data told from tables that only set a page in columns, as pages did before 2005; lists likewise.

>>> from lxml.html import fragment_fromstring
>>> Layouts().is_layout(fragment_fromstring("<table><tr><td><p>One<p>Two</table>"))
True
"""

from typing import Final

from lxml.html import HtmlElement

_MOST_LOOKS: Final = 20_000
_LONGEST_CELL: Final = 1_200
_CELLS: Final = 40
_FEWEST_PARAGRAPHS, _FEWEST_CHARACTERS = 4, 500
"""From which on one item of a list is a part of the page, not a point of a list."""


class Layouts:
    """Looks at the tables and at the lists of one page, at 20,000 elements each at most so that nested ones cost little."""

    def __init__(self) -> None:
        self._looks = _MOST_LOOKS
        self._looks_at_items = _MOST_LOOKS

    def is_layout(self, table: HtmlElement) -> bool:
        """Say whether a cell holds several paragraphs, another table or very long text."""
        if (table.get("role") or "").lower() in ("presentation", "none"):
            return True
        for cells, cell in enumerate(table.iter("td"), start=1):
            if cells > _CELLS or self._looks <= 0:
                return False
            if self._is_column(cell):
                return True
        return False

    def is_part(self, item: HtmlElement) -> bool:
        """Say whether an item of a list is a part of the page: it holds an article, its headline or many paragraphs."""
        paragraphs = characters = 0
        for element in item.iter():
            self._looks_at_items -= 1
            if self._looks_at_items <= 0:
                return False
            if element.tag in ("h1", "article"):
                return True
            paragraphs += element.tag == "p" and next(element.iterancestors("li"), None) is item
            characters += len(element.text or "") + (len(element.tail or "") if element is not item else 0)
            if paragraphs >= _FEWEST_PARAGRAPHS and characters > _FEWEST_CHARACTERS:
                return True
        return False

    def _is_column(self, cell: HtmlElement) -> bool:
        paragraphs = characters = 0
        for element in cell.iter():
            self._looks -= 1
            if self._looks <= 0:
                return False
            if element.tag == "table" or (element.tag in ("h1", "h2", "article") and element is not cell):
                return True
            paragraphs += element.tag == "p"
            characters += len(element.text or "") + (len(element.tail or "") if element is not cell else 0)
            if paragraphs >= 2 or characters > _LONGEST_CELL:
                return True
        return False
