"""The same facts for the articles that were ticked in the library."""

from uuid import uuid4

import pytest

from newsroom import log
from newsroom.actions.articles import edit_article
from newsroom.models import Action

PAGE = "/p/talks/articles/edit/"


@pytest.fixture
def editor(login, edgar):
    return login(edgar)


@pytest.fixture
def pair(make_article):
    return [make_article(f"Headline {number}\n\nText {number}.") for number in range(2)]


def sent(articles, *ticked, **typed):
    versions = {f"version-{article.uuid}": article.version for article in articles}
    uuids = [str(article.uuid) for article in articles]
    return {"action": str(uuid4()), "article": uuids, "change": list(ticked), **versions, **typed}


def test_the_page_lists_what_was_ticked(editor, pair):
    page = editor.get(PAGE, {"article": [article.uuid for article in pair]}).content.decode()
    assert "Edit 2 articles" in page
    assert "Headline 0" in page
    assert "Headline 1" in page


def test_only_ticked_facts_change(editor, pair):
    edit_article(by=pair[0].added_by, article=pair[0], version=1, values={"byline": "Ann"}, token=log.make_token())
    values = sent(pair, "outlet", "published", outlet="The Daily", published="2026-02", byline="", language="fr")
    assert editor.post(PAGE, values)["Location"] == "/p/talks/"
    for article in pair:
        article.refresh_from_db()
        assert (article.outlet.name, article.published_precision) == ("The Daily", "month")
        assert article.language != "fr"
    assert pair[0].byline == "Ann"
    assert Action.objects.filter(kind="article_edit").count() == 2


def test_sending_it_twice_changes_once(editor, pair):
    values = sent(pair, "outlet", outlet="The Daily")
    for _ in range(2):
        assert editor.post(PAGE, values).status_code == 302
    pair[0].refresh_from_db()
    assert pair[0].version == 2


def test_a_ticked_empty_field_takes_the_value_away(editor, pair):
    editor.post(PAGE, sent(pair, "outlet", outlet="The Daily"))
    for article in pair:
        article.refresh_from_db()
    editor.post(PAGE, sent(pair, "outlet", outlet=""))
    pair[1].refresh_from_db()
    assert pair[1].outlet is None


def test_somebody_who_was_faster_is_named_and_nothing_changes(editor, pair, olivia):
    values = sent(pair, "outlet", outlet="The Daily")
    edit_article(by=olivia, article=pair[1], version=1, values={"byline": "Ann"}, token=log.make_token())
    answer = editor.post(PAGE, values)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "changed meanwhile" in page
    assert 'value="The Daily"' in page
    assert f'name="version-{pair[1].uuid}" value="2"' in page
    pair[0].refresh_from_db()
    assert pair[0].outlet is None


@pytest.mark.parametrize(
    ("ticked", "typed", "words"),
    [
        ([], {"outlet": "x"}, "Tick what shall change."),
        (["published"], {"published": "soon"}, "is no date"),
        (["title"], {"title": "x"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said(editor, pair, ticked, typed, words):
    answer = editor.post(PAGE, sent(pair, *ticked, **typed))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_nothing_ticked_leads_back_to_the_library(editor, project):
    assert editor.get(PAGE)["Location"] == "/p/talks/"


@pytest.mark.parametrize("article", ["nonsense", "1b6c2f0e-3a52-4f4e-9d0b-2f7f5f2b9c11"])
def test_an_article_that_is_not_there_is_404(editor, project, article):
    assert editor.get(PAGE, {"article": article}).status_code == 404


def test_too_many_at_once_are_refused(editor, project):
    assert editor.get(PAGE, {"article": [str(uuid4()) for _ in range(201)]}).status_code == 409


def test_the_page_costs_the_same_queries_for_any_number(editor, make_article, django_assert_max_num_queries):
    articles = [make_article(f"Headline {number}\n\nText {number}.") for number in range(20)]
    with django_assert_max_num_queries(7):
        editor.get(PAGE, {"article": [article.uuid for article in articles]})
