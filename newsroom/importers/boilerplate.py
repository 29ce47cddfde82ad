"""Phrases with which pages end and articles do not.

>>> matches("Help us improve.", PHRASES)
True
"""

from collections.abc import Iterable
from typing import Final

LONGEST: Final = 120
PHRASES: Final = (
    *("help us improve", "sign up", "subscribe", "read more", "read also", "see also", "related:", "related articles"),
    *("more on this story", "more from", "advertisement", "[advertisement]", "share this", "follow us", "click here"),
    *("©", "(c)", "copyright ©", "copyright (c)", "copyright 19", "copyright 20", "load-date", "end of document"),
    *("this article was originally published", "download our app", "join our", "register now", "support us", "donate"),
    *("was this article helpful", "print this", "newsletter", "comments", "leave a comment", "back to top"),
)
_ANYWHERE: Final = ("all rights reserved", "alle rechte vorbehalten", "tous droits réservés")


def matches(line: str, phrases: Iterable[str]) -> bool:
    """Say whether a line of at most 120 characters starts with a phrase, or reserves all rights."""
    if len(line) > LONGEST:
        return False
    folded = line.casefold().lstrip("-–—•*> ")
    return any(_starts(folded, phrase.casefold()) for phrase in phrases) or any(part in folded for part in _ANYWHERE)


def _starts(line: str, phrase: str) -> bool:
    following = line[len(phrase) : len(phrase) + 1]
    ends_word = not (phrase[-1:].isalpha() and following.isalnum())
    return bool(phrase) and line.startswith(phrase) and ends_word
