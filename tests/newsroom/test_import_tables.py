"""Several files at once: one table, and what became of each."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from newsroom.actions import imports
from newsroom.models import Action, Article, Outlet, Source


@pytest.fixture
def editor(login, edgar, project):
    return login(edgar)


def text_of(number):
    return f"Headline number {number}\n\nThis is what happened on day {number}.".encode()


def send(client: Client, *files: tuple[str, bytes]) -> str:
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    answer = client.post("/p/talks/import/", {"action": str(uuid4()), "files": uploads})
    assert answer.status_code == 302
    return answer["Location"]


def waiting():
    return list(Source.objects.waiting().order_by("id"))


def post(client, address, do, **typed):
    return client.post(address, {"action": str(uuid4()), "do": do, **typed})


def test_several_files_give_one_table_and_are_imported_together(editor):
    address = send(editor, *((f"a{n}.txt", text_of(n)) for n in range(3)))
    page = editor.get(address).content.decode()
    assert page.count('data-cell="title"') == 3
    assert "3 articles wait, 3 without a problem." in page
    post(editor, address, "save")
    assert sorted(Article.objects.values_list("title", flat=True)) == [f"Headline number {n}" for n in range(3)]
    page = editor.get(address).content.decode()
    assert page.count(">added<") == 3
    assert 'data-cell="title"' not in page


def test_what_is_typed_into_the_table_overrides_what_was_found(editor):
    address = send(editor, ("a.txt", text_of(1)), ("b.txt", text_of(2)))
    one, _two = waiting()
    typed = {
        f"{one.uuid}-title": "A better headline",
        f"{one.uuid}-outlet": "The Daily",
        f"{one.uuid}-published": "2026-02",
    }
    post(editor, address, "save", **typed)
    article = Article.objects.get(title="A better headline")
    assert article.current_revision.text.startswith("A better headline\n\n")
    assert (article.outlet.name, article.published_precision) == ("The Daily", "month")
    assert Article.objects.get(title="Headline number 2").outlet is None


def test_fill_down_writes_the_first_value_into_every_empty_field(editor):
    address = send(editor, *((f"a{n}.txt", text_of(n)) for n in range(3)))
    one, two, three = waiting()
    typed = {f"{one.uuid}-outlet": "The Daily", f"{two.uuid}-outlet": "", f"{three.uuid}-outlet": "Other"}
    post(editor, address, "fill:outlet", **typed)
    assert [source.facts["outlet"] for source in waiting()] == ["The Daily", "The Daily", "Other"]
    post(editor, address, "fill:sha256", **typed)
    assert all("sha256" not in source.facts for source in waiting())


def test_bad_rows_stay_and_say_why_while_good_ones_are_imported(editor):
    address = send(editor, ("a.txt", text_of(1)), ("b.txt", text_of(2)))
    _one, two = waiting()
    post(editor, address, "save", **{f"{two.uuid}-published": "yesterday"})
    assert Article.objects.count() == 1
    page = editor.get(address).content.decode()
    assert "“yesterday” is no date" in page
    assert 'value="yesterday"' in page
    post(editor, address, "save", **{f"{two.uuid}-published": "2026-02-03"})
    assert Article.objects.count() == 2


def test_files_that_cannot_be_read_are_listed_by_name_and_not_kept(editor, settings):
    settings.IMPORT_FILE_LIMIT = 500
    files = [
        ("good.txt", text_of(1)),
        ("empty.txt", b"  \n "),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
        ("large.txt", b"word " * 200),
        ("binary.txt", bytes(range(32)) * 8),
        ("packed.txt", b"\x1f\x8b\x08 something"),
        ("more.txt", text_of(2)),
    ]
    address = send(editor, *files)
    assert Source.objects.count() == 2
    page = editor.get(address).content.decode()
    assert "The file is empty." in page
    assert "This is not a text file." in page
    assert "Cut it into several files." in page
    for name in ("empty.txt", "picture.png", "large.txt", "binary.txt", "packed.txt"):
        assert name in page


def test_only_bad_files_keep_nothing_and_say_why(editor):
    uploads = [SimpleUploadedFile("empty.txt", b" ")]
    answer = editor.post("/p/talks/import/", {"files": uploads, "text": ""})
    assert answer.status_code == 422
    assert "The file is empty." in answer.content.decode()
    assert not Source.objects.exists()


def test_the_same_text_twice_in_one_batch_is_added_once(editor):
    address = send(editor, ("a.txt", text_of(1)), ("b.txt", text_of(1)))
    post(editor, address, "save")
    assert Article.objects.count() == 1
    assert sorted(source.outcome["status"] for source in Source.objects.all()) == ["added", "known"]


def test_rows_can_be_left_out_and_put_away(editor):
    address = send(editor, *((f"a{n}.txt", text_of(n)) for n in range(3)))
    one = waiting()[0]
    post(editor, address, "save", **{f"{one.uuid}-out": "1"})
    assert Article.objects.count() == 2
    one.refresh_from_db()
    assert one.outcome == {"status": "away"}
    address = send(editor, ("c.txt", text_of(7)), ("d.txt", text_of(8)))
    post(editor, address, "away")
    assert not waiting()
    assert Article.objects.count() == 2


def test_one_of_several_can_be_looked_at_alone_and_nothing_typed_is_lost(editor):
    address = send(editor, ("a.txt", text_of(1)), ("b.txt", text_of(2)))
    one, two = waiting()
    answer = post(editor, address, f"open:{two.uuid}", **{f"{one.uuid}-outlet": "The Daily"})
    assert answer["Location"] == f"{address}{two.uuid}/"
    assert "This is what happened on day 2." in editor.get(answer["Location"]).content.decode()
    assert waiting()[0].facts == {"outlet": "The Daily"}
    saved = post(editor, answer["Location"], "save", title="Headline number 2")
    assert saved["Location"] == address
    assert Article.objects.get().title == "Headline number 2"


def test_a_row_with_a_known_address_and_another_story_needs_a_decision(editor):
    other = b"Grain prices fall\n\nTraders expect a large harvest in the south, and mills buy little before summer."
    address = send(editor, ("a.txt", text_of(1)), ("b.txt", other))
    one, two = waiting()
    url = "https://daily.example/1"
    post(editor, address, "save", **{f"{one.uuid}-url": url, f"{two.uuid}-url": url})
    assert Article.objects.count() == 1
    assert "Other words at the same address" in editor.get(address).content.decode()
    post(editor, address, "save", **{f"{two.uuid}-apart": "1", f"{two.uuid}-url": url})
    assert Article.objects.filter(url=url).count() == 2


def test_a_row_can_be_called_a_new_wording_however_unlike_it_is(editor):
    other = b"Grain prices fall\n\nTraders expect a large harvest in the south, and mills buy little before summer."
    address = send(editor, ("a.txt", text_of(1)), ("b.txt", other))
    one, two = waiting()
    url = "https://daily.example/1"
    post(editor, address, "save", **{f"{one.uuid}-url": url, f"{two.uuid}-url": url})
    post(editor, address, "save", **{f"{two.uuid}-apart": "0", f"{two.uuid}-url": url})
    assert Article.objects.get().revisions.count() == 2
    assert "new wording" in editor.get(address).content.decode()


def test_many_are_stored_in_pieces_and_the_rest_goes_on(editor, monkeypatch):
    monkeypatch.setattr(imports, "PIECE", 2)
    monkeypatch.setattr(imports, "SECONDS", -1.0)
    address = send(editor, *((f"a{n}.txt", text_of(n)) for n in range(5)))
    for expected in (2, 4, 5):
        answer = post(editor, address, "save")
        assert Article.objects.count() == expected
    assert Action.objects.filter(kind="article_import").count() == 3
    assert answer["Location"] == address


def test_a_new_outlet_is_made_once(editor):
    address = send(editor, ("a.txt", text_of(1)), ("b.txt", text_of(2)))
    one, two = waiting()
    post(editor, address, "save", **{f"{one.uuid}-outlet": "The Daily", f"{two.uuid}-outlet": "THE  DAILY"})
    assert Outlet.objects.count() == 1


def test_the_table_costs_the_same_queries_for_any_number_of_rows(editor, django_assert_max_num_queries):
    address = send(editor, *((f"a{n}.txt", text_of(n)) for n in range(40)))
    with django_assert_max_num_queries(13):
        editor.get(address)
