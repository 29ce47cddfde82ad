"""What a row says of itself in words too long, of no language, from no calendar or for no browser: each way in brings an
article that the database's own rules allow, on every database."""

import json
from uuid import uuid4

import pytest
from django.core.management import call_command

from newsroom.models import Article, Job, JobStatus, Outlet
from tests.newsroom.workshop import sent_job, work

GOOD = {"title": "Talks resume", "text": "They met at noon in Geneva and left in haste before the evening came."}
BAD = {
    "long": {
        "byline": "By " + ", ".join(f"Ann Example{number}" for number in range(900)),
        "source": "The Daily " * 300,
        "url": "https://daily.example/" + "a" * 5_000,
        "language": "x" * 400,
        "id": "i" * 5_000,
        "section": "s" * 5_000,
        "tags": ["t" * 500 + str(number) for number in range(600)],
        "date": "9" * 400,
    },
    "wrong": {
        "byline": {"name": ["\x00", None, 7]},
        "source": {"title": [[]]},
        "url": "javascript:alert(document.cookie)",
        "language": "Klingon",
        "id": {"a": 1},
        "section": ["\ud800", "\x1b[31m"],
        "tags": {"": "", "\ud800": "\x00"},
        "na\x00me": "They met.",
        "na\ud800me": "They met.",
        "date": "9999-99-99T99:99:99+99:99",
    },
    "odd": {
        "byline": "\u202eAnn\u202c\u200b",
        "source": "'; DROP TABLE newsroom_article; --",
        "url": "https://daily.example:99999/\u202e%00%0d%0aSet-Cookie:x",
        "language": "en_US_POSIX_variant_of_a_kind",
        "id": "\x00" * 30,
        "section": "=HYPERLINK(1)",
        "tags": "a|b;c,\x00|" * 400,
        "date": "-1",
    },
}


def by_command(editor, data, tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_bytes(data)
    call_command("import_articles", str(file), "--project", "talks")


def by_worker(editor, data, tmp_path):
    job = sent_job(editor, ("rows.jsonl", data), how="add")
    answered(job)


def by_preview(editor, data, tmp_path):
    job = sent_job(editor, ("rows.jsonl", data))
    answered(job)
    address = f"/p/talks/import/{job.uuid}/"
    assert editor.get(address).status_code == 200
    assert editor.post(address, {"action": str(uuid4()), "do": "save"}).status_code == 302


def answered(job):
    """Go on with the guess."""
    work()
    job.refresh_from_db()
    assert job.status == JobStatus.ASKING
    job.options["columns"] = job.question["guess"]
    Job.objects.filter(pk=job.pk).update(options=job.options, status=JobStatus.WAITING)
    work()


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("way", [by_command, by_worker, by_preview])
def test_a_bad_row_becomes_an_article_by_the_rules_of_the_database(way, bad, login, edgar, project, tmp_path):
    editor = login(edgar)
    way(editor, json.dumps(GOOD | BAD[bad]).encode(), tmp_path)
    article = Article.objects.get()
    article.full_clean(exclude=("authors", "subjects", "custom"))  # lists and mappings may be empty
    assert article.title == "Talks resume"
    assert article.url == "" or article.url.startswith("https://daily.example")
    assert "\x00" not in repr([article.byline, article.section, article.subjects, article.external_id])
    for outlet in Outlet.objects.all():
        outlet.full_clean()
    page = editor.get(f"/p/talks/articles/{article.uuid}/")
    assert page.status_code == 200
    assert b"javascript:" not in page.content
