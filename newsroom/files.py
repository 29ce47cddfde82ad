"""Files of a folder on their way in: found in a stable order, taken apart and read as they go, never stopping at a bad one."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from newsroom.corrections import corrected
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.registry import detect, pieces, question, read
from newsroom.importers.signs import LOOK
from newsroom.intake import Prepared, prepare
from newsroom.models import Source
from newsroom.sources import new_source, note_found
from newsroom.uploads import check_size
from newsroom.working import bounds

LOG = logging.getLogger(__name__)
Columns = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """The bytes of one article, and where they stand: file, member, row."""

    name: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Ready:
    """An article that can be stored."""

    name: str
    source: Source
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Bad:
    """A file, or a part of one, that cannot, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Way:
    """How files are read: ``facts`` are written over what they say of themselves; ``columns`` says which column of a
    table is which fact. Where it is None the guess is taken, and told to ``guessed`` with the file's name."""

    facts: Mapping[str, str] = field(default_factory=dict)
    columns: Columns | None = None
    guessed: Callable[[str, Columns], None] = lambda name, columns: None


def files_in(paths: Iterable[str]) -> Iterator[Path]:
    """Return the files that are named, and those in folders that are; hidden ones only where they are named."""
    for name in paths:
        path = Path(name)
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            yield from (Path(folder, each) for each in sorted(names) if not each.startswith("."))


def pieces_in(path: Path, way: Way) -> Iterator[Found | Bad]:
    """Take one file apart into its articles, one after the other; a file of one article is one piece."""
    name = tidy(str(path))
    try:
        with _opened(path) as file:
            options = _options(file, path.name, name, way)
            found = pieces(file, filename=path.name, options=options)
            for piece in bounds.each(found, is_watched=False):
                place = _place(name, path.name, piece)
                yield Bad(place, str(piece.notice)) if isinstance(piece, BadPiece) else Found(place, piece)
    except Refused as refused:
        yield Bad(name, str(refused))
    except OSError as error:
        yield Bad(name, error.strerror or str(error))


def read_piece(found: Found | Bad, facts: Mapping[str, str]) -> Ready | Bad:
    """Read one article and do all that takes time; nothing of the database is touched.

    For processes that may end: one that hangs in an article is ended (newsroom.working.bounds).
    """
    if isinstance(found, Bad):
        return found
    try:
        with bounds.limited(bounds.ITEM_SECONDS):
            return _read(found, facts)
    except Refused as refused:
        return Bad(found.name, str(refused))
    except bounds.MISTAKES:
        LOG.exception("A mistake while reading %s", found.name)
        return Bad(found.name, str(bounds.broken()))


def lost(found: Found | Bad, why: Notice) -> Bad:
    """Return what is said of an article whose reading ended its process."""
    return Bad(found.name, str(why))


def _opened(path: Path) -> BinaryIO:
    """Open a file. Raises ``Refused`` and ``OSError``; what holds one article is bounded before it is read."""
    if path.exists() and not path.is_file():
        raise Refused("no-file", gettext_noop("It is no plain file."))
    size = path.stat().st_size
    file = path.open("rb")
    try:
        chosen = detect(file.read(LOOK), path.name)
        file.seek(0)
        if not chosen.has_many:
            check_size(size)
    except Refused:
        file.close()
        raise
    return file


def _options(file: BinaryIO, filename: str, name: str, way: Way) -> dict[str, Any]:
    """Return the columns of a table: those that were given, else those that were guessed."""
    with bounds.limited(bounds.FILE_SECONDS, is_watched=False):
        asked = question(file, filename=filename)
    if asked is None:
        return {}
    columns = way.columns
    if columns is None:
        columns = asked["guess"]
        way.guessed(name, columns)
    return {"columns": dict(columns)}


def _place(name: str, filename: str, piece: Piece | BadPiece) -> str:
    """Return where a piece stands: its file, its member of an archive, its row."""
    member = piece.name if piece.name and piece.name != filename else ""
    return tidy(", ".join(part for part in (name, member, piece.place) if part))


def _read(found: Found, facts: Mapping[str, str]) -> Ready:
    piece = found.piece
    options = {**piece.options, **({"url": piece.url} if piece.url else {})}
    kind = {"filename": piece.name, "media_type": piece.media_type}
    draft = read(piece.data, **kind, options=options, limit=settings.IMPORT_FILE_LIMIT)
    source = new_source(piece.data, **kind)
    source.url = piece.url[:2000]
    note_found(source, draft)
    return Ready(found.name, source, prepare(corrected(draft, facts) if facts else draft))
