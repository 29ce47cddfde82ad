"""Where a passage begins and ends in another wording: whole words, whole sentences, and what stands around them.

Pure: ``regex`` and ``rapidfuzz``. Offsets count code points.
"""

from typing import Final

import regex
from rapidfuzz.distance import Indel

from annotations.token_map import UNSPACED, tokens

CONTEXT: Final = 32
"""Code points on either side that belong to the surroundings at least."""
FARTHEST: Final = 500
"""Code points on either side beyond which nothing belongs to the surroundings."""
PUT_IN: Final = 120
"""Longest addition at the edge of a sentence that is taken into a passage which began or ended it."""
CUTS: Final = 80
"""Words of replaced text at which a passage may be cut."""
CAREFUL: Final = 500
"""Code points of replaced text from which its like length decides, not its likeness, which would take long."""
REACH: Final = 60
"""Code points that are read on either side of an offset to see the word there."""

_WORD: Final = regex.compile(r"\w+|[^\w\s]")
_BREAK: Final = regex.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s+|[。！？]+[」』”’]*\s*|\n+")
_ENDED: Final = regex.compile(r"(?r)(?:[.!?…。！？]+[\"'”’»)\]」』]*|\n)\s*")
_ENDS: Final = regex.compile(r"[\"'”’»)\]」』]*(?:[.!?…。！？]|\s*\n|\s*\Z)")
_LETTER: Final = regex.compile(r"\p{L}")
_LETTERS: Final = regex.compile(rf"(?V1)[\w--[{UNSPACED}]]{{2}}")
_GLUED: Final = regex.compile(r"[\w'’‑.,:-]{2}")


def cut(inside: str, outside: str, between: str) -> int:
    """Return how many code points at the beginning of ``between`` stand for ``inside``; the rest stands for ``outside``.

    >>> cut("red car", " ran by", "a red cart came by")
    10
    """
    if not inside.strip() or not between.strip():
        return 0
    between, outside = between[: reach_of(inside)], outside[: reach_of(inside)]
    if len(inside) > CAREFUL:
        return min(len(inside), len(between.rstrip()))
    places = [0, *(match.end() for _, match in zip(range(CUTS), _WORD.finditer(between), strict=False))]
    if outside.strip():
        return min(places, key=lambda at: Indel.distance(inside, between[:at]) + Indel.distance(outside, between[at:]))
    if len(between) <= 3 * len(inside) + 40:
        return len(between.rstrip())
    return min(places[1:], key=lambda at: Indel.distance(inside, between[:at]))


def reach_of(words: str) -> int:
    """Return how far into replaced text what stands for some words is looked for, in code points."""
    return 4 * len(words) + 300


def last_sentence(text: str) -> str:
    """Return what follows the last end of a sentence in ``text``."""
    ends = [match.end() for match in _BREAK.finditer(text) if match.end() < len(text)]
    return text[ends[-1] :] if ends else text


def first_sentence(text: str) -> str:
    """Return ``text`` up to its first end of a sentence."""
    match = _BREAK.search(text)
    return text[: match.end()].rstrip() if match else text


def trimmed(before: str, start: int, end: int, after: str, place: tuple[int, int]) -> tuple[int, int]:
    """Return a place without white space at its ends, unless the passage ``before[start:end]`` has some there."""
    there = after[slice(*place)]
    left = place[0] + (0 if before[start].isspace() else len(there) - len(there.lstrip()))
    right = place[1] - (0 if before[end - 1].isspace() else len(there) - len(there.rstrip()))
    return left, max(left, right)


def widened(before: str, start: int, end: int, after: str, place: tuple[int, int]) -> tuple[int, int]:
    """Return a place with the rest of a word that an end would cut.

    Not where the passage ``before[start:end]`` itself cuts a word: half a word may have been highlighted.
    """
    left, right = place
    cut_left, cut_right = _word_across(after, left), _word_across(after, right)
    if cut_left and not _word_across(before, start):
        left = cut_left[0]
    if cut_right and not _word_across(before, end):
        right = cut_right[1]
    return left, right


def whole_words(before: str, start: int, end: int, after: str, place: tuple[int, int]) -> bool:
    """Tell whether no end of a place lies between two letters where that of the passage does not: "art" is not in "party"."""
    pairs = zip((start, end), place, strict=True)
    return all(_between_letters(before, one) or not _between_letters(after, other) for one, other in pairs)


def _between_letters(text: str, offset: int) -> bool:
    return offset > 0 and _LETTERS.match(text, offset - 1) is not None


def _word_across(text: str, offset: int) -> tuple[int, int] | None:
    """Return the word that has ``offset`` within, if there is one."""
    if not _GLUED.match(text, max(0, offset - 1)):
        return None
    start = max(text.rfind(" ", max(0, offset - REACH), offset) + 1, offset - REACH, 0)
    for token in tokens(text, start, min(len(text), offset + REACH)):
        if token.start < offset < token.end:
            return token.start, token.end
    return None


def completed(
    before: str, start: int, end: int, after: str, place: tuple[int, int], free: tuple[int, int]
) -> tuple[int, int]:
    """Return a place with what was put in front of, or behind, a passage that began or ended its sentence.

    "Talks resumed" with "Officials denied that" in front of it is another sentence, though its words are still there.
    ``free``: from where to where no words of the earlier text stand around the place.
    """
    left, right = place
    if left - PUT_IN <= free[0] < left and _begins(before, start) and not _begins(after, left):
        left -= len(_worded(last_sentence(after[free[0] : left])).lstrip())
    if right < free[1] <= right + PUT_IN and _ends(before, end) and not _ends(after, right):
        right += len(_worded(first_sentence(after[right : free[1]])).rstrip())
    return left, right


def _worded(text: str) -> str:
    """Return ``text`` if it has a word in it: a bullet or a number in front of a sentence adds nothing."""
    return text if _LETTER.search(text) else ""


def _begins(text: str, offset: int) -> bool:
    return offset == 0 or _ended(text, offset)


def _ends(text: str, offset: int) -> bool:
    return _ENDS.match(text, offset) is not None or _ended(text, offset)


def _ended(text: str, offset: int) -> bool:
    return _ENDED.match(text, max(0, offset - REACH), offset) is not None


def surroundings(text: str, start: int, end: int) -> tuple[int, int]:
    """Return how many code points before and after a passage belong to its surroundings.

    The rest of its sentence and one more sentence on either side, CONTEXT at least, FARTHEST at most: who
    speaks often stands in the sentence before or behind.
    """
    left, right = text[max(0, start - FARTHEST) : start], text[end : end + FARTHEST]
    breaks = [match.end() for match in _BREAK.finditer(left)]
    back = len(left) - breaks[-2] if len(breaks) > 1 else len(left)
    ahead = [match.start() for match in _BREAK.finditer(right)][:2]
    return max(CONTEXT, back), max(CONTEXT, ahead[-1] if len(ahead) > 1 else len(right))
