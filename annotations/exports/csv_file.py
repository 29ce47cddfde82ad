"""CSV by RFC 4180: rows in, chunks of bytes out, never the whole file in memory.

Pure: standard library only.

>>> b"".join(write(("start", "note"), [(7, "=1+1")]))
b'start,note\\r\\n7,"\\'=1+1"\\r\\n'
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from string import ascii_letters, digits
from typing import Any, Final

from annotations.exports.cells import neutral, plain_time
from annotations.exports.columns import TEXT, TIMES

BATCH: Final = 500
"""Rows that are written at a time, some half a megabyte."""
MARK: Final = "\ufeff"
MISSING: Final = "NA"
PLAIN: Final = frozenset(("", *ascii_letters, *digits))
"""First characters with which no formula begins; most cells need no closer look."""

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Dialect:
    """For whom a file is: ``is_neutral`` keeps formulas from running, ``na`` stands for what is not known."""

    separator: str = ","
    has_mark: bool = False
    is_neutral: bool = True
    has_plain_times: bool = False
    na: str = ""


DEFAULT: Final = Dialect()
SCRIPTS: Final = Dialect(is_neutral=False, na=MISSING)


def excel(separator: str) -> Dialect:
    """Return the dialect of spreadsheets: byte order mark, their separator, dates that they recognise."""
    return Dialect(separator=separator, has_mark=True, has_plain_times=True)


def write(
    header: Sequence[str], rows: Iterable[Row], dialect: Dialect = DEFAULT, texts: Collection[str] = ()
) -> Iterator[bytes]:
    """Return the file in chunks. Cells are text or numbers; lines end with CR LF.

    Cells of ``columns.TEXT``, of the columns in ``texts`` and of names that are no column of ours stand in quotation marks, whatever they hold;
    all others hold nothing that would need them. To look at every character of a row would take longer than to make it.
    """
    line = _line(header, dialect, texts)
    names = dialect.separator.join(_quoted(neutral(name)) if _is_text(name) else name for name in header)
    yield f"{MARK if dialect.has_mark else ''}{names}\r\n".encode()
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        # A lone surrogate cannot come from Margin's text; should one stand in the database, the file still goes out.
        yield "".join([line(row) for row in batch]).encode("utf-8", "replace")


def _line(header: Sequence[str], dialect: Dialect, own: Collection[str]) -> Callable[[Row], str]:
    """Return what makes a line of a row."""
    texts = [place for place, name in enumerate(header) if name in TEXT or name in own]
    times = [place for place, name in enumerate(header) if name in TIMES] if dialect.has_plain_times else []
    if dialect.na:
        return lambda row: _line_with_gaps(row, frozenset(texts), dialect)
    cells = ('"%s"' if place in texts else "%s" for place in range(len(header)))
    pattern = dialect.separator.join(cells) + "\r\n"
    return lambda row: pattern % tuple(_safe(row, texts, times))


def _safe(row: Row, texts: Sequence[int], times: Sequence[int]) -> Row:
    """Return the cells so that text can stand between quotation marks and runs as no formula."""
    changed: list[Any] | None = None
    for place in texts:
        cell = row[place]
        if cell[:1] not in PLAIN or '"' in cell:
            changed = changed or list(row)
            changed[place] = neutral(cell).replace('"', '""')
    for place in times:
        changed = changed or list(row)
        changed[place] = plain_time(changed[place])
    return changed or row


def _line_with_gaps(row: Row, texts: frozenset[int], dialect: Dialect) -> str:
    """Return a line in which what is not known is ``dialect.na``, and text stands as it is."""
    cells = [
        dialect.na if cell == "" else _quoted(cell) if place in texts else str(cell) for place, cell in enumerate(row)
    ]
    return dialect.separator.join(cells) + "\r\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _is_text(name: str) -> bool:
    return not name.replace("_", "").isalnum() or not name.isascii()
