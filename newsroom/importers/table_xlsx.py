"""Workbooks of Excel, row by row: the first sheet that has any, the values of formulas as they were saved."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO, Final

from newsroom.importers.bounds import DAMAGED, check_zip, damaged
from newsroom.importers.columns import MOST_COLUMNS
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.table_rows import TableRow, head, is_head, numbered, row_of

MOST_BLANK: Final = 10_000
"""Blank rows in a row after which a sheet is over: a cell in the last row of the sheet makes a million of them."""
# openpyxl has no exception of its own for files that are not what they say; those of XML parsers are SyntaxErrors.
_FAILURES: Final = (*DAMAGED, SyntaxError, KeyError, TypeError, AttributeError, IndexError, RuntimeError, OverflowError)


def rows_of(file: BinaryIO) -> Iterator[TableRow]:
    """Yield the rows below the names of the columns, by their numbers in the sheet. Raises ``Refused``."""
    check_zip(file)
    names: list[str] = []
    for number, cells in _cells(file):
        if names:
            yield row_of(f"row {number}", names, cells)
        elif is_head(cells):
            names = head(cells)
        else:
            names = numbered(len(cells))
            yield row_of(f"row {number}", names, cells)


def _cells(file: BinaryIO) -> Iterator[tuple[int, list[Any]]]:
    """Yield number and cells of the rows that are not blank."""
    from defusedxml.common import DefusedXmlException
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        yield from _sheet_cells(file)
    except (DefusedXmlException, InvalidFileException, *_FAILURES, zipfile.LargeZipFile) as error:
        if isinstance(error, Refused):
            raise
        raise damaged() from error


def _sheet_cells(file: BinaryIO) -> Iterator[tuple[int, list[Any]]]:
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            found = _filled(sheet.iter_rows(values_only=True))
            first = next(found, None)
            if first is not None:
                yield first
                yield from found
                return
        raise Refused("no-rows", gettext_noop("No sheet of it has any rows."))
    finally:
        book.close()


def _filled(rows: Iterator[Sequence[Any]]) -> Iterator[tuple[int, list[Any]]]:
    blank = 0
    for number, row in enumerate(rows, start=1):
        cells = [_plain(cell) for cell in row[:MOST_COLUMNS]]
        blank = 0 if any(cells) else blank + 1
        if not blank:
            yield number, cells
        elif blank > MOST_BLANK:
            return


def _plain(cell: Any) -> Any:
    """Return a cell as JSON can hold it; a moment at midnight is a day."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
