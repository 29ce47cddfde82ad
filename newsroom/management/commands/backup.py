"""Copy the database while people work, with a manifest that says what is in it: ``manage.py backup DIRECTORY``."""

import json
import re
import subprocess
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from newsroom import backups

FILES: Final = {"sqlite": "margin.sqlite3", "postgresql": "margin.dump"}
MANIFEST: Final = "manifest.json"
WHERE: Final = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey")
"""What PostgreSQL's programs are told of the connection, beside the password."""


class Command(BaseCommand):
    """Writes the copy and ``manifest.json`` into a new directory; on PostgreSQL by ``pg_dump``, in one moment."""

    help = "Copy the database into a new directory, with the number and the hash of all rows; restore compares them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path, help="a directory that is not there yet, or is empty")

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(directory.iterdir()):
            raise CommandError(f"{directory} is not empty. A backup needs a directory of its own.")
        copy = directory / FILES[connection.vendor]
        tables = _copied(copy)
        told = {
            "margin": settings.VERSION,
            "made_at": timezone.now().isoformat(),
            "database": connection.vendor,
            "file": {"name": copy.name, "sha256": backups.digest_of(copy)},
            "tables": tables,
        }
        (directory / MANIFEST).write_text(json.dumps(told, indent=1) + "\n")
        rows = sum(table["rows"] for table in tables.values())
        self.stdout.write(f"{directory}: {rows} rows in {len(tables)} tables.")


def _copied(copy: Path) -> dict[str, Any]:
    """Make the copy and return what is in it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        copy.chmod(0o600)
        with backups.reading(copy) as select:
            return backups.manifest(select)
    with backups.reading() as select:
        [(snapshot,)] = select("SELECT pg_export_snapshot()")
        run_on_postgresql("pg_dump", "--format=custom", f"--snapshot={snapshot}", "--no-owner", f"--file={copy}")
        return backups.manifest(select)


def run_on_postgresql(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs against the database that is set. Raises ``CommandError`` with what it said."""
    values = connection.get_connection_params()
    with TemporaryDirectory() as directory:
        secret = Path(directory) / "passfile"
        secret.touch(mode=0o600)
        secret.write_text(f"*:*:*:*:{_escaped(values.get('password') or '')}\n")
        where = make_conninfo(passfile=str(secret), **{name: values[name] for name in WHERE if values.get(name)})
        try:
            done = subprocess.run([program, f"--dbname={where}", *arguments], capture_output=True, text=True)  # noqa: S603
        except FileNotFoundError as error:
            raise CommandError(f"{program} is missing: install the client programs of PostgreSQL.") from error
    if done.returncode:
        raise CommandError(f"{program} failed: {done.stderr.strip()}")


def _escaped(password: str) -> str:
    """Return a password as a password file of libpq has it (PostgreSQL's manual, 34.16)."""
    return re.sub(r"([\\:])", r"\\\1", password)
