"""Pieces of markup inside other formats (a feed's entry, a field of a record) to blocks and spans.

>>> [draft.text for draft in blocks_of("<p>They <b>met</b>.</p>loose")]
['They met.', 'loose']
"""

import re
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from newsroom.importers.draft import check_count
from newsroom.importers.html_blocks import blocks
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.paragraphs import Line, groups, join, unwrap, wrapped_width
from newsroom.text import Draft

_MARKUP: Final = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|td|ul|ol)\s*>|<br\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")


def blocks_of(markup: str, base: str = "") -> list[Draft]:
    """Return the blocks of a fragment or page of HTML, all of its text; relative links are resolved against ``base``.

    Raises ``Refused`` for more blocks than an article can have.
    """
    root = element_of(markup)
    if root is None:
        return []
    found = []
    for draft in blocks(root, base):
        found.append(draft)
        check_count(len(found))
    return found


def element_of(markup: str) -> HtmlElement | None:
    """Parse a fragment or page; None where nothing is in it."""
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        page = document_fromstring(tidy(markup).encode("utf-8"), parser=parser)
    except etree.ParserError:
        return None
    except (etree.LxmlError, ValueError) as error:
        raise Refused("markup-damaged", gettext_noop("Its markup cannot be read. Paste the text.")) from error
    body = page.find("body")
    return page if body is None else body


def has_markup(text: str) -> bool:
    """Say whether a field holds HTML rather than plain text: by its tags, not by its name.

    >>> has_markup("a < b and b > c"), has_markup("<p>They met.</p>")
    (False, True)
    """
    return bool(_MARKUP.search(text)) or len(_TAG.findall(text[:100_000])) >= 2


def paragraphs_of(text: str) -> list[Draft]:
    """Return the paragraphs of plain text: divided by blank lines, else one a line, hard-wrapped lines joined."""
    lines = [Line(where, " ".join(line.split())) for where, line in enumerate(tidy(text).split("\n"))]
    found = groups(lines)
    columns = wrapped_width(found)
    parts = []
    for group in found:
        parts += unwrap(group, columns) if columns else [[line] for line in group]
    check_count(len(parts))
    return [Draft("paragraph", join([line.text for line in part])) for part in parts]


def body_of(text: str, base: str = "") -> list[Draft]:
    """Return the blocks of a field that may hold HTML or plain text."""
    return blocks_of(text, base) if has_markup(text) else paragraphs_of(text)
