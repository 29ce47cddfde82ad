"""Which of a page's blocks become the article, once an extractor has said which words do.

The extractors leave out captions, the names under quotations, short paragraphs and cells; those come back where the
page's own markup says that they belong to what was kept.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from lxml.html import HtmlElement

from newsroom.importers.html_align import Tokens, align
from newsroom.importers.html_blocks import Found

ENOUGH: Final = 0.8
"""Share of the chosen words that must be found in the page; below, the extractor's own blocks are taken."""
_KEPT: Final = 0.6
_GROUP: Final = 0.5
_LONGEST_ATTRIBUTION: Final = 200
_LONGEST_GAP: Final = 12
_MOST_ANCESTORS: Final = 12
_MOST_ABOVE: Final = 4
_SHORTEST_OPENING: Final = 60
_SENTENCE: Final = 8
_ENDS: Final = (".", "?", "!", "”", '"', "。", "»")
_TEXT: Final = frozenset("p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote table tbody tr pre".split())
_UNWANTED: Final = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|promo\w*|related|newsletter|shar(?:e|ing)|social|tags?|author|byline|comments?|sign-?up|"
    r"subscri\w*|teasers?|recommend\w*|more|read-?more|caption|credits?|meta|date|timestamp|breadcrumbs?)(?:$|[\s_-])",
    re.IGNORECASE,
)

Words = Sequence[Tokens]


def picked(page: Sequence[Found], words: Words, chosen: Words) -> tuple[set[int], float]:
    """Return the indexes of the page's blocks that a chosen text is made of, and how much of the text they cover."""
    alignment = align(words, chosen)
    kept = {at for at, share in enumerate(alignment.shares) if share >= _KEPT}
    return kept, alignment.covered


def completed(page: Sequence[Found], words: Words, kept: set[int]) -> set[int]:
    """Add what belongs to the kept blocks: rests of lists, tables and quotations, paragraphs and captions between."""
    if not kept:
        return kept
    kept = kept | _rests_of_groups(page, words, kept)
    kept |= _attributions(page, kept)
    kept |= _gaps(page, kept)
    kept |= _rests_of_elements(page, kept)
    kept |= _openings(page, kept) | _closing(page, kept)
    return kept | _captions(page, kept)


def _rests_of_groups(page: Sequence[Found], words: Words, kept: set[int]) -> set[int]:
    """A list or table of which half is kept is kept whole."""
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, found in enumerate(page):
        if found.draft.kind in ("list_item", "table_cell"):
            groups[found.draft.kind, found.draft.attributes["group"]].append(at)
    added: set[int] = set()
    for members in groups.values():
        weight = sum(len(words[at]) for at in members)
        if sum(len(words[at]) for at in members if at in kept) >= _GROUP * weight > 0:
            added.update(at for at in members if not page[at].is_aside)
    return added


def _attributions(page: Sequence[Found], kept: set[int]) -> set[int]:
    """The short lines of a kept quotation that follow its words: who said it."""
    added: set[int] = set()
    for at in sorted(kept):
        quotation = _quotation(page[at])
        following = at + 1
        while quotation is not None and following < len(page) and following not in kept:
            found = page[following]
            if _quotation(found) is not quotation or len(found.draft.text) > _LONGEST_ATTRIBUTION:
                break
            added.add(following)
            following += 1
    return added


def _quotation(found: Found) -> HtmlElement | None:
    if found.draft.kind != "quotation":
        return None
    parents = [found.element, *_parents(found.element)]
    return next((element for element in parents if element.tag == "blockquote"), None)


def _gaps(page: Sequence[Found], kept: set[int]) -> set[int]:
    """A few blocks between two kept ones that stand in the same part of the page, as its text does: short paragraphs, a
    sentence said twice, a list."""
    added: set[int] = set()
    for before, after in pairwise(sorted(kept)):
        if 1 < after - before <= _LONGEST_GAP + 1:
            looks = {_look(page[before]), _look(page[after])}
            part = _common(page[before].element, page[after].element)
            between = (at for at in range(before + 1, after) if _is_text(page[at]))
            added.update(at for at in between if _look(page[at]) in looks or _is_in_text(page[at], part))
    return added


