"""New wordings from several processes at once, and from one that is killed; on real database files, or on PostgreSQL."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from annotations.models import Anchor
from newsroom.actions.articles import REVISED
from newsroom.models import Revision
from tests.newsroom.reviser import HIGHLIGHTS
from tests.newsroom.wordings import BODY, arrive, edited, wording

ROOT = Path(__file__).resolve().parents[2]
WHOLE = """
SELECT r.number, COUNT(a.id), r.id = (SELECT current_revision_id FROM newsroom_article)
FROM newsroom_revision r LEFT JOIN annotations_anchor a ON a.revision_id = r.id GROUP BY r.id ORDER BY r.number
"""


def start(folder, *arguments):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "VIRTUAL_ENV") if name in os.environ}
    command = [sys.executable, "-m", "tests.newsroom.reviser", *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=kept | {"DATA_DIR": str(folder)}, **pipes)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data directory with one article and its highlights; each test goes on where the one before it ended."""
    path = tmp_path_factory.mktemp("racing")
    assert start(path, "begin").wait(60) == 0
    return path


def revisions_in(folder):
    [file] = folder.glob("*.sqlite3")
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        return database.execute(WHOLE).fetchall()


def assert_whole(found):
    """Every revision has a place for every highlight, they are numbered without gaps, and the last one is current."""
    assert [number for number, _count, _current in found] == list(range(1, len(found) + 1))
    assert {count for _number, count, _current in found} == {HIGHLIGHTS}
    assert [current for *_rest, current in found] == [0] * (len(found) - 1) + [1]


@pytest.mark.sqlite
def test_two_processes_with_other_wordings_take_turns(folder):
    before = len(revisions_in(folder))
    both = [start(folder, "revise", name, "4") for name in ("north", "south")]
    for process in both:
        assert process.stdout.readline() == "ready\n"
    answers = [process.communicate("go\n", timeout=60)[0].split() for process in both]
    assert answers == [[REVISED] * 4] * 2
    found = revisions_in(folder)
    assert len(found) == before + 8
    assert_whole(found)


@pytest.mark.sqlite
def test_a_process_that_is_killed_leaves_a_revision_done_or_not_begun(folder):
    chance = random.Random(7)
    for turn in range(3):
        process = start(folder, "revise", f"turn {turn}", "1000")
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("go\n")
        process.stdin.flush()
        assert process.stdout.readline() == f"{REVISED}\n"
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.wait()
        assert_whole(revisions_in(folder))


@pytest.mark.django_db(transaction=True)
def test_threads_with_other_wordings_take_turns(project, edgar, alice, highlight):
    if connection.vendor == "sqlite":  # in memory each thread would have a database of its own: one after the other
        workers = 1
    else:
        workers = 4
    article = arrive(edgar, project, wording()).article
    highlight(alice, article, BODY[1])

    def come(number):
        try:
            return arrive(edgar, project, wording(*edited("in March", f"in {number} weeks")), how="check").status
        finally:
            if workers > 1:
                connection.close()

    with ThreadPoolExecutor(workers) if workers > 1 else _Here() as pool:
        assert list(pool.map(come, range(4))) == [REVISED] * 4
    article.refresh_from_db()
    assert sorted(article.revisions.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert article.current_revision.number == 5
    assert Anchor.objects.filter(annotation__article=article).count() == Revision.objects.count() == 5


class _Here:
    """Does what a pool does, in the thread of the test."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def map(self, work, items):
        return map(work, items)
