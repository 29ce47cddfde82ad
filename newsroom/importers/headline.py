"""Which line of the first block is the headline.

>>> choose(["A long summary of the whole affair, in one sentence.", "Talks resume"])
1
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

SHORTEST: Final = 8
LONGEST: Final = 180
_CLOSING: Final = "\"'”’»“)]」』 "
_STOPS: Final = (".", "。", "｡", "．", "।", "۔", "։", "።")
_INITIALS: Final = re.compile(r"(?:^|\s)(?:\w\.){2,}$")


def qualifies(line: str) -> bool:
    """Say whether a line can be a headline: 8 to 180 characters (East Asian ones count double), no full stop."""
    if len(line) > LONGEST or not SHORTEST <= width(line) <= LONGEST:
        return False
    end = line.rstrip(_CLOSING)
    if not any(character.isalnum() for character in end):
        return False
    return not end.endswith(_STOPS) or end.endswith("..") or bool(_INITIALS.search(end))


def choose(lines: Sequence[str]) -> int | None:
    """Return the index of the first fitting line that is at most 1.2 times as long as the shortest one."""
    fitting = [index for index, line in enumerate(lines) if qualifies(line)]
    if not fitting:
        return None
    limit = 1.2 * min(width(lines[index]) for index in fitting)
    return next(index for index in fitting if width(lines[index]) <= limit)


def width(line: str) -> int:
    """Return the columns of a line: wide and full-width characters count double."""
    if line.isascii():
        return len(line)
    return len(line) + sum(unicodedata.east_asian_width(character) in "WF" for character in line)
