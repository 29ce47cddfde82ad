"""Ledgers of a whole project in a file beside the database, so that the first page of a process does not read all codings.

A cache and nothing more: it holds numbers alone (no words, no names), as of one number of the project's log, and whoever takes
it reads on in the log from there. It is taken only where the log still has the very action that it ends with, in a database
of the same migrations; a file that is damaged, or of another version, is as good as none.
"""

import json
import os
import struct
import tempfile
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection

from annotations.tally import COLUMNS, Ledger
from newsroom.models import Event, Project

LEAST: Final = 20_000
"""Codings from which on keeping them is worth a file: fewer are read at once."""
EVERY: Final = 500
"""Numbers of the log after which the file is written anew."""
_MAGIC: Final = b"Margin ledgers 1\n"
_SIZE: Final = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file holds: the ledgers by claim, as of ``sequence``."""

    sequence: int
    ledgers: dict[int, Ledger]


def load(project: Project) -> Kept | None:
    """Return what is kept of a project, None where nothing is that can be trusted. Two queries."""
    try:
        content = memoryview(_path(project).read_bytes())
    except OSError:
        return None
    found = _parts(content)
    if found is None:
        return None
    head, body = found
    if head["stamp"] != stamp(project, head["sequence"]) or zlib.crc32(body) != head["sum"]:
        return None
    return Kept(head["sequence"], _ledgers(head["claims"], body))


def stamp(project: Project, sequence: int) -> list[Any]:
    """Return what tells this state of this database from all others: the action at a number of the log, the migrations."""
    events = Event.objects.filter(project=project, sequence__lte=sequence).order_by("-sequence")
    last = events.values_list("sequence", "action__uuid").first() or (0, "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM django_migrations")
        (migrations,) = cursor.fetchone()
    return [str(project.uuid), last[0], str(last[1]), migrations, list(COLUMNS)]


def save(project: Project, stamped: list[Any], sequence: int, ledgers: Mapping[int, Ledger]) -> None:
    """Keep ledgers as of ``sequence``; a disk that is full keeps nothing, and that is no harm."""
    claims = [[claim, len(ledger)] for claim, ledger in ledgers.items()]
    body = b"".join(getattr(ledger, name).tobytes() for name in COLUMNS for ledger in ledgers.values())
    head = {"sequence": sequence, "stamp": stamped, "claims": claims, "sum": zlib.crc32(body)}
    text = json.dumps(head).encode()
    path = _path(project)
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(b"".join((_MAGIC, _SIZE.pack(len(text)), text, body)))
        os.replace(name, path)
    except OSError:
        return


def _path(project: Project) -> Path:
    return Path(settings.DATA_DIR) / "ledgers" / str(project.uuid)


def _parts(content: memoryview) -> tuple[dict[str, Any], memoryview] | None:
    """Return the head and the columns of a file, None where they do not fit each other."""
    begin = len(_MAGIC) + _SIZE.size
    if bytes(content[: len(_MAGIC)]) != _MAGIC or len(content) < begin:
        return None
    (length,) = _SIZE.unpack(content[len(_MAGIC) : begin])
    try:
        head = json.loads(bytes(content[begin : begin + length]))
    except ValueError:
        return None
    body = content[begin + length :]
    rows = sum(count for _claim, count in head["claims"])
    return (head, body) if len(body) == rows * len(COLUMNS) * array("q").itemsize else None


def _ledgers(claims: list[list[int]], body: memoryview) -> dict[int, Ledger]:
    whole = array("q")
    whole.frombytes(body)
    rows = sum(count for _claim, count in claims)
    found: dict[int, Ledger] = {}
    at = 0
    for claim, count in claims:
        starts = range(at, at + rows * len(COLUMNS), rows)
        columns = {name: whole[start : start + count] for name, start in zip(COLUMNS, starts, strict=True)}
        found[claim], at = Ledger(**columns), at + count
    return found
