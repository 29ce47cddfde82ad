"""Workbooks of Excel, row by row, the values of formulas as they were saved.

All sheets that have the columns of the first one with rows are read. One with other columns is named and left out: which
of its columns is the text is another question. So is a row with a cell that cannot be read; the rows below it go on.
"""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from lxml import etree

from newsroom.importers.bounds import DAMAGED, check_zip, damaged
from newsroom.importers.columns import MOST_COLUMNS
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.table_rows import TableRow, head, is_head, numbered, row_of
from newsroom.importers.workbook import Book, book_of, rows_in
from newsroom.importers.workbook_cells import LAST_ROW, cells_of, reader

_NAMED: Final = 8
_FAILURES: Final = (*DAMAGED, etree.XMLSyntaxError, KeyError, RuntimeError, zipfile.LargeZipFile)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its number there, its cells, and what is wrong with it."""

    number: int
    cells: list[str]
    notice: Notice | None = None


def rows_of(file: BinaryIO) -> Iterator[TableRow]:
    """Yield the rows below the names of the columns, by their numbers in the sheet. Raises ``Refused``."""
    check_zip(file)
    try:
        with zipfile.ZipFile(file) as packed:
            yield from _sheets(book_of(packed))
    except _FAILURES as error:
        if isinstance(error, Refused):
            raise
        raise damaged() from error


def _sheets(book: Book) -> Iterator[TableRow]:
    columns: list[str] = []
    for title, part in book.sheets:
        lines = _lines(book, tidy(title)[:100], part)
        first = next(lines, None)
        if first is None:
            continue
        names, where = _names(first.cells), f"{tidy(title)}, " if columns else ""
        if columns and set(_used(names)) != set(_used(columns)):
            yield TableRow(f"sheet {tidy(title)}", notice=_other_columns(names))
            continue
        columns = columns or names
        if first.notice or not is_head(first.cells):
            yield _row(where, names, first)
        yield from (_row(where, names, line) for line in lines)
    if not columns:
        raise Refused("no-rows", gettext_noop("No sheet of it has any rows."))


def _row(where: str, names: list[str], line: Line) -> TableRow:
    """Name what stands beyond the named columns by its number: nothing of a row is lost."""
    place = f"{where}row {line.number}"
    names = [*names, *(f"column {number}" for number in range(len(names) + 1, len(line.cells) + 1))]
    return TableRow(place, notice=line.notice) if line.notice else row_of(place, names, line.cells)


def _names(cells: list[str]) -> list[str]:
    return head(cells) if is_head(cells) else numbered(len(cells))


def _used(names: list[str]) -> list[str]:
    """Return the names without those of blank columns, which sheets have more or fewer of."""
    return [name for name in names if not name.startswith("column ")] or names


def _other_columns(names: Sequence[str]) -> Notice:
    message = gettext_noop(
        "This sheet has other columns than the first one (%(names)s), so it was left out. Save it as a file of its own."
    )
    return Notice("other-columns", message, {"names": ", ".join(names[:_NAMED])[:200]})


def _lines(book: Book, title: str, part: zipfile.ZipInfo) -> Iterator[Line]:
    """Yield the rows of a sheet that are not blank. Where it is damaged below some rows, the last one says so."""
    read = reader(book.strings, book.dates, book.epoch)
    number = given = 0
    try:
        for element in rows_in(book, part):
            number, notice = _number(element, number, title)
            cells, bad = cells_of(element, MOST_COLUMNS, read)
            if cells or bad or notice:
                given += 1
                yield Line(number, cells, notice or (_bad_cell(bad, title) if bad else None))
    except _FAILURES as error:
        if isinstance(error, Refused) or not given:
            raise
        message = gettext_noop("The sheet “%(sheet)s” is damaged from here on. The rows above were read.")
        yield Line(number + 1, [], Notice("sheet-damaged", message, {"sheet": title}))


def _number(element: etree._Element, before: int, title: str) -> tuple[int, Notice | None]:
    """Return the number of a row: its own, else the next one."""
    told = element.get("r")
    if not told:
        return before + 1, None
    if told.isascii() and told.isdecimal() and len(told) < 8 and 0 < int(told) <= LAST_ROW:
        return int(told), None
    message = gettext_noop("The row calls itself number %(row)s, which no sheet has (sheet “%(sheet)s”).")
    return before + 1, Notice("bad-row", message, {"row": tidy(told)[:20], "sheet": title})


def _bad_cell(reference: str, title: str) -> Notice:
    message = gettext_noop(
        "Cell %(cell)s of the sheet “%(sheet)s” is damaged: what it points to or holds is no value. Type it anew."
    )
    return Notice("bad-cell", message, {"cell": tidy(reference)[:20], "sheet": title})
