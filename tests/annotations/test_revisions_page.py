"""The wordings of an article: the list, an old one to read, and what it was read from."""

from uuid import uuid4

import pytest
from django.urls import reverse

from newsroom.models import Job
from tests.annotations.rewording import reword

PARAGRAPH = "They met in Rome on Tuesday. Nobody agreed to anything."


@pytest.fixture
def edited(make_article, edgar, alice, bob, highlight):
    """An article with two wordings; alice and bob each highlighted words of the first one."""
    article = make_article(f"Talks fail\n\n{PARAGRAPH}\n\nThe next round is planned for the spring.")
    highlight(alice, article, "Nobody agreed to anything", "Failure", note="as alice read it")
    highlight(bob, article, "in Rome", visibility="private", note="for bob alone")
    reword(edgar, article, ("Talks fail", "Talks end"), ("Nobody agreed", "Some agreed"), how="check")
    return article


def page(client, name, article, *more, **query):
    return client.get(reverse(name, args=[article.project.key, article.uuid, *more]), query)


def test_list_tells_what_changed_and_what_became_of_the_highlights(login, alice, edited):
    html = page(login(alice), "article_revisions", edited).content.decode()
    assert "headline changed" in html
    assert "found by a check" in html
    assert "Edgar" in html
    assert "1 with changed words" in html
    for revision in edited.revisions.all():
        assert revision.sha256 in html


def test_a_colleagues_private_highlight_is_in_no_count(login, alice, bob, edited):
    assert "in other surroundings" not in page(login(alice), "article_revisions", edited).content.decode()
    assert "1 in other surroundings" in page(login(bob), "article_revisions", edited).content.decode()


def test_old_wording_is_read_with_the_highlights_that_stand_in_it(login, alice, edited):
    html = page(login(alice), "article_revision", edited, 1).content.decode()
    assert "You are reading an earlier wording" in html
    assert "The newest is wording 2" in html
    assert "Talks fail" in html
    assert ">Nobody agreed to anything</mark>" in html
    assert "as alice read it" in html
    assert "for bob alone" not in html


def test_old_wording_is_not_written_on(login, alice, edited):
    html = page(login(alice), "article_revision", edited, 1).content.decode()
    assert reverse("annotation_add", args=[edited.project.key, edited.uuid]) not in html
    assert 'class="tagit"' not in html
    assert "/remove/" not in html


def test_newest_wording_is_the_reading_page(login, alice, edited):
    answer = page(login(alice), "article_revision", edited, 2)
    assert (answer.status_code, answer.url) == (303, reverse("article_read", args=[edited.project.key, edited.uuid]))


def test_a_number_that_is_not_there_gets_404(login, alice, edited):
    client = login(alice)
    for name in ("article_revision", "article_revision_cards", "article_revision_notes", "article_revision_source"):
        assert page(client, name, edited, 3).status_code == 404


def test_notes_and_cards_of_an_old_wording_are_its_own(login, alice, edited):
    client = login(alice)
    notes = page(client, "article_revision_notes", edited, 1).content.decode()
    assert "Nobody agreed to anything" in notes
    assert "Some agreed" not in notes
    cards = page(client, "article_revision_cards", edited, 1, first=0, last=2).content.decode()
    assert "as alice read it" in cards
    assert "Nobody" in cards


def test_reading_page_names_the_wordings_and_what_is_to_be_reviewed(login, alice, edited, make_article):
    client = login(alice)
    html = page(client, "article_read", edited).content.decode()
    assert "2 wordings" in html
    assert "1 of your highlights changed: review" in html
    assert "words changed since" in html
    assert "Nobody agreed to anything" in html
    other = page(client, "article_read", make_article("Another\n\nWith one wording."))
    assert "wordings-line" not in other.content.decode()


def test_reading_page_of_a_colleague_asks_nothing_of_them(login, rita, edited):
    assert "review_list" not in page(login(rita), "article_read", edited).content.decode()
    assert "changed: review" not in page(login(rita), "article_read", edited).content.decode()


def test_stranger_gets_404(login, charlie, edited):
    client = login(charlie)
    for name, more in (("article_revisions", ()), ("article_revision", (1,)), ("article_compare", ())):
        assert page(client, name, edited, *more).status_code == 404


def test_list_asks_the_same_whatever_its_length(login, alice, edgar, edited, django_assert_num_queries):
    client = login(alice)
    page(client, "article_revisions", edited)
    with django_assert_num_queries(7) as seen:
        page(client, "article_revisions", edited)
    for number in range(4):
        reword(edgar, edited, ("spring", f"spring {number}"))
    with django_assert_num_queries(len(seen)):
        page(client, "article_revisions", edited)


def test_editor_has_the_page_looked_at_again(login, edgar, edited):
    type(edited).objects.filter(pk=edited.pk).update(url="https://example.org/talks")
    client, address = login(edgar), reverse("article_check", args=[edited.project.key, edited.uuid])
    assert address in page(client, "article_revisions", edited).content.decode()
    sent = {"action": str(uuid4())}
    for _try in range(2):
        answer = client.post(address, sent)
        job = Job.objects.get()
        assert answer.url == reverse("job_show", args=[edited.project.key, job.uuid])
    assert job.kind == "check"


def test_an_article_without_address_cannot_be_looked_at_again(login, edgar, edited):
    address = reverse("article_check", args=[edited.project.key, edited.uuid])
    answer = login(edgar).post(address, {"action": str(uuid4())}, follow=True)
    assert "no web address" in answer.content.decode()
    assert not Job.objects.exists()


def test_analyst_may_not_have_it_looked_at(login, alice, edited):
    address = reverse("article_check", args=[edited.project.key, edited.uuid])
    assert login(alice).post(address, {"action": str(uuid4())}).status_code == 403
