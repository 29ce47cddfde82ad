"""What differs between two wordings, word by word.

Pure. Offsets count code points: ``b0`` and ``b1`` in the earlier text, ``a0`` and ``a1`` in the later one. What lies between
two edits is the same in both, letter by letter.

>>> before, after = "He has no real will.", "He has real will, they say."
>>> [(before[e.b0:e.b1], after[e.a0:e.a1]) for e in words_edited(before, after, (0, 20), (0, 27))]
[('no ', ''), ('', ', they say')]
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import regex

from annotations.token_map import Run, words_mapped
from annotations.typography import same_but_for_typography

_WORD: Final = regex.compile(r"\w+(?:['’.,:-]\w+)*")

Range = tuple[int, int]


class Edit(NamedTuple):
    """``before[b0:b1]`` became ``after[a0:a1]``; one of them may be empty."""

    b0: int
    b1: int
    a0: int
    a1: int
    is_typographic: bool
    """Whether only typography or white space differs."""


def words_edited(before: str, after: str, old: Range, new: Range) -> list[Edit]:
    """Return what differs between ``before[slice(*old)]`` and ``after[slice(*new)]``, in order."""
    return edits(before, after, words_mapped(before, after, old, new), old, new)


def edits(before: str, after: str, runs: Iterable[Run], old: Range, new: Range) -> list[Edit]:
    """Return what differs in two ranges of which ``runs`` (in order, inside them) are known to agree."""
    found: list[Edit] = []
    for edit in _gaps(before, after, runs, old, new):
        joined = (
            found and not before[found[-1].b1 : edit.b0].strip() and edit.b0 - found[-1].b1 == edit.a0 - found[-1].a1
        )
        if joined:
            edit = Edit(found[-1].b0, edit.b1, found[-1].a0, edit.a1, False)
            found.pop()
        found.append(edit)
    return [edit._replace(is_typographic=_is_typographic(before, after, edit, old, new)) for edit in found]


def _gaps(before: str, after: str, runs: Iterable[Run], old: Range, new: Range) -> Iterator[Edit]:
    """Yield what lies between the runs and differs, and the runs whose words differ in case or typography."""
    b, a = old[0], new[0]
    for run in (*runs, Run(old[1], old[1], new[1], new[1])):
        for edit in (Edit(b, run.b0, a, run.a0, False), Edit(*run, False)):
            if before[edit.b0 : edit.b1] != after[edit.a0 : edit.a1]:
                yield _trimmed(before, after, edit)
        b, a = run.b1, run.a1


def _trimmed(before: str, after: str, edit: Edit) -> Edit:
    """Leave out white space that both sides begin or end with."""
    b0, b1, a0, a1, _typographic = edit
    while b0 < b1 and a0 < a1 and before[b0] == after[a0] and before[b0].isspace():
        b0, a0 = b0 + 1, a0 + 1
    while b0 < b1 and a0 < a1 and before[b1 - 1] == after[a1 - 1] and before[b1 - 1].isspace():
        b1, a1 = b1 - 1, a1 - 1
    return Edit(b0, b1, a0, a1, False)


def _is_typographic(before: str, after: str, edit: Edit, old: Range, new: Range) -> bool:
    """Tell whether the two sides are the same but for typography, one code point around them looked at as well."""
    was = before[max(edit.b0 - 1, old[0]) : min(edit.b1 + 1, old[1])]
    now = after[max(edit.a0 - 1, new[0]) : min(edit.a1 + 1, new[1])]
    return same_but_for_typography(was, now)


def count_words(text: str) -> int:
    """Return how many words a piece of text has; letters of scripts without spaces count as they stand.

    >>> count_words("12,500 “words”, I'd say")
    4
    """
    return sum(1 for _ in _WORD.finditer(text))
