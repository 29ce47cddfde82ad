"""Prints the schema that the migrations make: ``DATA_DIR=... python -m bench.schema`` (bench.store calls it)."""

import os


def main() -> None:
    """Migrate the empty database in DATA_DIR and print its tables, indexes and triggers."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name, sql")
        print("\n".join(row[0] for row in cursor.fetchall()))


if __name__ == "__main__":
    main()
