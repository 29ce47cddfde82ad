"""What the database holds, as a digest of every table: whether a request wrote anything, whatever it was."""

import hashlib
from functools import cache

from django.apps import apps
from django.db import connection, models

LEFT_OUT = {"django_session"}
LEFT_OUT_COLUMNS = {"last_login"}


def digests() -> dict[str, str]:
    """Return a digest of the rows of every table, sessions and last logins left out.

    It is asked thousands of times, so it takes the rows as the driver gives them and makes no models of them.
    """
    found = {}
    with connection.cursor() as cursor:
        for table, query in _queries().items():
            cursor.execute(query)
            found[table] = _digest([repr(row) for row in cursor.fetchall()])
    return found


@cache
def _queries() -> dict[str, str]:
    every = apps.get_models(include_auto_created=True)
    queries = {model._meta.db_table: _query(model) for model in every if model._meta.db_table not in LEFT_OUT}
    key = "rowid" if connection.vendor == "sqlite" else "article_id"
    return queries | {"newsroom_search": f"SELECT {key} FROM newsroom_search"}


def _query(model: type[models.Model]) -> str:
    fields = [field for field in model._meta.concrete_fields if field.name not in LEFT_OUT_COLUMNS]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    return f"SELECT {columns} FROM {connection.ops.quote_name(model._meta.db_table)}"


def _digest(rows: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(rows)).encode("utf-8", "surrogatepass")).hexdigest()
