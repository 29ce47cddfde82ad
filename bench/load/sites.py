"""The site that a load is put on: a copy of the filled SQLite database, or a PostgreSQL database that is filled here."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.ledger import connect
from bench.load.verifying import Ask
from bench.server import Server
from bench.store import ROOT, copy_of, environment, home, kept


@dataclass(slots=True)
class Site:
    """A running server on a filled database."""

    server: Server
    variables: dict[str, str]
    project: str
    ask: Ask

    def run(self, code: str) -> str:
        """Run Python inside the site and return what it printed."""
        return manage(self.variables, "shell", "--no-imports", "--command", code)


def manage(variables: dict[str, str], *arguments: str) -> str:
    """Run a command of manage.py; returns what it printed."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, check=True, capture_output=True, text=True).stdout


@contextmanager
def sqlite_site(plan: str) -> Iterator[Site]:
    """Give a site on a copy of a kept database."""
    with copy_of(plan) as directory:
        manifest = json.loads((directory / "manifest.json").read_text())
        with _served(directory, environment(directory), _largest(manifest), ask_sqlite(directory)) as site:
            yield site


@contextmanager
def postgresql_site(plan: str, address: str) -> Iterator[Site]:
    """Give a site on the PostgreSQL database at an address, which is filled first where it is empty."""
    directory = home() / f"postgresql-{plan}"
    directory.mkdir(parents=True, exist_ok=True)
    variables = environment(directory) | {"DATABASE_URL": address}
    source = kept(plan)
    if not _is_filled(address):
        subprocess.run([sys.executable, "-m", "bench.copying", str(source)], cwd=ROOT, env=variables, check=True)
    manifest = json.loads((source / "manifest.json").read_text())
    with _served(directory, variables, _largest(manifest), ask_postgresql(address)) as site:
        yield site


def _is_filled(address: str) -> bool:
    [(table,)] = ask_postgresql(address)("SELECT to_regclass('newsroom_article')", [])
    return table is not None and bool(list(ask_postgresql(address)("SELECT id FROM newsroom_article LIMIT 1", [])))


def _largest(manifest: dict[str, Any]) -> str:
    return str(max(manifest["projects"].items(), key=lambda item: item[1]["articles"])[0])


@contextmanager
def _served(directory: Path, variables: dict[str, str], project: str, ask: Ask) -> Iterator[Site]:
    server = Server(directory, variables)
    try:
        server.wait()
        yield Site(server, variables, project, ask)
    finally:
        server.stop()


def ask_sqlite(directory: Path) -> Ask:
    """Return what runs a statement on the SQLite file of a data directory."""

    def ask(sql: str, values: Any) -> list[Any]:
        with connect(directory) as database:
            return list(database.execute(sql, values))

    return ask


def ask_postgresql(address: str) -> Callable[[str, Any], list[Any]]:
    """Return what runs a statement on a PostgreSQL database."""

    def ask(sql: str, values: Any) -> list[Any]:
        import psycopg

        with psycopg.connect(address) as connection:
            return connection.execute(sql.replace("%", "%%").replace("?", "%s").encode(), values).fetchall()

    return ask
