"""Cleaning that stays quick on hostile text.

Python's NFC sorts a run of combining marks in quadratic time, so a run of a million marks would hold a
worker for minutes. Unicode's stream-safe format (UAX 15, section 13) allows 30 marks in a row; no
language comes near that.

>>> len(tidy("a" + "\\u0323\\u0301" * 1000)) <= 31
True
"""

import re
import sys
import unicodedata
from functools import cache
from typing import Final

from newsroom.text import clean

MOST_MARKS: Final = 30
# Characters that clean() removes: they must not hide that two runs of marks will become one.
_REMOVED: Final = "\x01-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u2060\ufeff"


def tidy(text: str) -> str:
    """Return ``text.clean`` of the text, with at most 30 combining marks in a row."""
    return clean(text) if text.isascii() else clean(limit_marks(text))


def limit_marks(text: str) -> str:
    """Cut every run of combining marks after the thirtieth."""
    if not any(map(unicodedata.combining, set(text))):
        return text
    return _runs(sys.maxunicode if max(text, default="") > "\uffff" else 0xFFFF).sub(_first_marks, text)


def _first_marks(run: re.Match[str]) -> str:
    marks = [character for character in run.group() if unicodedata.combining(character)]
    return "".join(marks[:MOST_MARKS])


@cache
def _runs(last: int) -> re.Pattern[str]:
    """Marks beyond U+FFFF are looked for only where such characters are: re tries them one by one, thirty times slower."""
    marks = "".join(chr(code) for code in range(0x300, last + 1) if unicodedata.combining(chr(code)))
    return re.compile(f"[{marks}](?:[{_REMOVED}]*[{marks}]){{{MOST_MARKS},}}")
