"""Proposals that save an analyst typing: how something was said, and who said it.

Pure: standard library only. Both are guesses from quotation marks and names; a page shows them as unconfirmed and
stores neither until a person submits them. Offsets count code points of the revision's text.

>>> text = 'He saw no "real will" in Moscow.'
>>> guess_form(text, 11, 20), guess_form(text, 3, 31), guess_form(text, 22, 31)
('direct', 'partly_quoted', 'indirect')
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from newsroom.text import SEPARATOR

Form = Literal["direct", "partly_quoted", "indirect"]

DIRECT_SHARE: Final = 0.8
"""A passage that begins in a quotation is direct from this share of quoted letters on: '"Yes," she said. "Go."' is."""
REACH: Final = 20_000
"""Code points before and after a passage that are read at most."""

_CLOSERS: Final = {
    '"': '"',
    "“": "”",
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
}
"""What may end a quotation that begins with the key. Single quotation marks are left out: they are apostrophes too."""


def guess_form(text: str, start: int, end: int) -> Form:
    """Guess from quotation marks whether ``text[start:end]`` is quoted: whole, in part or not.

    The marks of the whole paragraph count, so that a passage inside a longer quotation is direct without any mark
    of its own. A quotation that is still open at the paragraph's end lasts until there.
    """
    first, last = _paragraph(text, start, end)
    quoted = list(_quotations(text, first, last))
    letters = [offset for offset in range(start, end) if text[offset].isalnum()]
    inside = [offset for offset in letters if _is_inside(quoted, offset)]
    if not inside:
        return "indirect"
    if len(inside) == len(letters):
        return "direct"
    begins_quoted = inside[0] == letters[0]
    return "direct" if begins_quoted and len(inside) >= DIRECT_SHARE * len(letters) else "partly_quoted"


def propose_speaker(
    text: str, start: int, end: int, block_start: int, block_end: int, names: Sequence[tuple[str, str]]
) -> str | None:
    """Propose who speaks in ``text[start:end]``: the id of one of ``names`` (id, name), or nobody.

    A name counts where it, or its last word if no other name ends with it, stands in the block. The nearest one
    before the passage is proposed, else the first one inside it, else the first one after.
    """
    found = list(_mentions(text, max(block_start, start - REACH), min(block_end, end + REACH), names))
    before = [(place, -order, speaker) for place, order, speaker in found if place < start]
    if before:
        return max(before)[2]
    return min(found)[2] if found else None


def _is_inside(ranges: Sequence[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(ranges, offset, key=lambda held: held[0]) - 1
    return index >= 0 and offset < ranges[index][1]


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.rfind(SEPARATOR, max(0, start - REACH), start)
    last = text.find(SEPARATOR, end, end + REACH)
    return (
        first + len(SEPARATOR) if first >= 0 else max(0, start - REACH),
        last if last >= 0 else min(len(text), end + REACH),
    )


def _quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges between quotation marks, outermost only."""
    opened, closers = -1, ""
    for match in _ANY_MARK.finditer(text, start, end):
        offset, mark = match.start(), match.group()
        if mark == SEPARATOR or (opened >= 0 and mark in closers):
            if opened >= 0:
                yield opened, offset
            opened, closers = -1, ""
        elif opened < 0 and mark in _CLOSERS:
            opened, closers = offset + 1, _CLOSERS[mark]
    if opened >= 0:
        yield opened, end


_ANY_MARK: Final = re.compile("|".join((SEPARATOR, *sorted({*_CLOSERS, *"".join(_CLOSERS.values())}))))


def _mentions(text: str, start: int, end: int, names: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield where a name stands, its place in ``names`` and its id."""
    people = [(speaker, " ".join(name.split())) for speaker, name in names if name.strip()]
    last_words = Counter(name.rpartition(" ")[2] for _, name in people)
    for order, (speaker, name) in enumerate(people):
        last = name.rpartition(" ")[2]
        yield from ((place, order, speaker) for place in _places(text, start, end, name, re.IGNORECASE))
        if last != name and last_words[last] == 1 and len(last) > 1:
            yield from ((place, order, speaker) for place in _places(text, start, end, last, re.NOFLAG))


def _places(text: str, start: int, end: int, name: str, flags: re.RegexFlag) -> Iterator[int]:
    """Yield where ``name`` begins as a whole word; scripts without spaces between words have no such edges."""
    left = r"(?<!\w)" if _has_edges(name[0]) else ""
    right = r"(?!\w)" if _has_edges(name[-1]) else ""
    for match in re.compile(f"{left}{re.escape(name)}{right}", flags).finditer(text, start, end):
        yield match.start()


def _has_edges(letter: str) -> bool:
    return letter.isalnum() and (letter < "\u0e00" or "\u1000" <= letter < "\u1780" or "\u1800" <= letter < "\u2e80")
