"""Two copies of a story on one page."""

from uuid import uuid4

import pytest
from django.urls import reverse

from newsroom.models import Article

TEXT = "Talks fail\n\nThey met on {day} in Rome.\n\nNobody wanted to say what was agreed, or whether anything was."


@pytest.fixture
def copies(make_article):
    story = uuid4()
    made = [make_article(TEXT.format(day=day), story=story) for day in ("Tuesday", "Wednesday", "Friday")]
    return Article.objects.filter(pk__in=[article.pk for article in made]).order_by("pk")


def page(client, article, **query):
    return client.get(reverse("story_compare", args=[article.project.key, article.story]), query)


def test_the_first_copy_is_compared_with_the_next(login, rita, copies):
    found = page(login(rita), copies[0]).content.decode()
    assert '<del><span class="vh">taken out: </span>Tuesday</del>' in found
    assert '<ins><span class="vh">put in: </span>Wednesday</ins>' in found


def test_any_two_copies_are_compared_in_one_column_too(login, rita, copies):
    query = {"from": copies[2].uuid, "to": copies[0].uuid, "view": "inline"}
    found = page(login(rita), copies[0], **query).content.decode()
    assert "Friday</del><ins>" in found


def test_an_article_of_another_story_is_not_there(login, rita, copies, make_article):
    other = make_article("Another\n\nNothing of the kind.")
    for sent in (other.uuid, "x"):
        assert page(login(rita), copies[0], to=sent).status_code == 404


def test_a_story_of_one_has_nothing_to_compare(login, rita, make_article):
    assert page(login(rita), make_article(TEXT, story=uuid4())).status_code == 404


def test_nobody_sees_a_highlight_of_others_there(login, rita, alice, copies, highlight):
    highlight(alice, copies[0], "on Tuesday")
    assert "touched" not in page(login(rita), copies[0]).content.decode()


def test_the_number_of_queries_is_constant(login, rita, copies, make_article, django_assert_max_num_queries):
    client = login(rita)
    page(client, copies[0])
    for number in range(5):
        make_article(TEXT.format(day=f"day {number}"), story=copies[0].story)
    with django_assert_max_num_queries(12):
        page(client, copies[0])
