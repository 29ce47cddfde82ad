"""`manage.py serve`: starts Margin."""

import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from newsroom.static_files import collect_if_changed

OURS = ("newsroom", "annotations")


class Command(BaseCommand):
    help = "Serves Margin, after seeing to the cache table and the static files. Ctrl-C stops it."
    requires_system_checks = "__all__"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=settings.PORT, help="port (default: PORT, %(default)s)")
        parser.add_argument("--workers", type=int, default=settings.WORKERS, help="processes (default: %(default)s)")
        parser.add_argument("--no-worker", action="store_true", help="without the background worker (manage.py work)")

    def handle(self, *args: Any, host: str, port: int, workers: int, no_worker: bool, **options: Any) -> None:
        refuse_taken_port(host, port)
        refuse_other_database()
        call_command("createcachetable", verbosity=0, database="cache" if "cache" in settings.DATABASES else "default")
        collect_if_changed()
        where = settings.BASE_URL if not settings.LOCAL else f"http://{host}:{port}"
        say = f"Margin is at {where} (Ctrl-C stops it)"
        flags = ["--host", host, "--port", str(port), "--workers", str(workers), "--say", say]
        flags += [] if no_worker else ["--worker"]
        # The C library keeps what a large page needed, in an arena a thread, unless it is told to give it back.
        os.putenv("MALLOC_ARENA_MAX", "2")
        os.putenv("MALLOC_TRIM_THRESHOLD_", "1000000")
        # The process that watches the workers needs no Django, so it is replaced.
        connection.close()
        os.chdir(Path(settings.BASE_DIR))
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "newsroom.serving", *flags])  # noqa: S606


def refuse_taken_port(host: str, port: int) -> None:
    """Raises CommandError when something listens there: the workers share a port, so they would not notice."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({error.strerror}). Try another with --port."
            ) from error


def refuse_other_database() -> None:
    """Raises CommandError when the database cannot be read or written, or is older or newer than the code."""
    try:
        executor = MigrationExecutor(connection)
    except (DatabaseError, OSError) as error:
        raise CommandError(_read_only(error) if _is_kept_from_us() else _unusable(error)) from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date. Run: python manage.py migrate")
    unknown = executor.loader.applied_migrations.keys() - executor.loader.graph.nodes.keys()
    if newer := sorted(name for app, name in unknown if app in OURS):
        raise CommandError(f"The database is newer than this version of Margin ({newer[-1]}). Start the newer version.")
    refuse_read_only()


def refuse_read_only() -> None:
    """Raises CommandError when the database can be read but not written: every save would fail. Writes nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE newsroom_project SET sequence = sequence WHERE id IS NULL")
    except (DatabaseError, OSError) as error:
        raise CommandError(_read_only(error)) from error


def _unusable(error: Exception) -> str:
    name = connection.settings_dict["NAME"]
    return f"The database {name} cannot be used: {error}. Restore it from a backup, or mend its path."


def _read_only(error: Exception) -> str:
    name = connection.settings_dict["NAME"]
    advice = "Let the account that runs Margin write the file and its directory"
    return f"The database {name} cannot be written: {error}. {advice if connection.vendor == 'sqlite' else 'Let it take writes'}."


def _is_kept_from_us() -> bool:
    """Whether the database is a file that is there, and it or its directory (for the files beside it) is read-only for us."""
    file = Path(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or not file.exists():
        return False
    return not all(os.access(path, os.W_OK) for path in (file, file.parent))
