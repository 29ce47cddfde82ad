"""The cells of an Excel workbook (ECMA-376 part 1, 18.3.1.4) as text: moments in ISO 8601, numbers without needless zeros.

>>> moment(46056.395833333336, EPOCH), moment(46056, EPOCH), is_date_format('dd\\\\.mm\\\\.yyyy'), column_of("AB12")
('2026-02-03T09:30:00', '2026-02-03', True, 28)
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Final

from lxml import etree

from newsroom.importers.xml_safe import local

EPOCH: Final = datetime(1899, 12, 30)
EPOCH_1904: Final = datetime(1904, 1, 1)
LAST_COLUMN: Final = 16_384
LAST_ROW: Final = 1_048_576
_LONGEST_NUMBER: Final = 40
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?[0-9]{1,7}")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_A_DATE: Final = re.compile(r'"[^"]*+(?:"|\Z)|\[[^\]]*+(?:\]|\Z)|\\.|_.')
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?Z?")


def cells_of(row: etree._Element, most: int, read: Callable[[etree._Element], str]) -> tuple[list[str], str]:
    """Return the texts of a row by column, at most so many, and the reference of the first cell that cannot be read."""
    found: list[str] = []
    bad, column = "", 0
    for cell in row:
        reference = cell.get("r") or ""
        try:
            column = column_of(reference) if reference else column + 1
            text = read(cell).strip() if column <= most else ""
        except (ValueError, IndexError, OverflowError):
            bad, text = bad or reference or f"column {column}", ""
        if (text or bad) and column <= most:
            found.extend([""] * (column - len(found)))
        if text:
            found[column - 1] = text
    return found, bad


def reader(strings: Sequence[str], dates: frozenset[int], epoch: datetime) -> Callable[[etree._Element], str]:
    """Return what reads one cell of a workbook; it raises ``ValueError`` or ``IndexError`` for what cannot be read."""

    def read(cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(text_of(each) for each in cell if local(each) == "is")
        value = next((each.text or "" for each in cell if local(each) == "v"), "")
        if not value:
            return ""
        if kind == "s":
            return strings[_index(value)]
        if kind == "n":
            style = cell.get("s")
            return number(value, epoch if style and dates and _index(style) in dates else None)
        return _of_kind(kind, value)

    return read


def number(value: str, epoch: datetime | None) -> str:
    """Return a number as it is shown without a format, or the moment that it is since ``epoch``.

    >>> number("17.0", None), number("0.5", EPOCH), number("1E+16", None), number("0.25", None)
    ('17', '12:00:00', '10000000000000000', '0.25')
    """
    if len(value) > _LONGEST_NUMBER:
        raise ValueError(value[:_LONGEST_NUMBER])
    exact = float(value)
    if epoch is not None:
        return moment(exact, epoch)
    if value.lstrip("+-").isdecimal():
        return str(int(value))
    return str(int(exact)) if exact.is_integer() else str(exact)


def moment(days: float, epoch: datetime) -> str:
    """Return so many days after ``epoch``, to the millisecond; what no calendar knows stays a number."""
    whole, part = divmod(days, 1)
    try:
        rest = timedelta(milliseconds=round(part * 86_400_000))
        if not whole and days >= 0 and not rest.days:
            return (datetime.min + rest).time().isoformat()
        if epoch == EPOCH and 0 < days < 60:
            whole += 1  # the 29 February 1900 of Lotus 1-2-3
        at = epoch + timedelta(days=whole) + rest
    except OverflowError:
        return str(days)
    return at.date().isoformat() if at.time() == time() else at.isoformat()


def is_date_format(code: str) -> bool:
    """Say whether a format (18.8.31) shows a day or a time of day; elapsed hours are a number."""
    first = code.split(";")[0]
    return not _ELAPSED.search(first) and bool(set(_NOT_A_DATE.sub("", first).lower()) & set("dmyhs"))


def column_of(reference: str) -> int:
    """Return the number of a cell's column, from 1. Raises ``ValueError``."""
    found = _REFERENCE.fullmatch(reference)
    column = 0
    for letter in found[1] if found else "":
        column = column * 26 + ord(letter) - 64
    if not 0 < column <= LAST_COLUMN:
        raise ValueError(reference[:_LONGEST_NUMBER])
    return column


def text_of(element: etree._Element) -> str:
    """Return the words of a string (18.4.8), those that say how it is pronounced left out."""
    if len(element) == 1 and len(element[0]) == 0:
        text = element[0].text or "" if local(element[0]) == "t" else ""
    else:
        text = "".join(_runs(element))
    return _unescaped(text) if "_x" in text else text


def _runs(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = local(child) if isinstance(child.tag, str) else ""
        if name == "t":
            yield child.text or ""
        elif name == "r":
            yield from (each.text or "" for each in child if isinstance(each.tag, str) and local(each) == "t")


def _unescaped(text: str) -> str:
    """Undo the writing of what XML cannot hold (22.9.2.19): a line end of Windows is _x000D_ and a line feed."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    whole = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def _of_kind(kind: str, value: str) -> str:
    if kind == "b":
        return str(bool(_index(value)))
    if kind == "d" and (day := _DAY.fullmatch(value)):
        return day[1]
    return _unescaped(value) if "_x" in value else value


def _index(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        raise ValueError(text[:_LONGEST_NUMBER])
    return int(text)
