"""Lines to paragraphs: hard-wrapped or one line each.

>>> join(["They met in", "Paris."])
'They met in Paris.'
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from newsroom.importers.headline import width
from newsroom.words import is_unspaced

NARROWEST: Final = 45
WIDEST: Final = 100
_ENDS: Final = (".", "!", "?", "…", ":", '"', "”", "’", "»", "。", "！", "？", "」", "۔", "؟", "।")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the input, stripped; ``where`` is its number, from 0."""

    where: int
    text: str


Group = list[Line]
"""Lines with no blank line between them, never empty."""


def groups(lines: Sequence[Line]) -> list[Group]:
    """Split at blank lines (of which there is any number)."""
    found: list[Group] = []
    following = -1
    for line in lines:
        if not line.text:
            continue
        if found and line.where == following:
            found[-1].append(line)
        else:
            found.append([line])
        following = line.where + 1
    return found


def wrapped_width(blocks: Sequence[Group]) -> int:
    """Return the width at which the text was wrapped by hand or program, 0 if it was not.

    The lines that end no group tell: most are 45 to 100 columns wide and alike long, and most do not
    end a sentence (lines that do are paragraphs of one sentence each).
    """
    ending = sum(line.text.endswith(_ENDS) for block in blocks for line in block[:-1])
    widths = [width(line.text) for block in blocks for line in block[:-1] if len(line.text) <= WIDEST]
    inner = sum(len(block) - 1 for block in blocks)
    inside = [columns for columns in widths if NARROWEST <= columns <= WIDEST]
    if len(inside) < 2 or len(inside) < 0.8 * inner or ending > 0.6 * inner:
        return 0
    widest = max(inside)
    alike = sum(columns >= 0.75 * widest for columns in inside)
    return widest if alike >= 0.8 * inner else 0


def unwrap(block: Group, columns: int) -> list[Group]:
    """Cut a group where a line ends a sentence and the next word would still have fitted."""
    parts: list[Group] = [[block[0]]]
    for line in block[1:]:
        if _ends_paragraph(parts[-1][-1].text, line.text, columns):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def join(lines: Sequence[str]) -> str:
    """Join the lines of a paragraph with spaces, without one between characters that are not spaced."""
    parts = [lines[0]] if lines else []
    for before, after in pairwise(lines):
        parts.append("" if before and after and is_unspaced(before[-1]) and is_unspaced(after[0]) else " ")
        parts.append(after)
    return "".join(parts)


def _ends_paragraph(line: str, following: str, columns: int) -> bool:
    room = columns - width(line[: 2 * WIDEST])
    first_word = following[: 2 * WIDEST].split(maxsplit=1)[0]
    return line.endswith(_ENDS) and room > width(first_word) + 1 and room > columns // 4
