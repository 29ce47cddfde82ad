"""The worker: leases and their fencing, bounds for hostile files, and what is done when a worker dies."""

import threading
import time
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from newsroom import presence
from newsroom.actions.jobs import start_addresses, start_check, stop_job
from newsroom.importers.notices import Refused
from newsroom.models import Article, Job, JobStatus
from newsroom.web_addresses import key
from newsroom.working import bounds, deaths, running
from newsroom.working.leases import Lost, claim
from newsroom.working.loop import Worker
from tests.newsroom.test_import_command import ONE
from tests.newsroom.test_jobs import started, statuses
from tests.newsroom.workshop import texts, upload, work


def die(lease):
    """The worker is gone: its lease runs out with the job still under way."""
    Job.objects.filter(pk=lease.job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_job_is_taken_once(edgar, project):
    started(edgar, project, texts(1))
    assert claim() is not None
    assert claim() is None


def test_a_worker_that_lost_its_job_writes_nothing_more(edgar, project):
    job = started(edgar, project, texts(3))
    first = claim()
    die(first)
    second = claim()
    assert second is not None
    with pytest.raises(Lost):
        running.run(first)
    assert not Article.objects.exists()
    running.run(second)
    assert statuses(job) == ["added"] * 3


def test_a_worker_that_is_taken_over_in_the_middle_doubles_nothing(edgar, project, monkeypatch):
    """The first one has read its piece when it loses the job, and must not store it."""
    job = started(edgar, project, texts(8))
    lease = claim()
    read = running.read_item

    def slow(lease, item):
        die(lease)
        other = claim()
        monkeypatch.setattr("newsroom.working.running.read_item", read)
        running.run(other)
        return read(lease, item)

    monkeypatch.setattr("newsroom.working.running.read_item", slow)
    with pytest.raises(Lost):
        running.run(lease)
    assert statuses(job) == ["added"] * 8
    assert Article.objects.count() == 8


def test_who_comes_later_is_served_before_a_long_job_ends(edgar, project, monkeypatch):
    monkeypatch.setattr("newsroom.working.running.SLICE", 0)
    long = started(edgar, project, texts(40))
    short = started(edgar, project, texts(1, start=100))
    worker = Worker()
    for _slice in range(4):
        worker.one()
    short.refresh_from_db()
    long.refresh_from_db()
    assert (short.status, long.status) == (JobStatus.DONE, JobStatus.WAITING)


def test_a_worker_that_is_told_to_end_lets_go_of_its_job(edgar, project):
    job = started(edgar, project, texts(40))
    worker = Worker()
    worker.is_ending = True
    worker.one()
    job.refresh_from_db()
    assert (job.status, job.lease) == (JobStatus.WAITING, None)
    work()
    assert Article.objects.count() == 40


def test_a_job_whose_worker_died_is_stopped_at_once(edgar, project):
    job = started(edgar, project, texts(2))
    die(claim())
    stop_job(job=job)
    job.refresh_from_db()
    assert job.status == JobStatus.STOPPED


def test_an_item_on_which_workers_die_is_refused_and_the_others_go_on(edgar, project, monkeypatch):
    job = started(edgar, project, [*texts(2), upload("bad.txt", b"Deadly\n\nWords."), *texts(2, start=5)])

    class Died(BaseException):
        pass

    read = running.read_item

    def deadly(lease, item):
        if item.name == "bad.txt":
            raise Died
        return read(lease, item)

    monkeypatch.setattr("newsroom.working.running.read_item", deadly)
    lives = 0
    while (lease := claim()) is not None:
        lives += 1
        try:
            running.run(lease)
        except Died:
            die(lease)
    assert statuses(job) == ["added", "added", "refused", "added", "added"]
    assert job.items.get(status="refused").why[0] == "stopped-reader"
    assert lives == deaths.DEATHS + 2


def test_a_file_on_which_workers_die_is_refused_and_the_others_go_on(edgar, project, monkeypatch):
    job = started(edgar, project, [upload("bad.txt", b"Deadly\n\nWords."), *texts(1)])
    pieces = "newsroom.working.splitting.pieces"

    class Died(BaseException):
        pass

    from newsroom.importers.registry import pieces as real

    def deadly(file, *, filename, **values):
        if filename == "bad.txt":
            raise Died
        return real(file, filename=filename, **values)

    monkeypatch.setattr(pieces, deadly)
    while (lease := claim()) is not None:
        try:
            running.run(lease)
        except Died:
            die(lease)
    assert sorted(statuses(job)) == ["added", "refused"]


def test_what_takes_too_long_is_refused_even_where_errors_are_swallowed():
    def stubborn():
        until = time.monotonic() + 5
        while time.monotonic() < until:
            try:
                time.sleep(0.01)
            except Exception:  # noqa: BLE001
                continue

    began = time.monotonic()
    with pytest.raises(Refused) as refused, bounds.limited(0.2):
        stubborn()
    assert refused.value.code == "took-too-long"
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("error", "code"),
    [(MemoryError, "too-much-memory"), (RecursionError, "too-deep"), (bounds.TimeUp, "took-too-long")],
)
def test_running_out_of_anything_is_a_refusal(error, code):
    with pytest.raises(Refused) as refused, bounds.limited(5):
        raise error
    assert refused.value.code == code


