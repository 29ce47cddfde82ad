"""Workbooks of Excel, row by row, the values of formulas as they were saved.

All sheets that have the columns of the first one with rows are read. One with other columns is named and left out: which
of its columns is the text is another question.
"""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO, Final

from newsroom.importers.bounds import DAMAGED, check_zip, damaged
from newsroom.importers.columns import MOST_COLUMNS
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.table_rows import TableRow, head, is_head, numbered, row_of

Cells = tuple[int, list[Any]]
_NAMED: Final = 8
MOST_BLANK: Final = 10_000
"""Blank rows in a row after which a sheet is over: a cell in the last row of the sheet makes a million of them."""
# openpyxl has no exception of its own for files that are not what they say; those of XML parsers are SyntaxErrors.
_FAILURES: Final = (*DAMAGED, SyntaxError, KeyError, TypeError, AttributeError, IndexError, RuntimeError, OverflowError)


def rows_of(file: BinaryIO) -> Iterator[TableRow]:
    """Yield the rows below the names of the columns, by their numbers in the sheet. Raises ``Refused``."""
    from defusedxml.common import DefusedXmlException
    from openpyxl.utils.exceptions import InvalidFileException

    check_zip(file)
    try:
        yield from _sheets(file)
    except (DefusedXmlException, InvalidFileException, *_FAILURES, zipfile.LargeZipFile) as error:
        if isinstance(error, Refused):
            raise
        raise damaged() from error


def _sheets(file: BinaryIO) -> Iterator[TableRow]:
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        columns: list[str] = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            cells = _filled(sheet.iter_rows(values_only=True))
            first = next(cells, None)
            if first is None:
                continue
            names, where = _names(first[1]), f"{sheet.title}, " if columns else ""
            if columns and set(_used(names)) != set(_used(columns)):
                yield TableRow(f"sheet {sheet.title}", notice=_other_columns(names))
                continue
            columns = columns or names
            yield from _rows(where, names, first, cells)
        if not columns:
            raise Refused("no-rows", gettext_noop("No sheet of it has any rows."))
    finally:
        book.close()


def _rows(where: str, names: list[str], first: Cells, rest: Iterator[Cells]) -> Iterator[TableRow]:
    number, cells = first
    if not is_head(cells):
        yield row_of(f"{where}row {number}", names, cells)
    for number, cells in rest:
        yield row_of(f"{where}row {number}", names, cells)


def _names(cells: list[Any]) -> list[str]:
    return head(cells) if is_head(cells) else numbered(len(cells))


def _used(names: list[str]) -> list[str]:
    """Return the names without those of blank columns, which sheets have more or fewer of."""
    return [name for name in names if not name.startswith("column ")] or names


def _other_columns(names: list[str]) -> Notice:
    message = gettext_noop(
        "This sheet has other columns than the first one (%(names)s), so it was left out. Save it as a file of its own."
    )
    return Notice("other-columns", message, {"names": ", ".join(names[:_NAMED])[:200]})


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
