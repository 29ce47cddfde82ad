"""Jobs from the import page: made once, done by the worker, stopped, taken up again, tried again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from newsroom import log
from newsroom.actions.jobs import (
    Wanted,
    add_all,
    give_up_arrivals,
    repeat_refused,
    resume_job,
    start_addresses,
    start_files,
    start_reread,
    stop_job,
)
from newsroom.job_files import Upload
from newsroom.models import Article, ItemStatus, Job, JobFilePart, JobItem, JobStatus, Source
from newsroom.working import running
from newsroom.working.leases import claim
from tests.newsroom.importers.bad_input import GOOD
from tests.newsroom.workshop import rows, send, sent_job, texts, upload, work


@pytest.fixture
def editor(login, edgar, project):
    return login(edgar)


def started(edgar, project, files, *, is_previewed=False, action=None, **values):
    """A job with files, made by the action."""
    wanted = Wanted(files, **values)
    return start_files(by=edgar, project=project, wanted=wanted, is_previewed=is_previewed, action=action or uuid4())


def statuses(job):
    return list(job.items.order_by("number").values_list("status", flat=True))


def test_files_are_added_at_once_when_that_is_wanted(editor, project):
    job = sent_job(editor, ("a.txt", b"Talks resume\n\nThey met."), ("b.md", b"# Talks end\n\nThey left."), how="add")
    assert (job.status, job.is_previewed) == (JobStatus.WAITING, False)
    assert not Article.objects.exists()
    work()
    job.refresh_from_db()
    assert (job.status, statuses(job)) == (JobStatus.DONE, ["added", "added"])
    assert {article.title for article in Article.objects.all()} == {"Talks resume", "Talks end"}
    assert all(article.current_revision.source.settled_at for article in Article.objects.all())


def test_what_is_heavy_waits_in_a_preview_after_the_worker_has_read_it(editor, project):
    page = b"<html><body><article><h1>Talks resume</h1><p>They met at noon and left.</p></article></body></html>"
    job = sent_job(editor, ("a.html", page))
    assert (job.is_previewed, Source.objects.count()) == (True, 0)
    work()
    assert statuses(job) == ["read"]
    source = Source.objects.get()
    assert (source.batch, source.settled_at, bool(source.drafted)) == (job.uuid, None, True)
    assert not Article.objects.exists()
    assert editor.get(f"/p/talks/import/jobs/{job.uuid}/?on=1")["Location"] == f"/p/talks/import/{job.uuid}/"


def test_a_page_in_a_text_file_is_not_read_on_the_pages_thread(editor, project):
    job = sent_job(editor, ("a.txt", b"<!doctype html><p>They met at noon."))
    assert job.status == JobStatus.WAITING


def test_the_same_request_twice_makes_one_job(editor, project):
    action = uuid4()
    one = sent_job(editor, ("a.txt", b"Talks resume\n\nThey met."), how="add", action=action)
    two = sent_job(editor, ("a.txt", b"Talks resume\n\nThey met."), how="add", action=action)
    assert one.pk == two.pk
    work()
    assert Article.objects.count() == 1


def test_the_same_name_for_another_request_is_refused(editor, project):
    action = uuid4()
    sent_job(editor, ("a.txt", b"Talks resume\n\nThey met."), how="add", action=action)
    assert send(editor, ("b.txt", b"Other\n\nWords."), how="add", action=action).status_code == 409
    assert Job.objects.count() == 1


def test_the_name_of_somebody_elses_job_is_refused_and_tells_nothing(editor, edgar, project, charlie, login):
    job = started(edgar, project, texts(1))
    with pytest.raises(log.Conflict):
        start_addresses(
            by=charlie,
            project=charlie.memberships.get().project,
            urls=["https://daily.example/1"],
            is_previewed=True,
            action=job.uuid,
        )


def test_an_upload_that_broke_off_goes_on_and_is_not_read_before(edgar, project):
    whole = upload("a.txt", b"Talks resume\n\n" + b"They met. " * 120_000)

    def broken():
        yield b"Talks resume\n\n" + b"They met. " * 110_000
        raise ConnectionError

    action = uuid4()
    with pytest.raises(ConnectionError):
        started(edgar, project, [Upload(whole.name, whole.media_type, whole.size, broken)], action=action)
    work()
    assert not Article.objects.exists()
    started(edgar, project, [whole], action=action)
    work()
    assert Article.objects.get().current_revision.length > 1_190_000


def test_an_upload_that_broke_off_for_good_is_forgotten(edgar, project):
    def broken():
        yield b"Talks resume\n\n" + b"They met. " * 110_000
        raise ConnectionError

    with pytest.raises(ConnectionError):
        started(edgar, project, [Upload("a.txt", "text/plain", 2_000_000, broken)])
    job = Job.objects.get()
    resume_job(job=job)
    stop_job(job=job)
    work()
    assert JobFilePart.objects.count() == 1
    assert give_up_arrivals(before=timezone.now() - timedelta(days=1)) == 0
    assert give_up_arrivals(before=timezone.now()) == 1
    job.refresh_from_db()
    assert (job.status, job.why[0], JobFilePart.objects.count()) == (JobStatus.FAILED, "not-whole", 0)


def test_a_file_that_did_not_come_whole_is_refused(edgar, project):
    job = started(edgar, project, [Upload("a.txt", "text/plain", 99, lambda: [b"Too short"])])
    work()
    [item] = job.items.all()
    assert (item.status, item.why[0]) == ("refused", "not-whole")


def test_files_are_forgotten_once_their_articles_are_out(edgar, project):
    job = started(edgar, project, texts(3))
    assert JobFilePart.objects.count() == 3
    work()
    assert JobFilePart.objects.count() == 0
    assert not job.items.filter(data__isnull=False).exists()


def test_bad_files_are_named_and_stop_nothing(editor, project, settings):
    settings.IMPORT_FILE_LIMIT = 3_000
    job = sent_job(
        editor,
        ("good.txt", b"Talks resume\n\nThey met."),
        ("empty.txt", b" "),
        ("picture.png", b"\x89PNG"),
        ("large.txt", b"word " * 1_000),
        how="add",
    )
    work()
    whys = {item.name: item.why[0] for item in job.items.filter(status="refused")}
    assert whys == {"empty.txt": "empty", "picture.png": "binary", "large.txt": "too-large"}
    assert Article.objects.count() == 1


def test_more_than_can_be_looked_at_is_asked_about(editor, edgar, project, monkeypatch):
    monkeypatch.setattr("newsroom.working.running.PREVIEWED", 3)
    job = started(edgar, project, texts(4), is_previewed=True)
    work()
    job.refresh_from_db()
    assert (job.status, job.question) == (JobStatus.ASKING, {"kind": "many", "count": 4})
    assert "There are 4 articles" in editor.get(f"/p/talks/import/jobs/{job.uuid}/").content.decode()
    assert editor.post(f"/p/talks/import/jobs/{job.uuid}/change/", {"do": "all"}).status_code == 302
    work()
    assert Article.objects.count() == 4
    assert not add_all(job=job)


def test_a_stopped_job_keeps_what_was_added_and_goes_on(edgar, project):
    job = started(edgar, project, texts(12))
    asked = iter([False, False, True])
    running.run(claim(), lambda: next(asked, True))
    assert 0 < Article.objects.count() < 12
    stop_job(job=job)
    job.refresh_from_db()
    assert job.status == JobStatus.STOPPED
    work()
    assert Article.objects.count() < 12
    resume_job(job=job)
    work()
    assert Article.objects.count() == 12
    assert statuses(job) == ["added"] * 12


def test_a_running_job_stops_after_its_piece(edgar, project):
    job = started(edgar, project, texts(60))
    lease = claim()
    stop_job(job=job)
    job.refresh_from_db()
    assert (job.status, job.wants_stop) == (JobStatus.RUNNING, True)
    running.run(lease)
    job.refresh_from_db()
    assert (job.status, job.wants_stop) == (JobStatus.STOPPED, False)


def test_what_was_refused_can_be_tried_again(edgar, project, settings):
    settings.IMPORT_FILE_LIMIT = 20
    job = started(edgar, project, texts(1))
    work()
    assert statuses(job) == ["refused"]
    assert repeat_refused(job=job) == 0, "its bytes were too many to be kept"
    settings.IMPORT_FILE_LIMIT = 10_000
    job = started(edgar, project, [upload("b.txt", b" \n ")])
    work()
    assert repeat_refused(job=job) == 1
    work()
    assert statuses(job) == ["refused"]


def test_a_job_of_somebody_who_may_not_any_more_fails_with_words(edgar, project):
    job = started(edgar, project, texts(2))
    edgar.memberships.update(ended_at=timezone.now())
    work()
    job.refresh_from_db()
    assert (job.status, job.why[0]) == (JobStatus.FAILED, "no-right")
    assert not Article.objects.exists()


def test_articles_that_are_there_are_known_and_bring_no_second_source(edgar, project):
    started(edgar, project, texts(3))
    work()
    job = started(edgar, project, texts(4))
    work()
    assert statuses(job) == ["known"] * 3 + ["added"]
    assert Source.objects.count() == 4
    assert all(item.article_id for item in job.items.all())


def test_a_source_is_read_again_by_the_worker(editor, edgar, project):
    job = sent_job(editor, ("a.html", b"<article><h1>Talks</h1><p>They met at noon and left.</p></article>"))
    work()
    source = Source.objects.get()
    again = start_reread(by=edgar, project=project, source=source, options={"importer": "plain_text"}, action=uuid4())
    assert again.status == JobStatus.WAITING
    work()
    source.refresh_from_db()
    assert source.importer == "plain_text"
    answer = editor.get(f"/p/talks/import/jobs/{again.uuid}/?on=1")
    assert answer["Location"] == f"/p/talks/import/{job.uuid}/{source.uuid}/"


def test_a_source_that_was_saved_meanwhile_is_not_read_again(editor, edgar, project):
    sent_job(editor, ("a.html", b"<article><h1>Talks</h1><p>They met at noon and left.</p></article>"))
    work()
    source = Source.objects.get()
    again = start_reread(by=edgar, project=project, source=source, options={}, action=uuid4())
    editor.post(f"/p/talks/import/{source.batch}/", {"action": str(uuid4()), "do": "away"})
    work()
    [item] = JobItem.objects.filter(job=again)
    assert (item.status, item.why[0]) == (ItemStatus.REFUSED, "settled")


def test_rows_above_a_place_that_cannot_be_read_are_kept(edgar, project):
    """A line of more than 20 MB ends a table: the rows above it are articles, the rest is named."""
    table = rows(7) + b"\n" + b"x" * 20_000_001
    job = started(edgar, project, [upload("rows.jsonl", table)], options={"answers": {"0": {"title": ["title"]}}})
    work()
    assert statuses(job) == ["added"] * 7 + ["refused"]
    assert job.items.last().why[0] == "line-too-long"


def test_a_pdf_is_looked_at_even_where_the_others_are_added_at_once(editor, project):
    page = GOOD["pdf"][1]
    job = sent_job(editor, ("a.txt", b"Talks resume\n\nThey met."), ("a.pdf", page), how="add")
    work()
    job.refresh_from_db()
    assert (statuses(job), job.status) == (["added", "read"], JobStatus.DONE)
    assert "1 article is ready to be looked at. It is not in the library yet." in shown(editor, job)
    preview = f"/p/talks/import/{job.uuid}/"
    assert editor.get(preview).status_code == 200
    editor.post(preview, {"action": str(uuid4()), "do": "save"})
    assert Article.objects.count() == 2


def test_nobody_looks_at_hundreds_of_pdfs(editor, edgar, project, monkeypatch):
    monkeypatch.setattr("newsroom.working.running.PREVIEWED", 1)
    page = GOOD["pdf"][1]
    job = started(edgar, project, [upload("a.pdf", page), *texts(1)])
    work()
    assert statuses(job) == ["added", "added"]
    job = started(edgar, project, [upload("b.pdf", page + b"\n"), *texts(1, start=5)], is_previewed=True)
    work()
    add_all(job=Job.objects.get(pk=job.pk))
    work()
    assert statuses(job) == ["known", "added"]


def shown(client, job):
    return client.get(f"/p/talks/import/jobs/{job.uuid}/").content.decode()