def test_in_other_threads_nothing_is_interrupted():
    seen = []

    def inside():
        with bounds.limited(0.01):
            time.sleep(0.05)
            seen.append(True)

    thread = threading.Thread(target=inside)
    thread.start()
    thread.join()
    assert seen == [True]


def test_a_mistake_in_an_importer_costs_one_article(edgar, project, monkeypatch, caplog):
    from newsroom.importers import registry

    real = registry.read

    def mistaken(data, **values):
        if b"number 1" in data or b"article 1 " in data:
            raise KeyError("a mistake")
        return real(data, **values)

    monkeypatch.setattr("newsroom.working.reading.read", mistaken)
    job = started(edgar, project, texts(3))
    work()
    assert statuses(job) == ["added", "refused", "added"]
    assert "A mistake while reading item 1" in caplog.text


def test_a_page_is_fetched_by_the_worker(edgar, project, monkeypatch):
    page = (
        b"<html><body><article><h1>Talks resume</h1><p>They met at noon and left in haste.</p></article></body></html>"
    )
    came = SimpleNamespace(data=page, media_type="text/html; charset=utf-8", url="https://daily.example/1")
    monkeypatch.setattr("newsroom.fetching.fetch", lambda url, **values: came)
    job = start_addresses(
        by=edgar, project=project, urls=["https://daily.example/1?utm_source=x"], is_previewed=False, action=uuid4()
    )
    work()
    assert statuses(job) == ["added"]
    article = Article.objects.get()
    assert "They met at noon" in article.current_revision.text
    assert article.current_revision.source.url == "https://daily.example/1"


def test_an_article_that_was_edited_gets_its_new_wording(edgar, project, monkeypatch):
    words = {"noon": "at noon"}

    def answer(url, **values):
        page = f"<article><h1>Talks resume</h1><p>{ONE} They met {words['noon']} and left.</p></article>"
        return SimpleNamespace(data=page.encode(), media_type="text/html", url="https://daily.example/moved/1")

    monkeypatch.setattr("newsroom.fetching.fetch", answer)
    page = upload("a.html", answer("").data, "text/html")
    started(edgar, project, [page])
    work()
    article = Article.objects.get()
    Article.objects.update(url="https://daily.example/1", address_key=key("https://daily.example/1"))
    article.refresh_from_db()
    same = start_check(by=edgar, project=project, article=article, action=uuid4())
    work()
    assert statuses(same) == ["known"]
    words["noon"] = "at midnight"
    other = start_check(by=edgar, project=project, article=article, action=uuid4())
    work()
    assert statuses(other) == ["revised"]
    article.refresh_from_db()
    assert (article.current_revision.number, article.current_revision.how) == (2, "check")
    assert "at midnight" in article.current_revision.text
    Article.objects.update(deleted_at=timezone.now())
    gone = start_check(by=edgar, project=project, article=article, action=uuid4())
    work()
    assert gone.items.get().why[0] == "article-gone"


def test_what_cannot_be_fetched_is_refused_with_the_reason(edgar, project, settings):
    settings.FETCHING = False
    job = start_addresses(by=edgar, project=project, urls=["https://a.example/"], is_previewed=True, action=uuid4())
    work()
    assert job.items.get().why[0] == "off"


def test_the_command_does_what_is_there_and_ends(edgar, project, monkeypatch):
    monkeypatch.setattr(bounds, "limit_memory", lambda: None)
    monkeypatch.setattr(Worker, "listen", lambda worker: None)
    monkeypatch.setattr(Worker, "look_after_feeds", lambda worker: False)
    started(edgar, project, texts(3))
    call_command("work", "--until-idle")
    assert Article.objects.count() == 3


def test_a_worker_leaves_word_that_it_is_there(edgar, project, monkeypatch):
    monkeypatch.setattr(presence, "_last", float("-inf"))
    cache.delete(presence.KEY)
    started(edgar, project, texts(1))
    assert not presence.is_there()
    work()
    assert presence.is_there()
