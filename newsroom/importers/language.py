"""Which language a text is in, guessed from its first thousand characters.

py3langid answers as well as its heavier peers but takes 0.75 s and 110 MB to load: it is loaded at the first
text that does not say its language and is not plainly English, and never before.
"""

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE: Final = 1000
FEWEST_LETTERS: Final = 40
NO_LANGUAGE: Final = "zxx"
FEWEST_WORDS: Final = 50
_COMMONEST: Final = frozenset("the of and to".split())
_COMMON: Final = _COMMONEST | frozenset(
    "a an in on at by for from with as that which who it its he his she her they their this is was are were be been has"
    " had have will would not but or said after over about".split()
)


def guess(text: str) -> str:
    """Return an ISO 639-1 code, or "" for a text of fewer than 40 letters."""
    sample = text[:SAMPLE]
    letters = (character for character in sample if character.isalpha())
    if len(list(islice(letters, FEWEST_LETTERS))) < FEWEST_LETTERS:
        return ""
    return "en" if _is_plainly_english(sample) else _classify()(sample)


def _is_plainly_english(sample: str) -> bool:
    """Small words make up a third of English prose; of no other language a fifth of it."""
    words = sample.lower().split()
    if len(words) < FEWEST_WORDS:
        return False
    commonest, common = (sum(word in some for word in words) / len(words) for some in (_COMMONEST, _COMMON))
    return commonest >= 0.08 and common >= 0.25


def declared(tag: str) -> str:
    """Return a language tag as pages and headers write it ("en_GB") in its usual form ("en-GB"), "" if it is none."""
    primary, *rest = tag.strip()[:35].replace("_", "-").split("-")
    parts = [primary, *rest]
    if not 2 <= len(primary) <= 3 or not all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts):
        return ""
    if not primary.isalpha():
        return ""
    return "-".join([primary.lower(), *(part.upper() if len(part) == 2 else part.capitalize() for part in rest)])


@cache
def _classify() -> "Callable[[str], str]":
    from py3langid import classify

    def answer(sample: str) -> str:
        found = str(classify(sample)[0])
        return "" if found == NO_LANGUAGE else found

    return answer