def _rests_of_elements(page: Sequence[Found], kept: set[int]) -> set[int]:
    """What comes before the first or after the last kept block in the same element, parted by line breaks alone."""
    added: set[int] = set()
    for edge, step in ((min(kept), -1), (max(kept), 1)):
        at = edge + step
        while 0 <= at < len(page) and page[at].element is page[edge].element and _is_text(page[at]):
            added.add(at)
            at += step
    return added


def _openings(page: Sequence[Found], kept: set[int]) -> set[int]:
    """Long lines just above the text in the same element as its first paragraph: extractors lose first paragraphs."""
    paragraphs = [at for at in sorted(kept) if page[at].kind == "paragraph"]
    if not paragraphs:
        return set()
    part, first = page[paragraphs[0]].element.getparent(), min(kept)
    added: set[int] = set()
    for at in range(first - 1, max(-1, first - 1 - _MOST_ABOVE), -1):
        found = page[at]
        if found.kind == "caption":
            continue
        if found.element.getparent() is not part or not _is_text(found):
            break
        if found.kind == "heading" and found.draft.attributes["level"] == 1:
            break
        if len(found.text) >= _SHORTEST_OPENING and not _UNWANTED.search(_names([found.element])):
            added.add(at)
    return added


def _closing(page: Sequence[Found], kept: set[int]) -> set[int]:
    """A whole sentence just below the text that looks like its last paragraph, or is a heading in the same element."""
    last = max(kept)
    if last + 1 >= len(page) or not _is_text(page[last + 1]):
        return set()
    before, found = page[last], page[last + 1]
    is_alike = _look(found) == _look(before)
    is_below = found.kind == "heading" and found.element.getparent() is before.element.getparent()
    is_sentence = len(found.text.split()) >= _SENTENCE and found.text.rstrip().endswith(_ENDS)
    return {last + 1} if is_sentence and (is_alike or is_below) else set()


def _look(found: Found) -> tuple[HtmlElement | None, str, str, str]:
    element = found.element
    return element.getparent(), str(element.tag), element.get("class") or "", found.draft.kind


def _is_text(found: Found) -> bool:
    return not found.is_aside and found.draft.kind != "caption" and found.links < 0.5


def _is_in_text(found: Found, part: HtmlElement | None) -> bool:
    """Whether it is a paragraph, list and so on directly in a part of the page, by no name that says otherwise."""
    parents = [found.element, *_parents(found.element)]
    if part is None or part not in parents:
        return False
    inside = parents[: parents.index(part)]
    return bool(inside) and inside[-1].tag in _TEXT and not _UNWANTED.search(_names(inside))


def _names(elements: Sequence[HtmlElement]) -> str:
    return " ".join(f"{element.get('class') or ''} {element.get('id') or ''}"[:300] for element in elements)


def _common(one: HtmlElement, other: HtmlElement) -> HtmlElement | None:
    around = _parents(one)
    return next((parent for parent in _parents(other) if parent in around), None)


def _captions(page: Sequence[Found], kept: set[int]) -> set[int]:
    """Captions between the first and the last kept block, except those of pictures that lead elsewhere."""
    first, last = min(kept), max(kept)
    return {
        at
        for at in range(first, last)
        if page[at].draft.kind == "caption" and not page[at].is_aside and not _is_teaser(page[at].element)
    }


def _is_teaser(element: HtmlElement) -> bool:
    return any(parent.tag in ("a", "li") for parent in _parents(element))


def _parents(element: HtmlElement) -> list[HtmlElement]:
    found = []
    for parent in element.iterancestors():
        found.append(parent)
        if len(found) == _MOST_ANCESTORS:
            break
    return found
