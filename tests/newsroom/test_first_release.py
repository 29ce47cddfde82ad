"""A database of the first version is taken over: nothing is lost, a killed upgrade is finished, and there is no way back."""

import gzip
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from newsroom.models import Project
from tests.browser.site import ROOT, Site, variables_of

pytestmark = pytest.mark.sqlite
OLD = ROOT / "tests/data/first_release.sqlite3.gz"
NOT_OURS = ("django_", "auth_", "sqlite_", "newsroom_search", "margin_cache")
"""Django's own lists of what there is, and what follows from the rows."""
KILLED = """
import os
import django; django.setup()
from django.core.management import call_command
from django.db import connection
begun = []
def dies(execute, sql, params, many, context):
    begun.extend([1] if sql.startswith("INSERT INTO \\"django_migrations\\"") else [])
    if len(begun) == NUMBER:
        os.kill(os.getpid(), 9)
    return execute(sql, params, many, context)
with connection.execute_wrapper(dies):
    call_command("migrate", verbosity=0)
"""


def rows_of(file: Path) -> dict[str, list[dict[str, object]]]:
    """All rows by table, in the order of their keys."""
    with sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = [name for name in tables if not name.startswith(NOT_OURS)]
        return {name: [dict(row) for row in database.execute(f'SELECT * FROM "{name}" ORDER BY 1')] for name in ours}


@pytest.fixture
def old(tmp_path: Path) -> Site:
    directory = tmp_path / "old"
    directory.mkdir()
    with gzip.open(OLD) as packed, (directory / "margin.sqlite3").open("wb") as file:
        shutil.copyfileobj(packed, file)
    return Site("http://127.0.0.1:9", directory, variables_of(directory))


def kill_at(site: Site, number: int) -> int:
    code = KILLED.replace("NUMBER", str(number))
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=site.variables, timeout=120).returncode


def test_a_database_of_the_first_version_is_taken_over_although_the_upgrade_is_killed(old):
    file = old.directory / "margin.sqlite3"
    before = rows_of(file)
    assert len(before["annotations_annotation"]) > 5 and len(before["newsroom_event"]) > 20
    assert [kill_at(old, number) for number in (1, 9)] == [-9, -9]
    old.manage("migrate")
    after = rows_of(file)
    for table, rows in before.items():
        assert (
            [row[next(iter(rows[0]))] for row in after[table]] == [row[next(iter(rows[0]))] for row in rows]
            if rows
            else True
        )
        for was, now in zip(rows, after[table], strict=True):
            kept = was.keys() & now.keys()
            assert {name: was[name] for name in kept} == {name: now[name] for name in kept}, table
    assert "Everything that must hold does" in old.manage("doctor")
    key = after["newsroom_project"][0]["key"]
    assert len(old.manage("export_annotations", "--project", str(key)).splitlines()) > 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "said"),
    [
        (("newsroom", "0005"), "does not take a database back to an older version"),
        (("annotations", "zero"), "does not take a database back to an older version"),
        (("newsroom", "0999"), "Cannot find a migration"),
    ],
)
def test_there_is_no_way_back_to_an_older_database(project, target, said):
    with pytest.raises(CommandError, match=said):
        call_command("migrate", *target, verbosity=0)
    assert Project.objects.get() == project
