"""A statement asked as the database's own driver asks it: what Django does around each one costs more than SQLite does for most.

On PostgreSQL the server prepares a statement that comes back (https://www.psycopg.org/psycopg3/docs/advanced/prepare.html), and
plans it no more: planning a join takes longer than answering it. Django's own cursors write the values into the statement
and have each planned anew.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

Rows = list[tuple[Any, ...]]
PREPARED: Final = 1_000
"""Statements that a connection keeps prepared: some two hundred questions, each for lists of a few lengths."""


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

    driver.prepared_max = PREPARED
    with Cursor(driver) as cursor:
        return cursor.execute(sql, parameters).fetchall()


_ASK: dict[str, Callable[[Any, str, Sequence[Any]], Rows]] = {"sqlite": _sqlite, "postgresql": _postgresql}
