"""The copy that docs/operators.md tells to make, made while somebody writes: whole, and with all that was acknowledged."""

import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.site import ROOT, Site, make_site, variables_of

pytestmark = pytest.mark.sqlite
GUIDE = ROOT / "docs/operators.md"
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


def command_of_the_guide(path: Path) -> str:
    """The Python of the command, with its own path instead of the example's."""
    found = re.search(r"manage\.py shell -c \"(.*?VACUUM INTO.*?)\"`", GUIDE.read_text())
    assert found, "docs/operators.md tells no command for a backup"
    return found.group(1).replace("/backup/margin.sqlite3", str(path))


def wait_for(said: Path, count: int) -> int:
    """Wait until so many are acknowledged; how many are."""
    for _ in range(600):
        lines = said.read_text().splitlines()
        if len(lines) >= count:
            return len(lines)
        time.sleep(0.05)
    raise AssertionError(f"only {len(lines)} were written")


def test_a_copy_made_while_somebody_writes_is_whole_and_holds_what_was_acknowledged(tmp_path):
    site, copy, said = make_site(tmp_path / "site"), tmp_path / "copy", tmp_path / "said"
    copy.mkdir()
    site.run(PEOPLE)
    with said.open("w") as out:
        writer = subprocess.Popen([sys.executable, "-c", WRITER], cwd=ROOT, env=site.variables, stdout=out)
    try:
        before = wait_for(said, 30)
        site.manage("shell", "-c", command_of_the_guide(copy / "margin.sqlite3"))
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
    restored = Site("http://127.0.0.1:9", copy, variables_of(copy))
    assert "No migrations to apply" in restored.manage("migrate")
    assert "Everything that must hold does" in restored.manage("doctor")
