"""Fingerprints of a text, by which near copies are found: the 64 smallest hashes of its shingles.

Two texts share about as many of 64 as they share of their wording, whatever was added, cut or put in another order
(Broder, "On the resemblance and containment of documents", 1997). A shingle is four words in a row, or five characters
of a script that puts no spaces between words. Case, quotation marks, punctuation and vowel points do not count.

The hashes are stored, so they may never change: another rule is another ``VERSION``, and all articles are done again.

Only about a third of them, the landmarks, are looked for; what was found is then compared by all. Whether a hash is a
landmark hangs on itself alone, so two texts that share 20 hashes share no landmark three times in 10,000, and two that
share 12 in 8 of 1,000.

>>> len(sketch("They met on Tuesday and agreed to nothing at all."))
7
>>> sketch("“They met”, on TUESDAY") == sketch("they met on Tuesday!")
True
>>> unpacked(packed((-7, 12))), landmarks(range(30))[:4]
((-7, 12), (0, 3, 6, 9))
"""

import re
import unicodedata
from array import array
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from sys import byteorder
from typing import Final

VERSION: Final = 1
MOST: Final = 64
WORDS: Final = 4
CHARACTERS: Final = 5
LANDMARK: Final = 3
"""One hash in so many is a landmark: those that it divides."""
FEW: Final = 24
"""Of a text with no more hashes than these all are landmarks: a short note that another outlet carries is found too."""

_UNSPACED: Final = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSPACED_RUN: Final = re.compile(f"[{_UNSPACED}]+")
# Vowel points, elongation and joiners are written or left out as one likes.
_POINTS: Final = re.compile(
    "[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u2060]+"
)
# The signs of Indian scripts are part of their words; Python's \w leaves them out, as it leaves out combining marks.
_WORD: Final = re.compile("[\\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff]+")


@lru_cache(maxsize=4)  # an import asks twice in a row: for its preview, and for what is stored
def sketch(text: str) -> tuple[int, ...]:
    """Return up to 64 signed 64-bit hashes, ascending; fewer for a short text, none below four words."""
    hashes = {blake2b(shingle, digest_size=8).digest() for shingle in _shingles(_folded(text))}
    return tuple(sorted(int.from_bytes(value, "big", signed=True) for value in sorted(hashes)[:MOST]))


def landmarks(sketch: Sequence[int]) -> tuple[int, ...]:
    """Return the hashes by which a text is found."""
    return tuple(sketch) if len(sketch) <= FEW else tuple(value for value in sketch if value % LANDMARK == 0)


def shared(one: Collection[int], other: Collection[int], common: Collection[int] = ()) -> int:
    """Return how many hashes two texts have in common without boilerplate.

    Which landmarks are boilerplate is known; of the other hashes as many are taken for it, in proportion.

    >>> shared((1, 3, 6, 8), (3, 6, 8, 9)), shared((1, 3, 6, 8, 10), (1, 3, 6, 8), common={6})
    (3, 2)
    """
    same = set(one).intersection(other)
    if not common:
        return len(same)
    marks = [value for value in same if value % LANDMARK == 0]
    left = [value for value in marks if value not in common]
    return len(same) * len(left) // len(marks) if marks else len(same)


def packed(sketch: Sequence[int]) -> bytes:
    """Return hashes as bytes, eight each, the highest first."""
    values = array("q", sketch)
    if byteorder == "little":
        values.byteswap()
    return values.tobytes()


def unpacked(data: bytes) -> tuple[int, ...]:
    """Return the hashes that ``packed`` made bytes of."""
    values = array("q", data)
    if byteorder == "little":
        values.byteswap()
    return tuple(values)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return _POINTS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _shingles(text: str) -> Iterator[bytes]:
    if not text.isascii() and (runs := _UNSPACED_RUN.findall(text)):
        dense = "".join(runs)
        for start in range(len(dense) - CHARACTERS + 1):
            yield dense[start : start + CHARACTERS].encode()
        text = _UNSPACED_RUN.sub(" ", text)
    words = [word.encode() for word in _WORD.findall(text)]
    for four in zip(words, words[1:], words[2:], words[3:], strict=False):
        yield b" ".join(four)
