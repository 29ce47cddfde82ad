"""From one article to the next, in the library's order."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.urls import reverse

from annotations.actions.reading import set_state
from newsroom import log


@pytest.fixture
def shelf(make_article):
    """Four articles in the library's order: two dated ones, newest first, then two undated ones, latest arrival first."""
    made = [make_article(f"Article number {n}\n\nOne paragraph of text, long enough for number {n}.") for n in range(4)]
    for article, day in ((made[0], 3), (made[1], 5)):
        article.published_at, article.published_precision = datetime(2026, 2, day, tzinfo=UTC), "day"
        article.save()
    return [made[1], made[0], made[3], made[2]]


@pytest.fixture
def step(login, project):
    def go(user, article, to):
        response = login(user).get(reverse("article_step", args=[project.key, article.uuid]), {"to": to})
        return response["Location"].split("/")[4] if response.status_code == 303 else response.status_code

    return go


def test_next_and_previous_follow_the_library(step, shelf, alice):
    for earlier, later in pairwise(shelf):
        assert step(alice, earlier, "next") == str(later.uuid)
        assert step(alice, later, "previous") == str(earlier.uuid)


def test_at_either_end_one_stays_and_is_told(login, project, shelf, alice):
    client = login(alice)
    for article, to, words in ((shelf[-1], "next", "last article"), (shelf[0], "previous", "first article")):
        response = client.get(reverse("article_step", args=[project.key, article.uuid]), {"to": to}, follow=True)
        assert response.redirect_chain[0][0].split("/")[4] == str(article.uuid)
        assert words in response.content.decode()


def test_uncoded_leaves_out_what_i_coded_or_skipped_and_goes_round(step, shelf, alice, bob):
    first, second, third, fourth = shelf
    set_state(by=alice, article=second, state="coded", token=log.make_token())
    set_state(by=alice, article=third, state="skipped", reason="a copy", token=log.make_token())
    set_state(by=bob, article=fourth, state="coded", token=log.make_token())
    assert step(alice, first, "uncoded") == str(fourth.uuid)
    assert step(alice, fourth, "uncoded") == str(first.uuid)


def test_stranger_and_nonsense_get_404(step, shelf, alice, charlie):
    assert step(charlie, shelf[0], "next") == 404
    assert step(alice, shelf[0], "sideways") == 404
