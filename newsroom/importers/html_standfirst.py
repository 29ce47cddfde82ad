"""The standfirst of a page: the description that it declares, or the paragraph that its markup says is one.

A description that only begins the first paragraph, was cut for machines, or says nothing of this article is none.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from newsroom.importers.html_align import tokens
from newsroom.importers.html_blocks import Found
from newsroom.importers.html_declared import Declared
from newsroom.importers.html_title import letters
from newsroom.text import Draft

_META: Final = ("og:description", "description", "twitter:description", "dc.description", "sailthru.description")
_MARKED: Final = re.compile(
    r"(?:^|[\s_-])(?:standfirst|stand-first|dek|deck|subhead|sub-?title|subheadline|sub-headline|article-?summary|"
    r"summary|lede?|leadtext|lead|teaser-?text|intro|introduction|chapo|chapeau|vorspann|anleser|sapo|ingress|manchet|"
    r"bajada|copete|entradilla|sommario|occhiello|abstract|excerpt|article-?description|description)(?:$|[\s_-])",
    re.IGNORECASE,
)
_KINDS: Final = ("paragraph", "heading", "quotation", "list_item")
_SHORTEST, _LONGEST = 25, 1_200
_BELOW: Final = 3
_ABOVE: Final = 15
_ABOUT_IT: Final = 0.2
"""Share of a description's words that the text must have, lest a slogan of the site become its standfirst."""
_CUT: Final = ("…", "...", "[…]", "[...]")


def standfirst(page: Sequence[Found], kept: Sequence[int], declared: Declared, title: str) -> Draft | None:
    """Return the standfirst with its spans where it stands on the page; None if there is none.

    ``kept`` are the indexes of the body's blocks in their order.
    """
    told = [text for text in _told(declared) if not letters(title).startswith(letters(text))]
    near = _near(page, kept, title)
    seen = next((at for text in told for at in near if letters(page[at].text) == letters(text)), None)
    if seen is None:
        seen = next((at for at in near if _is_marked(page[at])), None)
    if seen is not None:
        return None if _is_first_of_many(page, kept, seen) else _as_standfirst(page[seen].draft)
    body = [page[at].text for at in kept[:_BELOW] if letters(page[at].text) != letters(title)]
    return next((Draft("standfirst", text) for text in told if _says_more(text, body, page, kept)), None)


def _told(declared: Declared) -> list[str]:
    found = [declared.text("description", "abstract"), *(declared.first(name) for name in _META)]
    texts = [text for text in dict.fromkeys(found) if len(text) >= 8]
    return [text for text in texts if not any(other != text and other.startswith(text) for other in texts)]


def _near(page: Sequence[Found], kept: Sequence[int], title: str) -> list[int]:
    """Blocks between the headline and the third block of the body."""
    if not kept:
        return []
    end = kept[min(_BELOW, len(kept)) - 1] + 1
    start = max(0, kept[0] - _ABOVE)
    titles = [at for at in range(start, end) if letters(page[at].text) == letters(title)]
    start = titles[-1] + 1 if titles else start
    return [at for at in range(start, end) if page[at].kind in _KINDS]


def _is_marked(found: Found) -> bool:
    draft = found.draft
    if found.is_aside or not _SHORTEST <= len(draft.text) <= _LONGEST:
        return False
    parent = found.element.getparent()
    for element in (found.element, parent):
        if element is None:
            continue
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('data-testid') or ''}"
        if _MARKED.search(names[:400]) and sum(1 for _ in element.iter("p")) <= 2:
            return True
    return False


def _is_first_of_many(page: Sequence[Found], kept: Sequence[int], seen: int) -> bool:
    """A paragraph in a row of paragraphs that look alike is the body's first, whatever machines are told."""
    if seen not in kept or page[seen].kind != "paragraph" or _is_marked(page[seen]):
        return False
    place = kept.index(seen)
    following = [page[at] for at in kept[place + 1 : place + 3] if page[at].kind == "paragraph"]
    return len(following) == 2 and all(_look(other) == _look(page[seen]) for other in following)


def _look(found: Found) -> tuple[object, ...]:
    element = found.element
    spans = found.draft.spans
    is_bold = any(span.kind in ("strong", "emphasis") and span.end - span.start == len(found.text) for span in spans)
    return element.getparent(), element.tag, element.get("class") or "", is_bold


def _as_standfirst(draft: Draft) -> Draft:
    spans = tuple(span for span in draft.spans if span.kind == "link" or span.end - span.start < len(draft.text))
    return replace(draft, kind="standfirst", attributes={}, spans=spans)


def _says_more(text: str, body: Sequence[str], page: Sequence[Found], kept: Sequence[int]) -> bool:
    plain = letters(text)
    if text.endswith(_CUT) or len(text) < _SHORTEST or any(plain in letters(paragraph) for paragraph in body):
        return False
    words = {word for word in tokens(text) if len(word) > 3} or set(tokens(text))
    known = {word for at in kept[:60] for word in tokens(page[at].text)}
    return len(words & known) >= _ABOUT_IT * len(words)
