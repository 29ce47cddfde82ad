"""Fills an empty PostgreSQL database from a kept SQLite one: ``DATABASE_URL=... python -m bench.copying DIRECTORY``.

Building it there would take as long again; this takes minutes, and both databases then hold the same. The index of words
is made anew, as it is kept in another form.
"""

import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

BATCH = 2_000


def main(directory: Path) -> None:
    """Migrate the database at DATABASE_URL and copy every row into it. Raises where it holds articles already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.core.management.color import no_style
    from django.db import connection, connections, transaction

    from newsroom.databases import sqlite_databases
    from newsroom.models import Article

    call_command("migrate", verbosity=0)
    if Article.objects.exists():
        raise SystemExit("The PostgreSQL database holds articles already; give an empty one.")
    connections.databases["kept"] = {**connection.settings_dict, "TEST": {}, **sqlite_databases(directory)["reader"]}
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    with transaction.atomic(), connection.cursor() as cursor:  # foreign keys are looked at when it ends
        cursor.execute("SET LOCAL statement_timeout = 0; SET CONSTRAINTS ALL DEFERRED")
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # what migrations wrote
        for model in models:
            _copy(model, connection, cursor)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        _index_words()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM (ANALYZE)")  # or the first readers would mark every row as seen


def _copy(model: Any, connection: Any, cursor: Any) -> None:
    fields = [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    rows = model._base_manager.using("kept").order_by().values_list(*[field.attname for field in fields])
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as out:
        for row in rows.iterator(BATCH):
            out.write_row([field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)])


def _index_words() -> None:
    from newsroom.models import Article, Project
    from newsroom.search import index

    for project in Project.objects.all():
        found = Article.objects.filter(project=project, deleted_at=None, current_revision__isnull=False)
        texts = iter(found.values_list("pk", "current_revision__text").iterator(BATCH))
        for some in _batches(texts):
            index(project, some)


def _batches(rows: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    while some := list(islice(rows, BATCH)):
        yield some


if __name__ == "__main__":
    main(Path(sys.argv[1]))
