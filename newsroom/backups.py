"""What a copy of the database holds: the rows of every table counted and hashed, read in one moment.

A manifest is compared with what was restored, row by row: two databases of one kind with the same rows have the same one.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db import connection, transaction

Select = Callable[[str], Iterable[Sequence[Any]]]
"""Asks one database in plain SQL."""
FETCHED: Final = 2_000
"""Rows that are fetched at a time."""


def manifest(select: Select) -> dict[str, dict[str, Any]]:
    """Return by table how many rows it has and the SHA-256 of all of them in the order of their keys."""
    return {table: _table(select, table, key) for table, key in sorted(_tables())}


def differences(told: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is not the same in two manifests, in words."""
    for table in sorted(told.keys() | found.keys()):
        one, other = told.get(table), found.get(table)
        if one is None or other is None:
            yield f"{table}: {'only in the database' if one is None else 'missing'}"
        elif one["rows"] != other["rows"]:
            yield f"{table}: {other['rows']} rows instead of {one['rows']}"
        elif one != other:
            yield f"{table}: other rows"


@contextmanager
def reading(file: Path | None = None) -> Iterator[Select]:
    """Read one moment: of a SQLite file that nobody else has open, or of the database that is set."""
    if connection.vendor == "sqlite":
        path = file or Path(connection.settings_dict["NAME"])
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as found:
            found.execute("BEGIN")
            yield found.execute
    else:
        with _one_moment():
            yield _ask


@contextmanager
def _one_moment() -> Iterator[None]:
    """PostgreSQL: let all questions see what was committed when the first was asked."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        # It waits while pg_dump writes.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0")
        yield


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _ask(sql: str) -> Iterator[Sequence[Any]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(FETCHED):
            yield from rows


def _tables() -> Iterator[tuple[str, str]]:
    """Yield every table with its key; what follows from the rows (the search index) is in none of these."""
    yield "django_migrations", "id"
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model._meta.db_table, model._meta.pk.column


def _table(select: Select, table: str, key: str) -> dict[str, Any]:
    count, found = 0, hashlib.sha256()
    for row in select(f'SELECT * FROM "{table}" ORDER BY "{key}"'):  # noqa: S608
        found.update(repr(tuple(row)).encode())
        count += 1
    return {"rows": count, "sha256": found.hexdigest()}
