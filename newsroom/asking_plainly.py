"""A statement asked as the database's own driver asks it: what Django does around each one costs more than SQLite does for most.

On PostgreSQL the server prepares a statement (https://www.psycopg.org/psycopg3/docs/advanced/prepare.html), and soon plans it
no more: planning a join takes longer than answering it. Django's own cursors write the values into the statement and have each
planned anew. A cursor is kept for each statement of a connection: making one takes as long as asking by it.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

Rows = list[tuple[Any, ...]]
PREPARED: Final = 1_000
"""Statements that a connection keeps prepared, of some two hundred questions for values of several types."""
_DOUBLED: Final = "\0"
MOST_VALUES: Final = 64
"""With more values than this, the rows of an import for instance, a statement hardly comes back: nothing is kept of it."""
MOST_ROWS: Final = 500
"""A cursor that returned more is not kept: it holds them until it is asked again."""


def ask(connection: BaseDatabaseWrapper, sql: str, parameters: Sequence[Any]) -> Rows:
    """Return all rows of a statement that has ``%s`` for each parameter.

    Raises the errors that Django raises. Where statements are counted or looked at, it goes Django's way.
    """
    if connection.queries_logged or connection.execute_wrappers:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        return _ASK[connection.vendor](connection.connection, sql, parameters)


def _sqlite(driver: Any, sql: str, parameters: Sequence[Any]) -> Rows:
    return driver.execute(sql.replace("%s", "?").replace("%%", "%"), parameters).fetchall()  # type: ignore[no-any-return]


def _postgresql(driver: Any, sql: str, parameters: Sequence[Any]) -> Rows:
    from psycopg import Cursor

    if len(parameters) > MOST_VALUES:
        with Cursor(driver) as cursor:
            return cursor.execute(sql, parameters).fetchall()
    kept = _cursors_of(driver)
    cursor = kept.get(sql) or _keep(kept, driver, sql)
    rows: Rows = cursor.execute(_numbered(sql), parameters, prepare=True).fetchall()
    if len(rows) > MOST_ROWS:
        kept.pop(sql).close()
    return rows


def _cursors_of(driver: Any) -> dict[str, Any]:
    """Return the cursors that a connection keeps, by statement."""
    kept = driver.__dict__.get("_margin_cursors")
    if kept is None:
        driver.prepared_max = PREPARED
        kept = driver._margin_cursors = {}
    return kept  # type: ignore[no-any-return]


def _keep(kept: dict[str, Any], driver: Any, sql: str) -> Any:
    from psycopg import RawCursor

    if len(kept) >= PREPARED:
        kept.pop(next(iter(kept))).close()
    kept[sql] = RawCursor(driver)
    return kept[sql]


@lru_cache(PREPARED)
def _numbered(sql: str) -> str:
    """Return the statement with ``$1``, ``$2`` for its ``%s``, as the server itself names parameters."""
    first, *others = pieces_of(sql)
    return first + "".join(f"${number}{piece}" for number, piece in enumerate(others, start=1))


def pieces_of(sql: str) -> list[str]:
    """Return what stands around the places for parameters of a statement, with a per cent sign for each that was doubled.

    >>> pieces_of("a LIKE '5 %%' AND b = %s")
    ["a LIKE '5 %' AND b = ", '']
    """
    return [piece.replace(_DOUBLED, "%") for piece in sql.replace("%%", _DOUBLED).split("%s")]


_ASK: dict[str, Callable[[Any, str, Sequence[Any]], Rows]] = {"sqlite": _sqlite, "postgresql": _postgresql}
