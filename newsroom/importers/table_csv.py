"""Comma-separated values with whatever separates them: comma, semicolon, tab or bar, found on the first line.

>>> rows = list(rows_of(iter(['title;text\\n', 'Talks;"They met.\\n', 'They left."\\n'])))
>>> rows[0].place, rows[0].values
('row 2', {'title': 'Talks', 'text': 'They met.\\nThey left.'})
"""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Final

from newsroom.importers.notices import Notice, gettext_noop
from newsroom.importers.table_rows import TableRow, head, is_head, numbered, row_of

SEPARATORS: Final = ",;\t|"
LONGEST_FIELD: Final = 20_000_000
"""Characters of one field: as many as a line may have (table_lines)."""
MOST_TURNS: Final = 50
"""Quotation marks without an end after which a table is given up."""
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*+"')
_TOLD: Final = re.compile(r"sep=(.)\s*$", re.IGNORECASE)


class Lines:
    """Lines that can be put back, and those of the row that is being read."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._back: list[str] = []
        self.row: list[str] = []

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else next(self._source)
        self.row.append(line)
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        """Give these lines again before all others."""
        self._back.extend(reversed(lines))


def rows_of(source: Iterator[str]) -> Iterator[TableRow]:
    """Yield the rows below the names of the columns, blank ones left out. The first line is row 1."""
    lines = Lines(source)
    separator = _separator(lines)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    first = _first(lines, reader, separator)
    if first is None:
        return
    names = head(first) if is_head(first) else numbered(len(first))
    if not is_head(first):
        yield row_of("row 1", names, first)
    yield from _rest(lines, reader, separator, names)


def separator_of(line: str) -> str:
    """Return what separates the cells of a line of column names: the sign that is there most often outside quotation marks."""
    bare = _QUOTED.sub("", line)
    return max(SEPARATORS, key=bare.count)


def _separator(lines: Lines) -> str:
    """Look at the first line that is not blank; "sep=;" is an instruction of Excel and no row."""
    for line in lines:
        if not line.strip():
            continue
        told = _TOLD.match(line.lstrip("\ufeff"))
        if told:
            return told[1]
        lines.put_back([line])
        return separator_of(line)
    return ","


def _first(lines: Lines, reader: Iterator[list[str]], separator: str) -> list[str] | None:
    """Return the first row with any cell filled; one whose quotation marks do not match is its first line alone."""
    while True:
        lines.row = []
        try:
            cells = next(reader, None)
        except csv.Error:
            lines.put_back(lines.row[1:])
            cells = _alone(lines.row[0], separator)
        if cells is None or _is_filled(cells):
            return cells


def _rest(lines: Lines, reader: Iterator[list[str]], separator: str, names: list[str]) -> Iterator[TableRow]:
    """Yield the rows; one that cannot be read is its first line alone, and the lines below it are tried anew."""
    number, turns = 1, 0
    while turns < MOST_TURNS:
        lines.row = []
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error:
            cells = []
        if cells is None:
            return
        if not cells and lines.row:
            turns += len(lines.row) > 1
            lines.put_back(lines.row[1:])
            cells = _alone(lines.row[0], separator)
        yield from _row(f"row {number}", names, cells)
    message = gettext_noop(
        "Too many rows open a quotation mark that does not end. The rows from here on were not read."
    )
    yield TableRow(f"row {number + 1}", notice=Notice("quotes-open", message))


def _alone(line: str, separator: str) -> list[str] | None:
    """Read one line by itself, leniently; None where a quotation mark in it does not end."""
    if line.count('"') % 2:
        return None
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return None


def _row(place: str, names: list[str], cells: list[str] | None) -> Iterator[TableRow]:
    if cells is None:
        message = gettext_noop("The row opens a quotation mark that does not end in it. Double or remove the mark.")
        yield TableRow(place, notice=Notice("quote-open", message))
    elif len(names) > 1 and _is_filled(cells[len(names) :]):
        message = gettext_noop(
            "The row has %(cells)d cells, the table %(columns)d columns. Put quotation marks around texts with separators."
        )
        params = {"cells": len(cells), "columns": len(names)}
        yield TableRow(place, notice=Notice("too-many-cells", message, params))
    elif _is_filled(cells):
        yield row_of(place, names, cells)


def _is_filled(cells: Sequence[str]) -> bool:
    return any(cell.strip() for cell in cells)
