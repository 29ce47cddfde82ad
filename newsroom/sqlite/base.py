"""The database backend: ENGINE = "newsroom.sqlite"."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from newsroom.sqlite.engine import counts_pages, journal_mode
from newsroom.sqlite.gate import Gate, GateTimeout

PAGES: Final = 1000
"""So many committed pages of the write-ahead log are moved into the database file at a time."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite connection, where transactions that may write wait in a fair queue.

    Only a connection that begins IMMEDIATE on a file has a gate; readers, read-only connections and databases in
    memory need none. The gate opens again as soon as SQLite says that no transaction is open, whatever happened.

    What was committed is moved from the write-ahead log into the file before a writer takes its place in the queue. SQLite
    does it within the commit, where every other writer would wait for it.
    """

    gate: Gate | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection = super().get_new_connection(conn_params)
        path = writable_file(conn_params["database"])
        if path and self.transaction_mode in ("IMMEDIATE", "EXCLUSIVE"):
            connection.execute(f"PRAGMA journal_mode={journal_mode(base.Database.sqlite_version_info)}").close()
            if counts_pages(base.Database.sqlite_version_info):
                # Only a net below: for what is written outside of transactions.
                connection.execute(f"PRAGMA wal_autocheckpoint={4 * PAGES}").close()
            self.gate = Gate(path.with_name(f"{path.name}.gate"), conn_params.get("timeout", 5.0))
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        self._checkpoint()
        self._enter_gate()
        try:
            super()._start_transaction_under_autocommit()
        finally:
            self._leave_gate()

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._leave_gate()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave_gate()

    def _set_autocommit(self, autocommit: bool) -> None:
        try:
            super()._set_autocommit(autocommit)
        finally:
            self._leave_gate()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            if self.gate is not None:
                self.gate.close()

    def _checkpoint(self) -> None:
        """Move committed pages into the file if there are many; whatever goes wrong, the next writer tries again."""
        if self.gate is None or not counts_pages(base.Database.sqlite_version_info):
            return
        with suppress(base.Database.Error):
            _busy, written, moved = self.connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
            if written - moved >= PAGES:
                self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    def _enter_gate(self) -> None:
        if self.gate is None:
            return
        try:
            self.gate.enter()
        except GateTimeout:
            raise OperationalError("database is locked: another writer kept it for too long") from None

    def _leave_gate(self) -> None:
        if self.gate is not None and self.gate.held and not (self.connection and self.connection.in_transaction):
            self.gate.leave()


def writable_file(name: str) -> Path | None:
    """The file that a database name means, or nothing for databases in memory and for addresses with a mode."""
    name = str(name)
    return None if name == ":memory:" or name.startswith("file:") else Path(name)
