"""Bring a copy back and compare it with its manifest: ``manage.py restore DIRECTORY``."""

import json
import os
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from newsroom import backups
from newsroom.management.commands.backup import MANIFEST, run_on_postgresql


class Command(BaseCommand):
    """Restores into a database that is empty, and says what is not as the manifest tells; ``--check`` only compares."""

    help = "Restore a backup into an empty database, and compare every row with the manifest."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path, help="what manage.py backup made")
        parser.add_argument("--check", action="store_true", help="restore nothing: compare the database as it is")

    def handle(self, *args: Any, directory: Path, check: bool, **options: Any) -> None:
        told = _manifest(directory)
        if not check:
            _bring_back(directory / told["file"]["name"], told["file"]["sha256"])
        with backups.reading() as select:
            wrong = list(backups.differences(told["tables"], backups.manifest(select)))
        if wrong:
            raise CommandError("Not as the manifest tells:\n" + "\n".join(wrong))
        rows = sum(table["rows"] for table in told["tables"].values())
        self.stdout.write(f"{rows} rows in {len(told['tables'])} tables, all as the manifest tells.")


def _manifest(directory: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads((directory / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise CommandError(f"{directory} has no manifest that can be read: {error}") from error
    if told["database"] != connection.vendor:
        raise CommandError(f"This is a backup of {told['database']}; the database that is set is {connection.vendor}.")
    return told


def _bring_back(copy: Path, digest: str) -> None:
    if not copy.exists() or backups.digest_of(copy) != digest:
        raise CommandError(f"{copy} is missing or damaged: it is not the file that the manifest tells of.")
    if connection.vendor == "sqlite":
        _put_in_place(copy, Path(connection.settings_dict["NAME"]))
        return
    if connection.introspection.table_names():
        raise CommandError("The database that is set is not empty. Make a new one and set DATABASE_URL to it.")
    connection.close()
    run_on_postgresql("pg_restore", "--no-owner", "--exit-on-error", str(copy))


def _put_in_place(copy: Path, place: Path) -> None:
    """Copy a file to where the database belongs, whole or not at all."""
    if any(Path(f"{place}{end}").exists() for end in ("", "-wal", "-shm")):
        raise CommandError(f"{place} is there already. Move it and the files beside it away first.")
    place.parent.mkdir(parents=True, exist_ok=True)
    begun = place.with_name(f"{place.name}.restoring")
    shutil.copyfile(copy, begun)
    begun.chmod(0o600)
    os.replace(begun, place)
