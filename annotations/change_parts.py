"""A changed text as the pieces that stayed, went and came. Pure.

>>> [(part.how, part.text) for part in parts("He has no real will.", "He has real will.")]
[('same', 'He has '), ('del', 'no '), ('same', 'real will.')]
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from annotations.word_diff import words_edited

SAME: Final = "same"
WENT: Final = "del"
CAME: Final = "ins"


class Part(NamedTuple):
    """A piece of the earlier text (same, del) or of the later one (ins)."""

    how: str
    text: str


def parts(before: str, after: str) -> list[Part]:
    """Return the pieces in reading order; without those that came it is ``before``, without those that went ``after``."""
    return [part for part in _parts(before, after) if part.text]


def _parts(before: str, after: str) -> Iterator[Part]:
    a = 0
    for edit in words_edited(before, after, (0, len(before)), (0, len(after))):
        yield Part(SAME, after[a : edit.a0])
        yield Part(WENT, before[edit.b0 : edit.b1])
        yield Part(CAME, after[edit.a0 : edit.a1])
        a = edit.a1
    yield Part(SAME, after[a:])
