"""The notes of a crowded article in portions: whole blocks at a time, as the reader gets near."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotations.reading import Mark

ALL = 120
"""Up to so many notes stand in the page at once."""
FIRST = 10
"""Else about so many are there from the start, which is more than a window shows,"""
PORTION = 60
"""and the others come in portions of about so many, whole blocks at a time, as the reader gets near."""


class Portion(NamedTuple):
    """Notes of the blocks ``first`` to ``last``; ``number`` is that of the first of them.

    ``over`` are the numbers of notes of earlier blocks whose passages reach into these.
    """

    first: int
    last: int
    number: int
    count: int
    over: tuple[int, ...] = ()

    @property
    def until(self) -> int:
        """The number of the last of them."""
        return self.number + self.count - 1

    def of(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """Return its part of all marks."""
        return marks[self.number - 1 : self.number - 1 + self.count]


def portions(marks: Sequence[Mark], blocks: int) -> list[Portion]:
    """Cut the notes into portions of whole blocks, which together are all blocks; one portion for up to ALL notes."""
    begins = list(_begins(marks)) if len(marks) > ALL else [0]
    found = []
    for begin, end in zip(begins, [*begins[1:], len(marks)], strict=True):
        first = marks[begin].block if begin else 0
        last = marks[end].block - 1 if end < len(marks) else blocks - 1
        over = tuple(n for n, mark in enumerate(marks[:begin], start=1) if mark.last_block >= first)
        found.append(Portion(first, last, begin + 1, end - begin, over))
    return found


def _begins(marks: Sequence[Mark]) -> Iterator[int]:
    """Yield where portions begin: at a mark that is the first in its block."""
    begin, size = 0, FIRST
    yield begin
    for index, mark in enumerate(marks):
        if index - begin >= size and mark.block != marks[index - 1].block:
            begin, size = index, PORTION
            yield begin
