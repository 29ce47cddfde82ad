"""The copy that `manage.py backup` makes while somebody writes: whole, with all that was acknowledged, and the same once restored."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import postgres
from tests.browser.site import ROOT, Site, make_site, variables_of

PEOPLE = """
from newsroom.actions.projects import create_project
from newsroom.models import User
create_project(by=User.objects.create_user("ann", "ann@example.org", "not used here"), name="Talks", key="talks")
"""
WRITER = """
import django; django.setup()
from annotations.actions.claims import create_claim
from newsroom import log
from newsroom.models import Project, User
ann, project, number = User.objects.get(), Project.objects.get(), 0
while True:
    number += 1
    create_claim(by=ann, project=project, label=f"Claim {number}", definition="x" * 3000, token=log.make_token())
    print(number, flush=True)
"""


def wait_for(said: Path, count: int) -> int:
    """Wait until so many are acknowledged; how many are."""
    for _ in range(600):
        lines = said.read_text().splitlines()
        if len(lines) >= count:
            return len(lines)
        time.sleep(0.05)
    raise AssertionError(f"only {len(lines)} were written")


@pytest.mark.sqlite
def test_a_copy_made_while_somebody_writes_is_whole_and_holds_what_was_acknowledged(tmp_path):
    site, copy, said = make_site(tmp_path / "site"), tmp_path / "copy", tmp_path / "said"
    site.run(PEOPLE)
    with said.open("w") as out:
        writer = subprocess.Popen([sys.executable, "-c", WRITER], cwd=ROOT, env=site.variables, stdout=out)
    try:
        before = wait_for(said, 30)
        made = site.manage("backup", str(copy))
        after = wait_for(said, before + 1)
    finally:
        writer.kill()
        writer.wait()
    with sqlite3.connect(f"file:{copy / 'margin.sqlite3'}?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        labels = {label for (label,) in database.execute("SELECT label FROM annotations_claim")}
        events = database.execute("SELECT count(*) FROM newsroom_event WHERE object_kind = 'claim'").fetchone()[0]
    assert {f"Claim {number}" for number in range(1, before + 1)} <= labels
    assert labels == {f"Claim {number}" for number in range(1, len(labels) + 1)}  # one moment, without gaps
    assert before <= len(labels) <= after + 1
    assert events == len(labels)
    told = json.loads((copy / "manifest.json").read_text())
    assert told["tables"]["annotations_claim"]["rows"] == len(labels)
    assert f"{sum(table['rows'] for table in told['tables'].values())} rows" in made
    place = tmp_path / "restored"
    restored = Site("http://127.0.0.1:9", place, variables_of(place))
    assert "all as the manifest tells" in restored.manage("restore", str(copy))
    assert "No migrations to apply" in restored.manage("migrate")
    assert "Everything that must hold does" in restored.manage("doctor")
    assert len(restored.manage("export_codebook", "--project", "talks").splitlines()) == len(labels) + 1
    assert_differences_are_told(restored, copy)


def assert_differences_are_told(restored: Site, copy: Path) -> None:
    assert "is there already" in refused(restored, "restore", str(copy))
    assert "is not empty" in refused(restored, "backup", str(copy))
    with sqlite3.connect(restored.directory / "margin.sqlite3") as database:
        database.execute("UPDATE annotations_claim SET definition = 'other' WHERE id = 3")
        database.execute("UPDATE newsroom_project SET name = 'Other'")
        database.execute("DELETE FROM newsroom_event WHERE id = 4")
    told = refused(restored, "restore", "--check", str(copy))
    assert "annotations_claim: other rows" in told and "newsroom_project: other rows" in told
    assert re.search(r"newsroom_event: (\d+) rows instead of \d+", told) and "newsroom_action" not in told
    (restored.directory / "margin.sqlite3").unlink()
    (copy / "margin.sqlite3").write_bytes(b"damaged")
    assert "missing or damaged" in refused(restored, "restore", str(copy))
    (copy / "manifest.json").write_text("{")
    assert "no manifest that can be read" in refused(restored, "restore", str(copy))


def refused(site: Site, *arguments: str) -> str:
    with pytest.raises(AssertionError) as said:
        site.manage(*arguments)
    return str(said.value)


@pytest.mark.django_db
def test_a_copy_of_postgresql_is_restored_into_an_empty_database_and_compared(tmp_path):
    if not postgres.is_asked_for():
        return
    site, copy = make_site(tmp_path / "site"), tmp_path / "copy"
    site.run(PEOPLE)
    site.manage("backup", str(copy))
    assert "not empty" in refused(site, "restore", str(copy))
    empty = {"DATABASE_URL": postgres.new_database(f"restored_{os.getpid()}")}
    restored = Site("http://127.0.0.1:9", tmp_path, variables_of(tmp_path / "restored") | empty)
    assert "all as the manifest tells" in restored.manage("restore", str(copy))
    assert "Everything that must hold does" in restored.manage("doctor")
    restored.run("from newsroom.models import Project\nProject.objects.update(name='Other')")
    assert "newsroom_project: other rows" in refused(restored, "restore", "--check", str(copy))
