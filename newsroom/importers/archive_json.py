"""What the answers of news interfaces, kept as JSON, do alike: one record an article, fixed names of fields."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from newsroom.importers import json_records
from newsroom.importers.columns import Row, values
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.record import Shape, read_row, row_of
from newsroom.importers.table_lines import encoding_of


def read(data: bytes, shape: Shape, options: Options) -> ArticleDraft:
    """Read one record, or an answer that holds just one. Raises ``Refused``."""
    row = row_of(data)
    if next(values(row, (*shape.columns.get("title", ()), *shape.columns.get("body", ()))), None) is None:
        row = _only(data, row, shape, options)
    return read_row(row, shape, options)


def split(file: BinaryIO, *, name: str, shape: Shape, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the records of an answer. Raises ``Refused`` for a file that is no JSON at all."""
    choices = replace(options, importer=shape.importer).as_mapping()
    encoding = encoding_of(file, options)
    count = 0
    for found in json_records.records(file, encoding):
        place = f"record {found.number}"
        notice = found.notice or _fault(found.data)
        if notice is None:
            yield Piece(name, found.data, "application/json", place, options=choices)
        elif found.notice and not count:
            raise Refused(
                notice.code,
                gettext_noop("It is no JSON, or it is damaged from its beginning on. Save or download it again."),
            )
        else:
            yield BadPiece(name, notice, place)
        count += 1
    if not count:
        raise Refused("no-rows", gettext_noop("It holds no articles."))


def _fault(data: bytes) -> Notice | None:
    try:
        row_of(data)
    except Refused as refused:
        return refused.notice
    return None


def _only(data: bytes, row: Row, shape: Shape, options: Options) -> Row:
    """Return the one record of an answer; the answer itself where it holds none."""
    found = [
        piece.data for piece in split(BytesIO(data), name="", shape=shape, options=options) if isinstance(piece, Piece)
    ]
    if len(found) > 1:
        message = gettext_noop("It holds several articles. Import it as a file: each becomes an article.")
        raise Refused("several-articles", message)
    return row_of(found[0]) if found else row
