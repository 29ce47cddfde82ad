"""Editing what is known about articles, one by one and several at once; removing one; its kept source."""

from uuid import uuid4

import pytest
from django.urls import reverse

from newsroom import log
from newsroom.actions.articles import edit_article
from newsroom.actions.sources import keep_source
from newsroom.forms.articles import facts_of
from newsroom.models import Action, Article, Event, Revision

TALKS = "Talks resume\n\nThey met on Monday.\n\nThey left."


@pytest.fixture
def editor(login, edgar):
    return login(edgar)


@pytest.fixture
def talks(make_article):
    return make_article(TALKS)


def address(name, article):
    return reverse(name, args=["talks", article.uuid])


def form_of(article, **typed):
    """What a browser sends: the fields, what was on the page, and the version."""
    seen = facts_of(article)
    hidden = {f"initial-{name}": value for name, value in seen.items()}
    return {**seen, **hidden, "version": article.version, "action": str(uuid4()), **typed}


def edit(client, article, **typed):
    return client.post(address("article_edit", article), form_of(article, **typed))


def test_facts_are_edited_and_logged(editor, talks):
    typed = {"outlet": "The Daily", "byline": "By Ann Lee and Ali Öz", "published": "2026-02-03 09:30 +01:00"}
    answer = edit(editor, talks, **typed, language="DE", url="https://daily.example/1")
    assert answer["Location"] == address("article_read", talks)
    talks.refresh_from_db()
    assert (talks.outlet.name, talks.authors, talks.language) == ("The Daily", ["Ann Lee", "Ali Öz"], "de")
    assert talks.published_at.isoformat() == "2026-02-03T08:30:00+00:00"
    assert (talks.published_precision, talks.published_zone) == ("minute", "+01:00")
    assert facts_of(talks)["published"] == "2026-02-03 09:30 +01:00"
    event = Event.objects.get(action__kind="article_edit", object_kind="article")
    assert event.after["published_precision"] == "minute"
    assert talks.current_revision.number == 1


@pytest.mark.parametrize(
    ("typed", "precision", "shown"),
    [
        ("2026-02", "month", "2026-02"),
        ("2026-02-03", "day", "2026-02-03"),
        ("3 February 2026", "day", "2026-02-03"),
        ("2026-02-03 09:30", "minute", "2026-02-03 09:30"),
        ("2026-02-03T09:30Z", "minute", "2026-02-03 09:30 UTC"),
        ("2026-02-03 23:30 -05:00", "minute", "2026-02-03 23:30 -05:00"),
        ("0203-02-03", "day", "0203-02-03"),
        ("", "unknown", ""),
    ],
)
def test_a_date_is_kept_as_exactly_as_it_was_given(editor, talks, typed, precision, shown):
    edit(editor, talks, published=typed)
    talks.refresh_from_db()
    assert talks.published_precision == precision
    assert facts_of(talks)["published"] == shown


def test_another_title_makes_a_revision_that_can_be_found(editor, talks):
    edit(editor, talks, title="Talks go\x00 on", standfirst="A summary.\r\n\r\n\r\nIn two lines.")
    talks.refresh_from_db()
    assert talks.title == "Talks go\ufffd on"
    assert talks.current_revision.number == 2
    assert talks.current_revision.text.startswith("Talks go\ufffd on\n\nA summary.\nIn two lines.\n\nThey met")
    assert Revision.objects.filter(article=talks).count() == 2


