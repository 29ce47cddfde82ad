"""What bad input gets: a clear message, and nothing lost."""

import pytest

from newsroom import log
from newsroom.actions.articles import import_article
from newsroom.intake import prepare, published
from newsroom.models import Article, Job, JobStatus, Source
from tests.newsroom.test_import_pages import preview_of, save, send
from tests.newsroom.workshop import sent_job, work


@pytest.fixture
def editor(login, edgar, project):
    return login(edgar)


def test_one_line_of_a_million_characters_is_shown_in_part_and_imported_whole(editor):
    address = preview_of(editor, "", ("long.txt", b"Talks resume\n\n" + b"word " * 200_000))
    page = editor.get(address)
    assert b"characters: pages that show it will be slow." in page.content
    assert len(page.content) < 200_000
    save(editor, address)
    assert Article.objects.get().current_revision.length > 999_000


def test_a_title_of_5000_characters_is_refused_and_stays_in_the_form(editor):
    address = preview_of(editor, "Talks resume\n\nThey met.")
    answer = save(editor, address, title="x" * 5000)
    assert answer.status_code == 422
    assert "at most 500 characters (it has 5000)" in answer.content.decode()
    assert "x" * 5000 in answer.content.decode()
    assert not Article.objects.exists()


def test_a_headline_of_5000_characters_becomes_a_paragraph(editor):
    address = preview_of(editor, "Title: " + "x" * 5000 + "\nDate: 2026-02-03\n\nThey met.")
    assert "it was kept as a paragraph" in editor.get(address).content.decode()
    save(editor, address)
    article = Article.objects.get()
    assert article.is_title_made_up
    assert "x" * 5000 in article.current_revision.text


@pytest.mark.parametrize("name", ["nul", "surrogates", "controls", "marks"])
def test_characters_that_no_database_takes_are_replaced(editor, name):
    bad = {"nul": "a\x00b", "surrogates": "a\udc00b", "controls": "a\x1b\x07b", "marks": "a" + "\u0323\u0301" * 5000}[
        name
    ]
    text = f"Talks resume\n\nThey met {bad} today, and left."
    address = preview_of(editor, "", ("a.txt", text.encode("utf-8", "surrogatepass")))
    save(editor, address, outlet=bad.replace("\udc00", "\ufffd"), byline="By\x00 Ann")
    article = Article.objects.get()
    for value in (article.current_revision.text, article.outlet.name, article.byline):
        assert "\x00" not in value
        assert "\x07" not in value
        value.encode()
    assert len(article.current_revision.text) < 120


def test_broken_encoding_is_read_with_a_warning(editor):
    address = preview_of(editor, "", ("a.txt", "Caf\u00e9 talks resume\n\nThey met in the caf\u00e9.".encode("cp1252")))
    source = Source.objects.get()
    assert source.found["title"] == "Café talks resume"
    assert "banner warning" in editor.get(address).content.decode()


def test_a_page_with_script_is_text_and_nothing_else(editor):
    html = b"<article><h1>Talks &lt;b&gt;</h1><p onclick='x()'>They met<script>alert(1)</script> & left at noon today.</p></article>"
    job = sent_job(editor, ("a.html", html))
    work()
    page = editor.get(f"/p/talks/import/{job.uuid}/").content.decode()
    assert "alert(1)" not in page
    assert "onclick" not in page
    assert "Talks &lt;b&gt;" in page


def test_a_file_name_with_markup_is_escaped(editor):
    address = preview_of(editor, "", ('<img src=x onerror="x()">.txt', b"Talks resume\n\nThey met."))
    assert "<img" not in editor.get(address).content.decode()


@pytest.mark.parametrize("restore", ["-1", "9" * 30, "x", "١", ""])
def test_nonsense_in_the_preview_changes_nothing(editor, restore):
    address = preview_of(editor, "Talks resume\n\nThey met.")
    assert editor.post(address, {"restore": restore, "do": "nothing", "layout": "sideways"}).status_code in (302, 422)
    assert editor.get(address).status_code == 200
    assert Source.objects.get().found["title"] == "Talks resume"


def test_an_action_that_is_no_uuid_does_no_harm(editor):
    assert send(editor, "Talks resume\n\nThey met.", action="nonsense").status_code == 302


@pytest.mark.parametrize("text", ["0001-01-01 00:00 +14:00", "9999-12-31 23:59 -14:00"])
def test_dates_at_the_edge_of_the_calendar_are_not_known(text):
    assert published(text).at is None


def test_the_same_request_twice_imports_once_and_answers_the_same(project, edgar):
    from newsroom.importers.registry import read

    prepared = prepare(read(b"Talks resume\n\nThey met.", filename="a.txt"))
    token = log.make_token()
    one = import_article(by=edgar, project=project, prepared=prepared, token=token)
    two = import_article(by=edgar, project=project, prepared=prepared, token=token)
    assert (one.status, one.article) == (two.status, two.article) == ("added", one.article)


NAMES = [
    '<img src=x onerror="x()">.html',
    "../../etc/passwd.html",
    "a\x00b.html",
    "x" * 300 + ".html",
    "\u202elmth.exe.html",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_name_is_a_name_and_nothing_else(editor, name):
    job = sent_job(editor, (name, b"<article><h1>Talks</h1><p>They met at noon and left in haste.</p></article>"))
    work()
    for address in (f"/p/talks/import/jobs/{job.uuid}/", "/p/talks/import/jobs/", f"/p/talks/import/{job.uuid}/"):
        answer = editor.get(address)
        assert answer.status_code == 200
        assert b"<img" not in answer.content
        assert b"\x00" not in answer.content


HOSTILE = {
    "damaged.pdf": b"%PDF-1.7\n1 0 obj << /Length 99999999999 >> stream",
    "damaged.docx": b"PK\x03\x04 no archive",
    "damaged.zip": b"PK\x05\x06",
    "damaged.json": b'{"a": ' * 100_000,
    "damaged.jsonl": b"{]\n" * 1_000,
    "damaged.csv": b'title,text\n"' + b"x" * 100_000,
    "damaged.xlsx": b"not a workbook",
    "bomb.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><newsItem>&b;</newsItem>",
    "deep.xml": b"<nitf>" + b"<block>" * 100_000,
    "damaged.eml": b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 500,
    "damaged.rtf": b"{\\rtf1" + b"{" * 50_000,
    "deep.html": b"<div>" * 100_000 + b"They met at noon.",
    "nul.html": b"\x00" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_itself_and_nothing_else(editor, name):
    job = sent_job(editor, (name, HOSTILE[name]), ("good.txt", b"Talks resume\n\nThey met."), how="add")
    work()
    job.refresh_from_db()
    if job.status == JobStatus.ASKING:  # a table, as far as one can see: go on with what is guessed
        job.options["columns"] = job.question["guess"] or {"title": job.question["columns"][:1]}
        Job.objects.filter(pk=job.pk).update(options=job.options, status=JobStatus.WAITING)
        work()
        job.refresh_from_db()
    assert job.status == JobStatus.DONE
    assert Article.objects.filter(title="Talks resume").exists()
    assert not job.items.filter(status="waiting").exists()
    assert "mistake" not in [why[0] for why in job.items.values_list("why", flat=True) if why]
    page = editor.get(f"/p/talks/import/jobs/{job.uuid}/").content.decode()
    assert name in page
