"""The list of edited articles of a project."""

import pytest
from django.urls import reverse

from annotations import edits
from newsroom.models import Outlet
from tests.annotations.rewording import reword

TEXT = "{title}\n\nThey met on Tuesday in Rome.\n\nThe next round is planned for the spring of next year."


@pytest.fixture
def talks(make_article, edgar, alice, bob, highlight):
    """An article whose words and headline were edited; alice's words changed, and bob's private ones went."""
    article = make_article(TEXT.format(title="Talks fail"))
    highlight(alice, article, "on Tuesday in Rome")
    highlight(bob, article, "The next round is planned for the spring of next year.", visibility="private")
    edit = (
        ("Talks fail", "Talks end"),
        ("Tuesday", "Wednesday"),
        ("The next round is planned for the spring of next year.", ""),
    )
    reword(edgar, article, *edit, how="feed")
    return article


@pytest.fixture
def quiet(make_article, edgar):
    """An article in which only the typography was edited."""
    article = make_article(TEXT.format(title='A "quiet" edit'))
    reword(edgar, article, ('"quiet"', "“quiet”"))
    return article


def page(client, project, **query):
    return client.get(reverse("edits_list", args=[project.key]), query)


def titles(answer):
    return [edit.revision.article.title for edit in answer.context["edits"]]


def test_edits_are_listed_with_what_changed(login, alice, project, talks):
    html = page(login(alice), project).content.decode()
    for words in ("Talks end", "headline changed", "came with a feed", "1 highlight changed", "1 is mine"):
        assert words in html
    address = reverse("article_compare", args=[project.key, talks.uuid])
    assert f"{address}?from=1&amp;to=2" in html


def test_a_colleagues_private_highlight_is_not_counted(login, alice, bob, project, talks):
    assert "lost" not in page(login(alice), project).content.decode()
    assert "1 highlight lost" in page(login(bob), project).content.decode()


def test_trivial_edits_are_shown_where_they_are_asked_for(login, rita, project, talks, quiet):
    client = login(rita)
    assert titles(page(client, project)) == ["Talks end"]
    both = page(client, project, trivial="1")
    assert titles(both) == ["A “quiet” edit", "Talks end"]
    assert "typography or space only" in both.content.decode()


def test_new_headlines_alone(login, rita, edgar, project, talks, make_article):
    other = make_article(TEXT.format(title="Another"))
    reword(edgar, other, ("Tuesday", "Friday"))
    assert titles(page(login(rita), project)) == ["Another", "Talks end"]
    assert titles(page(login(rita), project, headline="1")) == ["Talks end"]


def test_with_my_highlights_alone(login, alice, bob, rita, edgar, project, talks, make_article):
    other = make_article(TEXT.format(title="Another"))
    reword(edgar, other, ("Tuesday", "Friday"))
    assert titles(page(login(alice), project, mine="1")) == ["Talks end"]
    assert titles(page(login(bob), project, mine="1")) == ["Talks end"]
    assert titles(page(login(rita), project, mine="1")) == []


def test_one_outlet_alone(login, rita, edgar, project, talks, make_article):
    outlet = Outlet.objects.create(project=project, name="Le Monde", folded="le monde")
    other = make_article(TEXT.format(title="Another"), outlet=outlet)
    reword(edgar, other, ("Tuesday", "Friday"))
    assert titles(page(login(rita), project, outlet=str(outlet.uuid))) == ["Another"]
    assert titles(page(login(rita), project, outlet="none")) == ["Talks end"]
    assert page(login(rita), project, outlet="x").status_code == 400


def test_pages_go_on_by_key_and_back(login, rita, edgar, project, talks, monkeypatch):
    monkeypatch.setattr(edits, "PAGE", 2)
    for day in ("Thursday", "Friday", "Saturday", "Sunday"):
        reword(edgar, talks, ("Wednesday", day), ("Thursday", day), ("Friday", day), ("Saturday", day))
    client = login(rita)
    seen, address = [], "?"
    while address:
        answer = client.get(reverse("edits_list", args=[project.key]) + address)
        seen.append([edit.revision.number for edit in answer.context["edits"]])
        last, address = answer, answer.context["next_url"]
    assert seen == [[6, 5], [4, 3], [2]]
    back = client.get(reverse("edits_list", args=[project.key]) + last.context["previous_url"])
    assert [edit.revision.number for edit in back.context["edits"]] == [4, 3]
    assert page(client, project, after="x").status_code == 400


def test_removed_articles_and_other_projects_are_not_listed(login, charlie, rita, project, talks):
    assert page(login(charlie), project).status_code == 404
    type(talks).objects.filter(pk=talks.pk).update(deleted_at="2026-01-01T00:00:00Z")
    assert titles(page(login(rita), project)) == []


def test_queries_are_the_same_for_one_edit_and_for_many(login, alice, edgar, project, talks, django_assert_num_queries):
    client = login(alice)
    page(client, project)
    with django_assert_num_queries(9) as asked:
        page(client, project)
    for day in ("Thursday", "Friday", "Saturday"):
        reword(edgar, talks, ("Wednesday", day), ("Thursday", day), ("Friday", day))
    with django_assert_num_queries(len(asked)):
        page(client, project)
