"""Counts the queries of a page, and shows their plans: ``python -m bench.queries USERNAME PATH [--plans]``.

Runs on the data in DATA_DIR, in one process, by Django's own test client; the second request is the one that counts,
so that what a process keeps for good is kept by then.
"""

import os
import sys
from typing import Any


def main(username: str, path: str, plans: bool) -> None:
    """Print the statements with their times, and their plans where asked for; the number of them last."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from newsroom.models import User

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username=username))
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    for query in captured.captured_queries:
        print(query["time"], query["sql"][:2_000])
        if plans and query["sql"].startswith(("SELECT", "WITH")):
            _print_plan(connection, query["sql"])
    print(len(captured))


def _print_plan(connection: Any, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}".replace("%", "%%"), [])
        for row in cursor.fetchall():
            print("      ", row[-1])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], "--plans" in sys.argv[3:])
