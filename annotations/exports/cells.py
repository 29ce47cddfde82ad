"""Single cells of a CSV file: times, ids, and text that a spreadsheet would take for a formula.

Pure: standard library only.

A spreadsheet runs a cell as a formula when it begins with = + - or @; some skip blanks, invisible characters or line
ends on the way there, or take the full-width signs. Such a cell gets one apostrophe in front, which spreadsheets show
as text. So that this can be taken back, a cell that has apostrophes in front of such a beginning gets one more, too.
OWASP, "CSV Injection"; ASVS 1.2.10.
"""

import unicodedata
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

SIGNS: Final = frozenset("=+-@＝＋－＠")
BREAKS: Final = frozenset("\t\r\n\0")


@lru_cache(maxsize=4096)
def _may_begin(char: str) -> bool:
    """Whether a cell that begins with ``char`` needs a closer look."""
    return char == "'" or char in SIGNS or _is_unseen(char)


def _is_unseen(char: str) -> bool:
    return (
        char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Zs", "Zl", "Zp") or char in "\u2800\u3164\uffa0"
    )


def _is_formula(text: str) -> bool:
    for char in text:
        if char in SIGNS or char in BREAKS:
            return True
        if not _is_unseen(char):
            return False
    return False


def neutral(text: str) -> str:
    """Return ``text`` so that no spreadsheet runs it; ``original`` takes it back.

    >>> neutral("=1+1"), neutral("'=1+1"), neutral("'tis"), neutral("  -5 %")
    ("'=1+1", "''=1+1", "'tis", "'  -5 %")
    """
    if not text or not _may_begin(text[0]):
        return text
    return "'" + text if _is_formula(text.lstrip("'")) else text


def original(text: str) -> str:
    """Return what ``neutral`` was given.

    >>> original("'=1+1"), original("''=1+1"), original("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return text[1:] if text.startswith("'") and _is_formula(text.lstrip("'")) else text


def moment(value: datetime | str | None) -> str:
    """Return a time in UTC as ISO 8601 to the second; text is SQLite's "2026-02-03 14:05:00.123456".

    >>> moment("2026-02-03 14:05:00.123456")
    '2026-02-03T14:05:00Z'
    """
    if not value:
        return ""
    if value.__class__ is str:
        return f"{value[:10]}T{value[11:19]}Z"
    assert isinstance(value, datetime)
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def known_time(value: datetime | str | None, precision: str) -> str:
    """Return a time as exactly as it is known: a date without a time stays a date.

    >>> known_time("2026-02-03 00:00:00", "day"), known_time("2026-02-01 00:00:00", "month")
    ('2026-02-03', '2026-02')
    """
    return moment(value)[: {"day": 10, "month": 7}.get(precision)]


def plain_time(text: str) -> str:
    """Return an ISO 8601 time as spreadsheets read it.

    >>> plain_time("2026-02-03T14:05:00Z"), plain_time("2026-02-03")
    ('2026-02-03 14:05:00', '2026-02-03')
    """
    return text.replace("T", " ").rstrip("Z")


def identifier(value: UUID | str | None) -> str:
    """Return a UUID in its usual form; text is SQLite's 32 hexadecimal digits.

    >>> identifier("0192f0c17d5e7a3b8c215fe09a1b2c3d")
    '0192f0c1-7d5e-7a3b-8c21-5fe09a1b2c3d'
    """
    if not value:
        return ""
    if value.__class__ is str and "-" not in value:
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"
    return str(value)