def test_a_made_up_title_is_not_asked_for_and_can_be_replaced(editor, make_article):
    article = make_article("They met on Monday and talked about many things.")
    assert article.is_title_made_up
    assert edit(editor, article, byline="Ann Lee").status_code == 302
    article.refresh_from_db()
    assert article.is_title_made_up
    edit(editor, article, title="Talks resume")
    article.refresh_from_db()
    assert (article.title, article.is_title_made_up) == ("Talks resume", False)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": "x" * 5000}, "at most 500 characters (it has 5000)"),
        ({"title": " \x07 "}, "An article needs a title."),
        ({"published": "10/02/2026"}, "is no date"),
        ({"published": "%s %(x)s"}, "is no date"),
        ({"language": "<b>"}, "as a code"),
        ({"url": "javascript:alert(1)"}, "no address of a web page"),
        ({"outlet": "x" * 201}, "at most 200"),
        ({"version": "one"}, "whole number"),
    ],
)
def test_what_is_wrong_is_said_and_stays_in_the_form(editor, talks, typed, words):
    answer = edit(editor, talks, **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    talks.refresh_from_db()
    assert talks.version == 1


def test_somebody_who_was_faster_is_shown_and_nothing_typed_is_lost(editor, talks, olivia):
    stale = form_of(talks, byline="Ann Lee", outlet="The Daily")
    values = {"byline": "Ali Öz", "language": "fr"}
    edit_article(by=olivia, article=talks, version=1, values=values, token=log.make_token())
    answer = editor.post(address("article_edit", talks), stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("Ann Lee", "Ali Öz", "The Daily"):
        assert text in page
    form = answer.context["form"]
    assert (form["byline"].value(), form["language"].value()) == ("Ann Lee", "fr")
    again = {name: form[name].value() for name in form.fields}
    hidden = {f"initial-{name}": form.data[f"initial-{name}"] for name in facts_of(talks)}
    assert editor.post(address("article_edit", talks), {**again, **hidden}).status_code == 302
    talks.refresh_from_db()
    assert (talks.byline, talks.outlet.name, talks.language) == ("Ann Lee", "The Daily", "fr")


def test_saving_twice_saves_once(editor, talks):
    sent = form_of(talks, byline="Ann Lee")
    for _ in range(2):
        assert editor.post(address("article_edit", talks), sent).status_code == 302
    talks.refresh_from_db()
    assert talks.version == 2
    assert Action.objects.filter(kind="article_edit").count() == 1


def test_nothing_changed_writes_no_event(editor, talks):
    edit(editor, talks)
    talks.refresh_from_db()
    assert talks.version == 1
    assert not Event.objects.filter(action__kind="article_edit").exists()


def test_a_removed_article_can_be_brought_back(editor, talks):
    sent = {"version": "1", "action": str(uuid4())}
    for _ in range(2):
        answer = editor.post(address("article_remove", talks), sent)
        assert answer.status_code == 200
    assert editor.get(address("article_edit", talks)).status_code == 404
    undo = {"action": str(uuid4()), "undo": sent["action"], "next": address("article_read", talks)}
    editor.post(reverse("action_undo", args=["talks"]), undo)
    talks.refresh_from_db()
    assert talks.deleted_at is None


def test_removing_what_somebody_changed_meanwhile_is_refused(editor, talks, olivia):
    edit_article(by=olivia, article=talks, version=1, values={"byline": "Ann"}, token=log.make_token())
    assert editor.post(address("article_remove", talks), {"version": "1"}).status_code == 409
    assert editor.post(address("article_remove", talks), {"version": "x"}).status_code == 409
    assert Article.objects.in_project(talks.project).exists()


def test_the_kept_source_is_a_file_that_no_browser_opens(editor, project, edgar, talks):
    data = b"<script>alert(1)</script>\xff\x00"
    source = keep_source(by=edgar, project=project, data=data, filename='caf\u00e9 "x".html', media_type="text/html")
    Revision.objects.filter(pk=talks.current_revision_id).update(source=source)
    answer = editor.get(address("source_show", talks))
    assert answer.content == data
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_article_without_a_source_has_none_to_show(editor, talks):
    assert editor.get(address("source_show", talks)).status_code == 404


def test_the_edit_page_costs_few_queries(editor, talks, django_assert_max_num_queries):
    editor.get(address("article_edit", talks))
    with django_assert_max_num_queries(8):
        editor.get(address("article_edit", talks))


@pytest.mark.parametrize(("who", "status"), [("charlie", 404), ("frank", 404), ("rita", 403), ("alice", 403)])
def test_only_editors_edit(request, login, talks, who, status):
    client = login(request.getfixturevalue(who))
    sent = {**form_of(talks, byline="x"), "article": str(talks.uuid), "change": "byline"}
    for page in (address("article_edit", talks), "/p/talks/articles/edit/"):
        assert client.get(page).status_code == status
        assert client.post(page, sent).status_code == status
    assert client.post(address("article_remove", talks), sent).status_code == status
    talks.refresh_from_db()
    assert (talks.version, talks.deleted_at) == (1, None)
    assert client.get(address("source_show", talks)).status_code == 404


def test_an_article_of_another_project_is_not_there(login, charlie, talks):
    page = reverse("article_edit", args=["elsewhere", talks.uuid])
    assert login(charlie).get(page).status_code == 404
    assert login(charlie).get(reverse("articles_edit", args=["elsewhere"]), {"article": talks.uuid}).status_code == 404
