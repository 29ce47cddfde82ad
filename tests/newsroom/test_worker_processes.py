"""Workers as processes: killed at any moment, two at once, and beside the server."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.site import ROOT, make_site
from tests.newsroom.workshop import rows

ARTICLES = 120
BEGIN = """
from newsroom.actions.jobs import Wanted, start_files
from newsroom.actions.projects import create_project
from newsroom.models import User
from tests.newsroom.workshop import texts, upload
from uuid import UUID
user = User.objects.create_user("dora", "dora@example.org", "x")
project = create_project(by=user, name="Talks", key="talks")
wanted = Wanted([*texts({count}), upload("more.txt", b"Last\\n\\nThe last one.")])
start_files(by=user, project=project, wanted=wanted, is_previewed=False, action=UUID(int=7))
"""
COUNT = """
import json
from newsroom.models import Article, Job, JobItem, Source, Action, JobFilePart
from django.db.models import Count
job = Job.objects.get()
items = dict(JobItem.objects.values_list("status").annotate(count=Count("pk")))
orphans = Source.objects.filter(revisions=None).count()
print(json.dumps([Article.objects.count(), Source.objects.count(), orphans, items, job.status, JobFilePart.objects.count()]))
"""
RELEASE = """
from newsroom.models import Job
from django.utils import timezone
Job.objects.filter(status="running").update(lease_until=timezone.now())
"""


WORK_AND_DIE = """
import os, signal, threading, time
from django.core.management import call_command
from newsroom.models import Article, JobItem

def die():
    while Article.objects.count() < {articles} and JobItem.objects.count() < {items}:
        time.sleep(0.001)
    os.kill(os.getpid(), signal.SIGKILL)

threading.Thread(target=die, daemon=True).start()
call_command(*{command})
"""


def work_and_die(site, articles, items, command=("work", "--until-idle")):
    """A command that is killed as soon as there are so many articles, or so many items."""
    code = WORK_AND_DIE.format(articles=articles, items=items, command=list(command))
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
    done = subprocess.run(command, cwd=ROOT, env=site.variables, capture_output=True, text=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr
    site.run(RELEASE)


@pytest.mark.sqlite
def test_a_killed_worker_leaves_nothing_undone_and_nothing_twice(tmp_path):
    site = make_site(tmp_path)
    site.run(BEGIN.format(count=ARTICLES))
    work_and_die(site, 1, ARTICLES // 2)
    for tenth in (1, 4, 8):
        work_and_die(site, tenth * ARTICLES // 10, 10 * ARTICLES)
    site.manage("work", "--until-idle")
    articles, sources, orphans, items, status, parts = json.loads(site.run(COUNT))
    assert (articles, sources, orphans) == (ARTICLES + 1, ARTICLES + 1, 0)
    assert (items, status, parts) == ({"added": ARTICLES + 1}, "done", 0)


@pytest.mark.sqlite
def test_a_killed_command_adds_the_rest_when_it_is_run_again(tmp_path):
    site = make_site(tmp_path)
    site.run('from newsroom.models import User; User.objects.create_user("dora", "dora@example.org", "x")')
    file = tmp_path / "rows.jsonl"
    file.write_bytes(rows(ARTICLES))
    command = ("import_articles", str(file), "--project", "talks", "--by", "dora")
    work_and_die(site, ARTICLES // 3, 1, command)
    said = site.manage(*command)
    added, known = (int(re.search(rf"{words}: (\d+)", said)[1]) for words in ("Added", "Already there"))
    assert known >= ARTICLES // 3
    assert added + known == ARTICLES
    assert "Refused: 0" in said


TWO_JOBS = """
from newsroom.actions.jobs import Wanted, start_files
from newsroom.actions.projects import create_project
from newsroom.models import User
from tests.newsroom.workshop import texts
from uuid import UUID
user = User.objects.create_user("dora", "dora@example.org", "x")
project = create_project(by=user, name="Talks", key="talks")
for number in (1, 2):
    start_files(by=user, project=project, wanted=Wanted(texts(40)), is_previewed=False, action=UUID(int=number))
"""
STATUSES = """
import json
from collections import Counter
from newsroom.models import Article, Job, JobItem
items = Counter(JobItem.objects.values_list("status", flat=True))
print(json.dumps([Article.objects.count(), items, list(Job.objects.values_list("status", flat=True))]))
"""


@pytest.mark.sqlite
def test_two_workers_that_import_the_same_files_make_one_article_of_each(tmp_path):
    site = make_site(tmp_path)
    site.run(TWO_JOBS)
    command = [sys.executable, "manage.py", "work", "--until-idle"]
    workers = [subprocess.Popen(command, cwd=ROOT, env=site.variables, stderr=subprocess.PIPE) for _ in range(2)]
    for worker in workers:
        _out, err = worker.communicate(timeout=60)
        assert worker.returncode == 0, err.decode()
    articles, items, jobs = json.loads(site.run(STATUSES))
    assert (articles, items, jobs) == (40, {"added": 40, "known": 40}, ["done", "done"])


def workers_of(server):
    """Process ids of the workers that a server has started."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_text().split("\0") if entry.name.isdigit() else []
        except OSError:
            continue
        if "work" in words and words[-2:-1] == [str(server.pid)]:
            found.append(int(entry.name))
    return found


def wait_for(condition, seconds=20):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen")


@pytest.mark.sqlite
def test_the_server_has_one_worker_which_comes_back_and_ends_with_it(tmp_path):
    site = make_site(tmp_path)
    site.start()
    server = site.server
    [first] = wait_for(lambda: workers_of(server))
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: [pid for pid in workers_of(server) if pid != first])
    site.run(TWO_JOBS)
    wait_for(lambda: json.loads(site.run(STATUSES))[2] == ["done", "done"], 40)
    assert site.stop() == 0
    assert workers_of(server) == []
    assert "Traceback" not in site.log
