"""Tables of articles: CSV and its kin, JSON, JSON Lines, workbooks. Each row is an article, read by ``record``.

What a file is, its beginning says, not its name. Rows are given out as they are read: a table of any length takes little memory.

>>> import io
>>> file = io.BytesIO(b"title,text\\nTalks,They met.\\n")
>>> [(piece.place, piece.data) for piece in split(file, name="a.csv", options=Options())]
[('row 2', b'{"title": "Talks", "text": "They met."}')]
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, BinaryIO, Final

from newsroom.importers import columns, json_records, json_safe, table_csv, table_xlsx
from newsroom.importers.columns import Columns
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.record import read as read_record
from newsroom.importers.table_lines import encoding_of, lines
from newsroom.importers.table_rows import TableRow, no_rows

VERSION: Final = 1
JSON: Final = "application/json"
LOOKED_AT: Final = 50
SHOWN: Final = 5
SHOWN_CHARACTERS: Final = 300
SHOWN_ENTRIES: Final = 20
SHOWN_LEVELS: Final = 8
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the rows as pieces. Raises ``Refused`` where none can be read, or no column is known to hold an article.

    Columns that are not given are guessed; so they are where a table has none of those that are given.
    """
    file.seek(0)
    first = _first(file, options)
    readable = [row.values for row in first if row.notice is None]
    if not first:
        raise no_rows()
    chosen = _columns(readable, options)
    for_rows = replace(options, importer="record", columns=chosen).as_mapping()
    file.seek(0)
    for row in _rows(file, options):
        if row.notice is not None:
            yield BadPiece(name, row.notice, row.place)
        else:
            yield Piece(name, row.data, JSON, row.place, options=for_rows)


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read a table of one row. Raises ``Refused``."""
    import io

    pieces = list(islice(split(io.BytesIO(data), name="", options=options), 2))
    if len(pieces) > 1:
        message = gettext_noop("It is a table of several articles. Import it as a file: each row becomes an article.")
        raise Refused("several-articles", message)
    piece = pieces[0]
    if isinstance(piece, BadPiece):
        raise Refused(piece.notice.code, piece.notice.message, **piece.notice.params)
    return read_record(piece.data, Options.from_mapping(piece.options))


def ask(file: BinaryIO, *, name: str, options: Options) -> dict[str, Any]:
    """Return what a person confirms before a table is taken apart, as JSON: ``columns`` (their names in order), the first
    ``rows`` (by dotted names, texts cut), the ``guess`` of columns by fact, and the ``signature`` of the columns.

    Raises ``Refused``.
    """
    file.seek(0)
    rows = [row.values for row in _first(file, options) if row.notice is None]
    if not rows:
        raise no_rows()
    names = columns.all_names(rows)
    return {
        "columns": names,
        "rows": [_shown(row, names) for row in rows[:SHOWN]],
        "guess": {fact: list(found) for fact, found in columns.guess(names, rows).items()},
        "signature": columns.signature(names),
    }


def _columns(rows: Sequence[columns.Row], options: Options) -> Columns:
    names = columns.all_names(rows)
    given = [name for fact in ("title", "body") for name in options.columns.get(fact, ())]
    if any(columns.value(row, name) not in (None, "") for row in rows for name in given):
        return options.columns
    found = columns.guess(names, rows)
    if rows and not columns.is_enough(found):
        message = gettext_noop(
            "No column is known to hold the title or the text. Its columns: %(names)s. Choose the columns."
        )
        raise Refused("no-columns", message, names=", ".join(names)[:300])
    return found


def _first(file: BinaryIO, options: Options) -> list[TableRow]:
    """Return the rows that are looked at first, or as many as can be read. Raises ``Refused`` where none can."""
    found: list[TableRow] = []
    try:
        found.extend(islice(_rows(file, options), LOOKED_AT))
    except Refused:
        if not found:
            raise
    return found


def _rows(file: BinaryIO, options: Options) -> Iterator[TableRow]:
    start = file.read(4096)
    file.seek(0)
    if start.startswith(b"PK\x03\x04"):
        return table_xlsx.rows_of(file)
    if start.startswith(_OLD_EXCEL):
        raise Refused("old-excel", gettext_noop("It is a workbook of an old Excel. Save it as .xlsx or .csv."))
    encoding = encoding_of(file, options)
    bare = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if bare[:1] not in (b"{", b"["):
        return table_csv.rows_of(lines(file, encoding))
    is_lines = _has_lines(file, encoding)
    return _json_lines(file, encoding) if is_lines else _json(file, encoding)


def _has_lines(file: BinaryIO, encoding: str) -> bool:
    """Say whether the first line that is not blank is a whole object, and no document in one line."""
    at = file.tell()
    try:
        first = next((line for line in lines(file, encoding) if line.strip()), "")
        return isinstance(json_safe.parse(first.encode("utf-8", "replace")), Mapping) and not _is_envelope(first)
    except Refused:
        return False
    finally:
        file.seek(at)


def _is_envelope(line: str) -> bool:
    """A whole document in one line is one object too: with a list of records in it, it is no line of records."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    inner = [value, *(value.get(name) for name in json_records.INSIDE)]
    return any(
        isinstance(each, dict) and any(_is_list_of_records(each.get(name)) for name in json_records.LISTS)
        for each in inner
    )


def _is_list_of_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _json_lines(file: BinaryIO, encoding: str) -> Iterator[TableRow]:
    for number, line in enumerate(lines(file, encoding), start=1):
        if line.strip():
            yield _json_row(f"line {number}", line.strip().encode("utf-8", "replace"))


def _json(file: BinaryIO, encoding: str) -> Iterator[TableRow]:
    for found in json_records.records(file, encoding):
        if found.notice and found.notice.code == "json-deep" and found.number == 1:
            raise Refused("json-deep", gettext_noop("Its JSON is nested too deeply."))
        if found.notice and found.number == 1:
            raise Refused(
                "json-damaged",
                gettext_noop("It is no JSON, or it is damaged from its beginning on. Save or download it again."),
            )
        place = f"record {found.number}"
        yield TableRow(place, notice=found.notice) if found.notice else _json_row(place, found.data)


def _json_row(place: str, data: bytes) -> TableRow:
    try:
        value = json_safe.parse(data)
        if not isinstance(value, Mapping):
            raise Refused("no-record", gettext_noop("It is not a record with named fields."))
    except Refused as refused:
        return TableRow(place, notice=refused.notice)
    return TableRow(place, value, data)


def _shown(row: columns.Row, names: Sequence[str]) -> dict[str, Any]:
    found = {name: columns.value(row, name) for name in names}
    return {name: _cut(value) for name, value in found.items() if value not in (None, "")}


def _cut(value: Any, levels: int = SHOWN_LEVELS) -> Any:
    if isinstance(value, str):
        return tidy(value[:SHOWN_CHARACTERS])
    if isinstance(value, list | Mapping) and not levels:
        return "…"
    if isinstance(value, list):
        return [_cut(each, levels - 1) for each in value[:SHOWN_ENTRIES]]
    if isinstance(value, Mapping):
        some = islice(value.items(), SHOWN_ENTRIES)
        return {tidy(str(key)[:SHOWN_CHARACTERS]): _cut(each, levels - 1) for key, each in some}
    return value
