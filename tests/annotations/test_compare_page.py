"""Two wordings of an article on one page, side by side and in one column."""

import pytest
from django.urls import reverse

from tests.annotations.rewording import reword

UNCHANGED = "\n\n".join(f'Paragraph {number} says what it "said" before, word for word.' for number in range(9))


@pytest.fixture
def edited(make_article, edgar, alice, bob, highlight):
    article = make_article(f"Talks fail\n\nThey met on Tuesday <in> Rome.\n\n{UNCHANGED}")
    highlight(alice, article, "on Tuesday")
    highlight(alice, article, "Paragraph 5")
    highlight(bob, article, "They met on Tuesday", visibility="private")
    reword(edgar, article, ("fail", "end"), ("Tuesday", "Wednesday"))
    reword(edgar, article, ('"said"', "“said”"))
    return article


def page(client, article, **query):
    return client.get(reverse("article_compare", args=[article.project.key, article.uuid]), query)


def html(client, article, **query):
    return page(client, article, **query).content.decode()


def test_what_was_taken_out_and_put_in_stands_beside_each_other(login, rita, edited):
    found = html(login(rita), edited, **{"from": 1, "to": 2})
    assert '<del><span class="vh">taken out: </span>Tuesday</del>' in found
    assert '<ins><span class="vh">put in: </span>Wednesday</ins>' in found
    assert "2 words taken out, 2 put in." in " ".join(found.split())
    assert "&lt;in&gt; Rome" in found


def test_in_one_column_both_stand_in_one_line(login, rita, edited):
    found = html(login(rita), edited, **{"from": 1, "to": 2, "view": "inline"})
    assert "Tuesday</del><ins>" in found


def test_the_headline_is_first_and_named(login, rita, edited):
    found = html(login(rita), edited, **{"from": 1, "to": 2})
    assert "The headline changed." in found
    assert found.index("fail</del>") < found.index("Tuesday</del>")


def test_what_is_unchanged_is_folded_but_for_one_paragraph(login, rita, edited):
    found = html(login(rita), edited, **{"from": 1, "to": 2})
    assert "8 paragraphs unchanged" in found
    assert found.count('class="cmp-row same"') == 9


def test_typography_alone_is_said_to_be_that(login, rita, edited):
    found = html(login(rita), edited, **{"from": 2, "to": 3})
    assert "Only typography, space or formatting differs." in found
    assert '<del class="quiet">' in found
    assert found.count("typography or space only") == 9


def test_a_wording_is_the_same_as_itself(login, rita, edited):
    assert "The two wordings are the same" in html(login(rita), edited, **{"from": 1, "to": 1})


def test_highlights_are_counted_as_far_as_one_may_see_them(login, alice, bob, edited):
    assert "1 of 2 highlights are touched" in html(login(alice), edited, **{"from": 1, "to": 2})
    assert "2 of 3 highlights are touched" in html(login(bob), edited, **{"from": 1, "to": 2})
    assert "2 highlights touched" in html(login(bob), edited, **{"from": 1, "to": 2})


def test_without_numbers_the_last_change_is_shown(login, rita, edited):
    assert "Only typography" in html(login(rita), edited)
    assert "Tuesday" not in html(login(rita), edited)


def test_numbers_that_make_no_sense_get_404(login, rita, edited):
    client = login(rita)
    for query in ({"from": "x"}, {"from": 9}, {"to": "-1"}, {"to": "99999999999"}, {"from": "０"}):
        assert page(client, edited, **query).status_code == 404


def test_comparing_asks_few_questions(login, rita, edited, django_assert_max_num_queries):
    client = login(rita)
    html(client, edited, **{"from": 1, "to": 3})
    with django_assert_max_num_queries(9):
        html(client, edited, **{"from": 1, "to": 3})
