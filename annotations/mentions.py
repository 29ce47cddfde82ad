"""Names of people in a text: ``@anna`` stands for whoever logs in as anna.

Pure: standard library only. The text keeps the name to log in with, which stays what it is; pages show the name that
the person goes by today. What is nobody's name stays plain text, and an e-mail address is none.

>>> handles("Thanks @anna, see @ben.k. Write to press@example.org")
['anna', 'ben.k']
>>> [piece.name or piece.text for piece in pieces("Ask @anna.", {"anna": "Anna Berg"})]
['Ask ', 'Anna Berg', '.']
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

MOST: Final = 20
"""More people than this are not told of one text."""
_HANDLE: Final = re.compile(r"(?<![\w@./+-])@(\w(?:[\w.+-]*\w)?)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; with ``name`` it is a person's handle, written with its @."""

    text: str
    name: str = ""


def handles(text: str) -> list[str]:
    """Return what is written like a person's name, each once, in order; MOST at most."""
    return list(dict.fromkeys(match[1] for match in _HANDLE.finditer(text)))[:MOST]


def added(before: str, after: str) -> list[str]:
    """Return the handles that a change of the text brought in."""
    old = set(handles(before))
    return [handle for handle in handles(after) if handle not in old]


def pieces(text: str, names: Mapping[str, str]) -> Iterator[Piece]:
    """Cut a text at the handles of the people in ``names`` (by handle in lower case); joined, the pieces are the text."""
    at = 0
    for match in _HANDLE.finditer(text):
        if name := names.get(match[1].lower()):
            if match.start() > at:
                yield Piece(text[at : match.start()])
            yield Piece(match[0], name)
            at = match.end()
    if at < len(text):
        yield Piece(text[at:])
