"""The pages of jobs: progress, what became of each article, the list; for editors alone."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from newsroom import presence
from newsroom.actions.jobs import start_addresses
from newsroom.models import Article, Job, JobItem, JobStatus
from tests.newsroom.test_import_command import ONE, OTHER
from tests.newsroom.test_jobs import started, statuses
from tests.newsroom.workshop import send, sent_job, texts, upload, work


@pytest.fixture
def editor(login, edgar, project):
    return login(edgar)


def page_of(client, job, query=""):
    answer = client.get(f"/p/talks/import/jobs/{job.uuid}/{query}")
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_the_page_says_what_became_of_each(editor, edgar, project):
    started(edgar, project, texts(1))
    job = started(edgar, project, [*texts(2), upload("empty.txt", b" ")])
    work()
    page = page_of(editor, job)
    for words in ("Headline 1", "already there", "added", "refused", "empty.txt", "The file is empty."):
        assert words in page
    only = page_of(editor, job, "?status=refused")
    assert "empty.txt" in only
    assert "Headline 1" not in only


def test_the_page_looks_again_while_the_job_goes_on_and_then_no_more(editor, edgar, project):
    job = started(edgar, project, texts(1))
    page = page_of(editor, job)
    assert 'hx-trigger="every 1s" hx-target="this" hx-swap="outerHTML"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    answer = editor.get(f"/p/talks/import/jobs/{job.uuid}/progress/")
    assert answer.status_code == 200
    assert "HX-Redirect" not in answer.headers
    work()
    answer = editor.get(f"/p/talks/import/jobs/{job.uuid}/progress/")
    assert answer.headers["HX-Redirect"] == f"/p/talks/import/jobs/{job.uuid}/"
    assert "hx-get" not in page_of(editor, job)


def test_a_job_that_asks_leads_its_maker_to_the_columns(editor, olivia, login, project):
    job = sent_job(editor, ("a.csv", b"kop,tekst\nTalks,They met.\n"))
    work()
    job.refresh_from_db()
    assert (job.status, job.question["kind"], job.question["columns"]) == ("asking", "columns", ["kop", "tekst"])
    assert editor.get(f"/p/talks/import/jobs/{job.uuid}/?on=1")["Location"].endswith("/columns/")
    assert "is a table" in page_of(login(olivia), job, "?on=1")


def test_an_answer_is_used_for_every_table_with_the_same_columns(editor, project):
    table = b"kop,tekst\nTalks %d,They met and left %d.\n"
    job = sent_job(editor, ("a.csv", table % (1, 1)), ("b.csv", table % (2, 2)), how="add")
    work()
    job.refresh_from_db()
    job.options["columns"] = {"title": ["kop"], "body": ["tekst"]}
    Job.objects.filter(pk=job.pk).update(options=job.options, status=JobStatus.WAITING)
    work()
    assert statuses(job) == ["added", "added"]
    assert {article.title for article in Article.objects.all()} == {"Talks 1", "Talks 2"}


def test_it_says_how_to_start_a_worker_where_none_is(editor, edgar, project):
    job = started(edgar, project, texts(1))
    cache.delete(presence.KEY)
    assert "No worker seems to be running" not in page_of(editor, job)
    Job.objects.update(created_at=timezone.now() - timedelta(seconds=30))
    assert "No worker seems to be running" in page_of(editor, job)
    cache.set(presence.KEY, 1, 30)
    assert "No worker seems to be running" not in page_of(editor, job)


def test_a_copy_is_told_with_the_article_that_it_is_a_copy_of(editor, edgar, project):
    text = " ".join(f"{ONE} {OTHER} Number {number}." for number in range(4))
    job = started(edgar, project, [upload("a.txt", f"Talks in Geneva\n\n{text}".encode())])
    work()
    job = started(edgar, project, [upload("b.txt", f"Geneva talks end\n\n{text}".encode())])
    work()
    item = job.items.get()
    assert (item.twin.title, item.shared >= 20) == ("Talks in Geneva", True)
    assert f"({item.shared} of 64)" in page_of(editor, job)


def test_other_words_at_a_known_address_wait_for_a_decision(editor, edgar, project):
    texts = [f"Title: Talks\nURL: https://daily.example/1\n\n{text} {text[:60]}".encode() for text in (ONE, OTHER)]
    job = started(edgar, project, [upload(f"{number}.txt", text) for number, text in enumerate(texts)])
    work()
    assert statuses(job) == ["added", "same_address"]
    assert "Known addresses: articles of their own" in page_of(editor, job)
    editor.post(f"/p/talks/import/jobs/{job.uuid}/change/", {"do": "apart"})
    work()
    assert statuses(job) == ["added", "added"]
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        (0, 1, "It was refused: nothing was added. The reason stands below."),
        (0, 2, "All 2 were refused: nothing was added."),
        (1, 2, "Done. 2 were refused: the reasons stand below."),
        (1, 0, ">Done.<"),
    ],
)
def test_the_end_says_what_was_refused(editor, edgar, project, good, bad, words):
    job = started(edgar, project, [*texts(good), *(upload(f"bad{number}.txt", b" ") for number in range(bad))])
    work()
    assert words in page_of(editor, job)


def test_one_of_the_refused_is_tried_again_and_the_others_are_not(editor, edgar, project):
    job = started(edgar, project, [upload("one.txt", b" \n "), upload("two.txt", b" \n "), *texts(1)])
    work()
    page = page_of(editor, job)
    assert page.count('name="do" value="repeat" aria-label="Try again: ') == 2
    answer = editor.post(f"/p/talks/import/jobs/{job.uuid}/change/", {"do": "repeat", "item": "1"})
    assert answer["Location"].endswith(f"{job.uuid}/#job-item-1")
    assert statuses(job) == ["refused", "waiting", "added"]
    assert "1 is tried again." in page_of(editor, job)
    editor.post(f"/p/talks/import/jobs/{job.uuid}/change/", {"do": "repeat", "item": "1"})
    work()
    job.refresh_from_db()
    assert (statuses(job), job.status, job.options["round"]) == (["refused", "refused", "added"], "done", 1)


@pytest.mark.parametrize("item", ["", "-1", "x", "99", "2", "9" * 40, "١"])
def test_an_item_that_is_none_of_the_refused_is_not_tried_again(editor, edgar, project, item):
    job = started(edgar, project, [upload("one.txt", b" \n "), upload("two.txt", b" \n "), *texts(1)])
    work()
    assert editor.post(f"/p/talks/import/jobs/{job.uuid}/change/", {"do": "repeat", "item": item}).status_code == 302
    assert statuses(job) == ["refused", "refused", "added"]
    assert "There is nothing that can be tried again." in page_of(editor, job)


def test_one_with_a_known_address_is_decided_on_alone(editor, edgar, project):
    texts = [f"Title: Talks\nURL: https://daily.example/1\n\n{text} {text[:60]}".encode() for text in (ONE, OTHER)]
    job = started(edgar, project, [upload(f"{number}.txt", text) for number, text in enumerate(texts)])
    work()
    assert "An article of its own" in page_of(editor, job)
    editor.post(f"/p/talks/import/jobs/{job.uuid}/change/", {"do": "force", "item": "1"})
    work()
    assert statuses(job) == ["added", "revised"]
    assert Article.objects.get().current_revision.number == 2


def test_an_item_is_tried_again_by_post_alone_by_editors_alone(edgar, project, rita, charlie, login):
    job = started(edgar, project, [upload("one.txt", b" \n ")])
    work()
    address, what = f"/p/talks/import/jobs/{job.uuid}/change/", {"do": "repeat", "item": "0"}
    assert login(edgar).get(address, what).status_code == 405
    assert login(rita).post(address, what).status_code == 403
    assert login(charlie).post(address, what).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(edgar)
    assert strict.post(address, what).status_code == 403
    assert statuses(job) == ["refused"]


def test_long_jobs_are_shown_page_by_page_at_constant_cost(editor, edgar, project, django_assert_max_num_queries):
    job = start_addresses(by=edgar, project=project, urls=["https://a.example/1"], is_previewed=False, action=uuid4())
    Job.objects.filter(pk=job.pk).update(status=JobStatus.DONE)
    JobItem.objects.bulk_create(JobItem(job=job, number=number, name=f"row {number}.") for number in range(1, 250))
    with django_assert_max_num_queries(12):
        page = page_of(editor, job)
    assert "row 99." in page
    assert "row 100." not in page
    after = re.search(r'href="(\?after=\d+)"', page)[1]
    assert "row 100." in page_of(editor, job, after)


def test_the_list_shows_jobs_at_constant_cost(editor, edgar, project, django_assert_max_num_queries):
    for number in range(4):
        started(edgar, project, texts(1, start=number))
    work()
    with django_assert_max_num_queries(7):
        page = editor.get("/p/talks/import/jobs/").content.decode()
    assert page.count("added: 1") == 4


def test_only_editors_see_jobs_and_strangers_see_nothing(edgar, project, rita, charlie, login):
    job = started(edgar, project, texts(1))
    for address in ("", f"{job.uuid}/", f"{job.uuid}/progress/"):
        assert login(rita).get(f"/p/talks/import/jobs/{address}").status_code == 403
        assert login(charlie).get(f"/p/talks/import/jobs/{address}").status_code == 404
        if address:
            assert login(charlie).get(f"/p/elsewhere/import/jobs/{address}").status_code == 404


def test_a_list_of_addresses_is_checked_line_by_line(editor, project):
    answer = send(editor, addresses="https://daily.example/1\nno address\n")
    assert answer.status_code == 422
    assert "This is no address of a web page: “no address”" in answer.content.decode()
    assert "https://daily.example/1" in answer.content.decode()
    job = sent_job(editor, addresses="https://daily.example/1\n daily.example/2 \nhttps://daily.example/1\n")
    urls = list(job.items.order_by("number").values_list("url", flat=True))
    assert urls == ["https://daily.example/1", "https://daily.example/2"]


@pytest.mark.parametrize("do", ["", "nonsense", "all", "resume", "repeat", "stop"])
def test_anything_can_be_sent_to_a_job_without_harm(editor, edgar, project, do):
    job = started(edgar, project, texts(1))
    assert editor.post(f"/p/talks/import/jobs/{job.uuid}/change/", {"do": do}).status_code == 302
    editor.post(f"/p/talks/import/jobs/{job.uuid}/change/", {"do": "resume"})
    work()
    assert Article.objects.count() == 1
