"""Where one article of a page ends and the next begins: pages that scroll without end, teasers below the text.

What the page declares as the article's body tells where it ends; so does an <article> of its own around another
headline.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from lxml.html import HtmlElement

from newsroom.importers.html_align import Tokens
from newsroom.importers.html_blocks import Found
from newsroom.importers.html_pick import picked
from newsroom.importers.html_title import letters

_FEWEST_BLOCKS: Final = 3
_FEWEST_WORDS: Final = 60
_GOOD: Final = 0.8
_SHORTEST: Final = 15
"""Letters from which on the beginning of a headline is enough to know it."""
_CUT: Final = ("…", "...", "]")

Words = Sequence[Tokens]


def beyond(found: Sequence[Found], words: Words, kept: Sequence[int], told: Words, title: str) -> set[int]:
    """Return which of the kept blocks belong to something else on the page.

    ``told`` are the words of the body that the page declares, empty if it declares none.
    """
    others = _in_other_articles(found, words, kept, title)
    rest = [at for at in kept if at not in others]
    return others | _outside_declared(found, words, rest, told)


def _outside_declared(found: Sequence[Found], words: Words, kept: Sequence[int], told: Words) -> set[int]:
    """Blocks before or after the declared body that stand in another part of the page than all of it."""
    if sum(len(block) for block in told) < _FEWEST_WORDS:
        return set()
    body, covered = picked(found, words, told)
    paragraphs = [at for at in sorted(body) if found[at].draft.kind == "paragraph"]
    if covered < _GOOD or len(paragraphs) < _FEWEST_BLOCKS:
        return set()
    common = _common(found[paragraphs[0]].element, found[paragraphs[-1]].element)
    if common is None or common.tag in ("body", "html"):
        return set()
    return {at for at in kept if at > paragraphs[-1] and common not in _chain(found[at].element)}


def _in_other_articles(found: Sequence[Found], words: Words, kept: Sequence[int], title: str) -> set[int]:
    """Blocks in another <article> than the headline, where that has enough text of its own."""
    articles: dict[HtmlElement, list[int]] = defaultdict(list)
    for at in kept:
        inside = [element for element in _chain(found[at].element) if element.tag == "article"]
        if inside:
            articles[inside[-1]].append(at)
    if len(articles) < 2:
        return set()
    own = next((article for article in articles if _has_headline(article, title)), None)
    if own is None or sum(len(words[at]) for at in articles[own]) < _FEWEST_WORDS:
        return set()
    return {at for article, members in articles.items() if article is not own for at in members}


def _has_headline(article: HtmlElement, title: str) -> bool:
    wanted = letters(title)
    headings = (heading for heading, _ in zip(article.iter("h1", "h2"), range(5), strict=False))
    return bool(wanted) and any(_is_same(letters(heading.text_content()), wanted) for heading in headings)


def _is_same(heading: str, title: str) -> bool:
    """Whether a heading is the headline, perhaps with a label or a section behind one of the two."""
    if min(len(heading), len(title)) < _SHORTEST:
        return heading == title
    return heading.startswith(title) or title.startswith(heading)


def _common(one: HtmlElement, other: HtmlElement) -> HtmlElement | None:
    chain = set(_chain(one))
    return next((element for element in _chain(other) if element in chain), None)


def _chain(element: HtmlElement) -> list[HtmlElement]:
    """Return an element and all around it, innermost first."""
    return [element, *element.iterancestors()]
