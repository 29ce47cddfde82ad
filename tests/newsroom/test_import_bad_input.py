"""Damaged files of every format in one import: each is named with its reason, the rest goes on, nothing stays half."""

from functools import cache

import pytest
from django.test import Client

from newsroom.models import Article, Job, JobStatus, Revision, Source
from tests.newsroom.importers.bad_input import GOOD, bomb
from tests.newsroom.workshop import sent_job, work

pytestmark = pytest.mark.django_db
WITHOUT_AN_END = ("plain text", "markdown", "html", "csv", "tsv", "factiva", "factiva text", "nexis", "proquest", "rtf")
"""Half of such a file is a file too."""
TABLES = ("csv", "tsv", "json", "jsonl", "media cloud")


@cache
def faulty() -> dict[str, bytes]:
    """Return files with something wrong in each."""
    cut = {
        f"cut {name}{filename[1:]}": data[: int(len(data) * 0.55)]
        for name, (filename, data) in GOOD.items()
        if name not in (*WITHOUT_AN_END, *TABLES)
    }
    empty = {f"empty {name}{filename[1:]}": b"" for name, (filename, _data) in GOOD.items() if name not in TABLES}
    bombs = {f"bomb {name}{bomb(name)[0][1:]}": bomb(name)[1] for name in ("nitf", "docx", "zip")}
    misnamed = {"misnamed.pdf": GOOD["html"][1], "misnamed.docx": GOOD["plain text"][1]}
    return {**cut, **empty, **bombs, **misnamed}


GOOD_ONES = {"first.txt": b"Talks resume\n\nThey met.", "last.txt": b"Talks end\n\nThey left."}


@pytest.fixture
def editor(client: Client, edgar) -> Client:
    client.force_login(edgar)
    return client


def test_each_bad_file_is_named_with_its_reason_and_the_rest_goes_on(editor: Client) -> None:
    first, last = GOOD_ONES.items()
    job = sent_job(editor, first, *faulty().items(), last, how="add")
    work()
    job.refresh_from_db()
    assert job.status == JobStatus.DONE
    assert set(Article.objects.values_list("title", flat=True)) == {"Talks resume", "Talks end"}
    assert reasons(job).keys() == faulty().keys()
    assert job.items.get(place="bomb zip.zip").name == "a.txt"
    assert all(reasons(job).values())
    assert Revision.objects.count() == 2
    assert Source.objects.filter(revisions=None).count() == 0


def test_page_of_the_import_shows_every_name_and_reason(editor: Client) -> None:
    cut = {name: data for name, data in faulty().items() if name.startswith("cut")}
    job = sent_job(editor, *cut.items(), how="add")
    work()
    page = editor.get(f"/p/talks/import/jobs/{job.uuid}/?status=refused").content.decode()
    assert [name for name in cut if name not in page] == []
    assert page.count('class="refusal"') == len(cut)


def reasons(job: Job) -> dict[str, str]:
    """Return why each file was refused, by its name, or that of the ZIP file which it came in."""
    refused = job.items.filter(status="refused").values_list("place", "name", "why")
    return {place if place in faulty() else name: why[1] for place, name, why in refused if why}
