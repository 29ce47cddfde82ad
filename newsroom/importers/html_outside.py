"""Parts of a page that are not its article by their names and their looks: comments, related stories, rows of teasers.

A name alone proves little ("comments-open" on the whole page), so a part is left out only where it holds neither the
beginning nor most of the text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml.html import HtmlElement

from newsroom.importers.html_align import Tokens
from newsroom.importers.html_blocks import Found

_COMMENTS: Final = re.compile(
    r"(?:^|[\s_-])(?:comments?|kommentare?|commentaires?|comentarios?|comentários|commenti|respond|disqus\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:related\w*|recommend\w*|recirc\w*|newsletters?|sign-?up|most-?(?:read|popular|viewed)|trending|outbrain\w*|"
    r"taboola\w*|also-?like|you-?may|cookies?|consent|gdpr)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LABELS: Final = re.compile(r"(?:^|[\s_-])(?:tags?|topics?|keywords?|tag-?list)(?:$|[\s_-])", re.IGNORECASE)
_WHOLE: Final = frozenset(("html", "body", "main"))
_OPENING: Final = 2
"""The first blocks of the article: what holds one of them is no part beside it."""
_MOST: Final = 0.4
_FEWEST_WORDS: Final = 80
_FEWEST_TEASERS: Final = 2
_LONGEST_TEASER: Final = 500


def outside(found: Sequence[Found], words: Sequence[Tokens], kept: Sequence[int]) -> set[int]:
    """Return which of the kept blocks stand in a part of the page that is none of the article."""
    places = sorted(kept)
    named = {at: part for at in places if (part := _part(found[at])) is not None}
    weight = sum(len(words[at]) for at in places)
    opening = {part for at in places[:_OPENING] for part in _around(found[at].element)}
    cut: set[int] = set()
    for part in set(named.values()) - opening:
        members = [at for at in places if part in _around(found[at].element)]
        inside = sum(len(words[at]) for at in members)
        if inside <= _MOST * weight or (_is_of_readers(part) and weight - inside >= _FEWEST_WORDS):
            cut.update(members)
    cut |= {at for at in places[:-1] if found[at].links >= 0.5 and _is_label(found[at])}
    return cut | _teasers(found, [at for at in places if at not in cut])


def _part(found: Found) -> HtmlElement | None:
    """Return the outermost element around a block whose name says that it is beside the article."""
    return next((element for element in reversed(_around(found.element)) if _is_named(element)), None)


def _is_named(element: HtmlElement) -> bool:
    return element.tag not in _WHOLE and (_is_of_readers(element) or bool(_NAMES.search(_names(element))))


def _is_of_readers(element: HtmlElement) -> bool:
    """Whether it holds comments, of which there may be more than there is text."""
    return bool(_COMMENTS.search(_names(element)))


def _is_label(found: Found) -> bool:
    return bool(_LABELS.search(_names(found.element)))


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:400]


def _around(element: HtmlElement) -> list[HtmlElement]:
    return [element, *element.iterancestors()]


def _teasers(found: Sequence[Found], kept: Sequence[int]) -> set[int]:
    """A row of linked headlines, each with a line or two below, at the end of the text."""
    cut: set[int] = set()
    rows = 0
    for at, below in _rows(found, kept):
        if not _is_teaser(found[at], [found[each] for each in below]):
            break
        rows += 1
        cut |= {at, *below}
    return cut if rows >= _FEWEST_TEASERS and len(cut) < len(kept) else set()


def _rows(found: Sequence[Found], kept: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield headings with what stands below them, from the end upwards."""
    below: list[int] = []
    for at in reversed(kept):
        if found[at].kind == "heading":
            yield at, below
            below = []
        else:
            below.append(at)


def _is_teaser(heading: Found, below: Sequence[Found]) -> bool:
    is_short = len(below) <= _OPENING and sum(len(each.text) for each in below) <= _LONGEST_TEASER
    return is_short and heading.links >= 0.5
