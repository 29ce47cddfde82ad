"""Importing in the browser: paste or files, a preview that can be corrected, and what became of it."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from newsroom.models import Article, Event, Source

TALKS = "Talks resume\n\nThey met on Monday.\n\nThey left on Tuesday.\n\nHelp us improve."


@pytest.fixture
def editor(login, edgar):
    return login(edgar)


def send(client, text="", *files, action=None):
    uploads = [SimpleUploadedFile(name, data, content_type="text/plain") for name, data in files]
    data = {"action": str(action or uuid4()), "text": text, "files": uploads}
    return client.post("/p/talks/import/", data)


def preview_of(client, text="", *files):
    answer = send(client, text, *files)
    assert answer.status_code == 302, answer.content
    return answer["Location"]


def save(client, address, **values):
    source = Source.objects.order_by("id").last()
    typed = {**{name: source.found[name] for name in ("title", "standfirst", "published", "language")}, **values}
    return client.post(address, {"action": str(uuid4()), "do": "save", **typed})


def test_pasted_text_is_shown_before_anything_is_added(editor, project):
    address = preview_of(editor, TALKS)
    page = editor.get(address).content.decode()
    assert "Talks resume" in page
    assert "They met on Monday." in page
    assert "Help us improve." in page
    assert "Put it back" in page
    assert not Article.objects.exists()


def test_saving_the_preview_opens_the_article(editor, project, edgar):
    answer = save(editor, preview_of(editor, TALKS), outlet="The Daily", published="2026-02", url="https://d.example/1")
    article = Article.objects.get()
    assert answer["Location"] == reverse("article_read", args=["talks", article.uuid])
    assert (article.title, article.outlet.name, article.published_precision) == ("Talks resume", "The Daily", "month")
    assert article.added_by == edgar
    source = article.current_revision.source
    assert source.settled_at is not None
    assert source.outcome == {"status": "added", "article": str(article.uuid)}
    assert source.dropped[0]["text"] == "Help us improve."
    assert Event.objects.filter(article=article).exists()


def test_the_sample_is_read_by_the_rule_and_gets_nothing_invented(editor, project):
    with open("tests/data/macron-dialogue.txt", "rb") as file:
        address = preview_of(editor, "", ("macron-dialogue.txt", file.read()))
    save(editor, address)
    article = Article.objects.get()
    assert article.title.startswith("Macron Preparing To Reopen Dialogue With Putin")
    assert [block[0] for block in article.current_revision.blocks] == ["title", "standfirst", *["paragraph"] * 6]
    assert article.outlet is None
    assert article.published_at is None


def test_a_dropped_line_can_be_put_back_and_left_out_again(editor, project):
    address = preview_of(editor, TALKS)
    where = Source.objects.get().dropped[0]["where"]
    editor.post(address, {"restore": str(where)})
    assert Source.objects.get().dropped == []
    assert "1 piece was put back." in editor.get(address).content.decode()
    editor.post(address, {"do": "again"})
    assert len(Source.objects.get().dropped) == 1


def test_title_and_standfirst_swap_with_what_was_typed_into_them(editor, project):
    address = preview_of(editor, "Talks resume\nA summary of the day.\n\nThey met.")
    editor.post(address, {"do": "swap", "title": "Talks go on", "standfirst": "A summary of the day."})
    page = editor.get(address).content.decode()
    source = Source.objects.get()
    assert source.options["swap"] is True
    assert source.found["title"] == "A summary of the day."
    assert source.facts == {"standfirst": "Talks go on"}
    assert "Title and standfirst were swapped." in page


def test_the_first_paragraph_can_become_the_standfirst(editor, project):
    address = preview_of(editor, TALKS)
    editor.post(address, {"do": "second"})
    assert Source.objects.get().found["standfirst"] == "They met on Monday."


def test_layout_and_encoding_can_be_chosen(editor, project):
    address = preview_of(editor, "", ("a.txt", "Café talks\n\nThey met.".encode("utf-16-le")))
    editor.post(
        address, {"do": "read", "layout": "none", "paragraphs": "line", "importer": "", "encoding": "utf-16-le"}
    )
    source = Source.objects.get()
    assert (source.options["layout"], source.options["encoding"]) == ("none", "utf-16-le")
    assert source.found["made_up"].startswith("Café talks")


def test_a_reading_that_is_not_possible_leaves_the_preview_as_it_was(editor, project):
    address = preview_of(editor, TALKS)
    answer = editor.post(address, {"do": "read", "importer": "html", "encoding": "utf-16-le"})
    assert answer.status_code in (302, 422)
    assert editor.get(address).status_code == 200


def test_the_same_text_twice_is_said_and_not_added(editor, project):
    save(editor, preview_of(editor, TALKS))
    address = preview_of(editor, TALKS)
    assert "in the library already" in editor.get(address).content.decode()
    answer = save(editor, address)
    assert answer["Location"] == address
    assert "already there" in editor.get(address).content.decode()
    assert Article.objects.count() == 1


def test_an_address_that_is_there_with_other_words_asks_first(editor, project):
    save(editor, preview_of(editor, TALKS), url="https://d.example/1")
    address = preview_of(editor, "Another headline\n\nOther words.")
    answer = save(editor, address, url="https://d.example/1")
    assert answer.status_code == 409
    assert b"Import it as a separate article" in answer.content
    assert Article.objects.count() == 1
    save(editor, address, url="https://d.example/1", apart="1")
    assert Article.objects.count() == 2


def test_sending_the_same_upload_twice_keeps_it_once(editor, project):
    action = uuid4()
    one, two = send(editor, TALKS, action=action), send(editor, TALKS, action=action)
    assert one["Location"] == two["Location"]
    assert Source.objects.count() == 1


def test_pressing_import_twice_adds_one_article(editor, project):
    address = preview_of(editor, TALKS)
    data = {"action": str(uuid4()), "do": "save", "title": "Talks resume"}
    assert editor.post(address, data).status_code == 302
    assert editor.post(address, data)["Location"] == address
    assert Article.objects.count() == 1


def test_putting_away_adds_nothing(editor, project):
    address = preview_of(editor, TALKS)
    assert editor.post(address, {"do": "away"})["Location"] == "/p/talks/import/"
    assert Source.objects.get().outcome == {"status": "away"}
    assert not Article.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_stays(editor, project):
    address = preview_of(editor, TALKS)
    answer = save(editor, address, published="10/02/2026", language="Klingon!", url="javascript:alert(1)", title="")
    page = answer.content.decode()
    assert answer.status_code == 422
    for text in ("is no date", "as a code such as", "no address of a web page", "needs a title", "Klingon!"):
        assert text in page
    assert Source.objects.get().facts["published"] == "10/02/2026"
    assert "Klingon!" in editor.get(address).content.decode()


def test_nothing_chosen_is_said(editor, project):
    answer = send(editor, "  ")
    assert answer.status_code == 422
    assert b"Choose at least one file" in answer.content


def test_a_preview_belongs_to_who_made_it(editor, project, login, olivia):
    address = preview_of(editor, TALKS)
    assert login(olivia).get(address).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("charlie", 404), ("frank", 404), ("rita", 403), ("alice", 403)])
def test_only_editors_import(request, project, login, who, status, edgar):
    client = login(request.getfixturevalue(who))
    address = preview_of(login(edgar), TALKS)
    source = Source.objects.get().uuid
    for page in ("/p/talks/import/", address, f"{address}{source}/"):
        assert client.get(page).status_code == status
        assert client.post(page, {"text": "x", "do": "save"}).status_code == status
    assert not Article.objects.exists()


def test_a_preview_costs_the_same_queries_for_every_length(editor, project, django_assert_max_num_queries):
    address = preview_of(editor, "Headline here\n\n" + "\n\n".join(f"Paragraph {n}." for n in range(300)))
    with django_assert_max_num_queries(14):
        page = editor.get(address).content.decode()
    assert "And 100 more paragraphs." in page
