"""Sentences of a revision, decided once when it is imported and stored beside its text.

Pure: the ``sentencex`` package (Wikimedia's rules: abbreviations, quotation marks, some 240 languages)
and two rules of our own, for Thai and Lao, which have no full stop, and for text without any end.
Every offset counts code points of the revision's text.

>>> from newsroom.text import Draft, compose
>>> layout = compose([Draft("title", "Talks"), Draft("paragraph", "Mr. Li left. Why?")])
>>> ranges = sentences(layout.text, layout.blocks, "en")
>>> [layout.text[start:end] for start, end in ranges]
['Talks', 'Mr. Li left.', 'Why?']
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import regex
import sentencex

from newsroom.graphemes import cluster_start
from newsroom.text import Block

RULE: Final = 1
"""Version of the rule; stored sentences are never decided again by a newer one."""

WINDOW: Final = 2000
"""Longest sentence in code points. The library's time grows with the square of a CJK text's length, so it
sees one window at a time; what has no end within a window is cut at its last space."""
THAI_RUN: Final = 60
"""A Thai or Lao sentence ends at the first space after this many code points."""

_THAI: Final = regex.compile(r"[\p{Thai}\p{Lao}]")
_EXTENDING: Final = regex.compile(r"[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*+")
"""What belongs to the character before it, wherever the library saw an end."""
_SPACE: Final = regex.compile(r"\s+")
_LANGUAGE: Final = regex.compile(r"[a-z]{2,3}(?![a-z])")


def sentences(text: str, blocks: Sequence[Block], language: str) -> tuple[tuple[int, int], ...]:
    """Return the sentence ranges of ``text`` in order: none crosses a block, none begins or ends with white space.

    Together they hold every character of the blocks that is not white space. ``language`` is a BCP 47
    tag; an empty or unknown one is read by the rules for English, which also know CJK full stops.
    """
    match = _LANGUAGE.match(language.lower())
    code = match.group() if match else "en"
    return tuple(found for block in blocks for found in _of_block(text[block.start : block.end], block.start, code))


def sentence_at(sentences: Sequence[Sequence[int]], offset: int) -> tuple[int, int]:
    """Return the sentence that holds ``offset``; between two of them the earlier, before all the first.

    Raises ``ValueError`` when there is no sentence.

    >>> sentence_at([(0, 5), (7, 12)], 6)
    (0, 5)
    """
    if not sentences:
        raise ValueError("the text has no sentence")
    found = sentences[max(0, bisect_right(sentences, offset, key=_start) - 1)]
    return found[0], found[1]


def sentence_span(sentences: Sequence[Sequence[int]], start: int, end: int) -> tuple[int, int]:
    """Return the range from the first to the last sentence that ``start`` to ``end`` touches.

    A range that touches none is returned as it is.

    >>> sentence_span([(0, 5), (6, 9), (11, 20)], 7, 12)
    (6, 20)
    """
    first = bisect_right(sentences, start, key=_end)
    last = bisect_left(sentences, end, key=_start) - 1
    return (sentences[first][0], sentences[last][1]) if first <= last else (start, end)


def _start(sentence: Sequence[int]) -> int:
    return sentence[0]


def _end(sentence: Sequence[int]) -> int:
    return sentence[1]


def _of_block(text: str, offset: int, language: str) -> Iterator[tuple[int, int]]:
    for start, end in _joined(text, _cuts(text, language)):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            yield offset + left, offset + right


def _joined(text: str, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give a piece of nothing but marks (a lone closing quote, an ellipsis) to the sentence before it."""
    begun: tuple[int, int] | None = None
    for start, end in pairwise((0, *cuts)):
        if begun and not any(map(str.isalnum, text[start:end])):
            begun = (begun[0], end)
            continue
        if begun:
            yield begun
        begun = (start, end)
    if begun:
        yield begun


def _cuts(text: str, language: str) -> list[int]:
    """Return where the sentences of one block end, the last one at its end."""
    cuts = _windowed(text, language)
    if _THAI.search(text):
        cuts = [cut for start, end in pairwise((0, *cuts)) for cut in (*_thai_cuts(text, start, end), end)]
    return [_whole_character(text, cut) for cut in cuts]


def _whole_character(text: str, cut: int) -> int:
    extending = _EXTENDING.match(text, cut)
    return extending.end() if extending else cut


def _windowed(text: str, language: str) -> list[int]:
    cuts: list[int] = []
    position = 0
    while len(text) - position > WINDOW:
        window = text[position : position + WINDOW]
        ends = _library_ends(window, language)[:-1] or [_forced_cut(window)]
        cuts.extend(position + end for end in ends)
        position = cuts[-1]
    rest = _library_ends(text[position:], language)
    return [*cuts, *(position + end for end in rest)]


def _library_ends(text: str, language: str) -> list[int]:
    """Return the ends that the library sees, strictly rising, the last one always the end of ``text``."""
    ends = {found["end_index"] for found in sentencex.get_sentence_boundaries(language, text)}
    return sorted(end for end in ends | {len(text)} if 0 < end <= len(text))


def _forced_cut(window: str) -> int:
    body = window.rstrip()
    space = max(body.rfind(" "), body.rfind("\n"), body.rfind("\u3000"))
    return space + 1 or cluster_start(window, len(window) - 1) or len(window)


def _thai_cuts(text: str, start: int, end: int) -> Iterator[int]:
    if 2 * len(_THAI.findall(text, start, end)) < end - start:
        return
    for space in _SPACE.finditer(text, start, end):
        if space.start() - start >= THAI_RUN and space.end() < end:
            start = space.end()
            yield start
