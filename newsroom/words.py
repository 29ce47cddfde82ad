"""How long a text is, counted as its readers count: words, or characters where words are not spaced.

Pure: standard library only.

>>> count_words("He didn't go.")
WordCount(count=3, unit='words')
>>> count_words("停火谈判")
WordCount(count=4, unit='characters')
"""

import re
from dataclasses import dataclass
from typing import Final

# Han, kana, bopomofo; Thai, Lao, Burmese, Khmer: scripts that put no space between words. Hangul does.
_UNSPACED: Final = re.compile(
    "[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0ec4\u1000-\u102a\u1780-\u17b3"
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
)
# Marks (Hindi vowels) are no \w, so a word runs on to the next space or dash.
_WORD: Final = re.compile(r"\w[^\s—–/…]*")


_UNSPACED_MARKS: Final = frozenset("、。，．：；？！「」『』（）《》〈〉…—")


@dataclass(frozen=True, slots=True)
class WordCount:
    """A length and its ``unit``: "words" or "characters"."""

    count: int
    unit: str


def count_words(text: str) -> WordCount:
    """Count words, or characters without spaces and punctuation where most words are not set apart."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    words = len(_WORD.findall(text))
    if not unspaced or unspaced < words:
        return WordCount(words, "words")
    others = len(_WORD.findall(_UNSPACED.sub(" ", text)))
    return WordCount(unspaced + others, "characters")


def is_unspaced(character: str) -> bool:
    """Say whether a character belongs to a script without spaces between words, its punctuation included."""
    return character in _UNSPACED_MARKS or bool(_UNSPACED.match(character))
