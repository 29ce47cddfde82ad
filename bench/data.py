"""Fills a fresh data directory, or the database at DATABASE_URL: ``DATA_DIR=... python -m bench.data main`` (bench.store calls it)."""

import json
import os
import sys
from pathlib import Path
from typing import Any


def main(name: str) -> None:
    """Build the database of one plan in DATA_DIR, with a manifest beside it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench import plan
    from bench.cast import make_people
    from bench.filling import fill

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
    people = make_people()
    projects = {one.key: fill(one, people) for one in plan.PLANS[name].projects}
    manifest: dict[str, Any] = {"password": plan.PASSWORD, "analysts": plan.analysts(), "projects": projects}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    Path(os.environ["DATA_DIR"], "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
