"""What an open page is told: what its reader may see, all of it, and nothing else."""

import json

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from annotations.actions.anchors import spot
from annotations.actions.annotations import change_note, change_visibility, remove_annotation
from annotations.actions.claims import edit_claim
from annotations.actions.replies import add_reply
from annotations.actions.responses import differ, say_same
from annotations.anchoring import Selector
from annotations.models import Claim, Visibility
from newsroom import log
from newsroom.actions.articles import edit_article, remove_article
from newsroom.actions.members import end_membership
from newsroom.layouts import reading_of
from newsroom.live.cursors import seal
from newsroom.live.source import draw, end_without_right
from newsroom.models import Project
from newsroom.serving.grants import Grant, Watch

QUOTE = "real willingness"


def place(article):
    revision = article.current_revision
    start = reading_of(revision.pk, revision.uuid).layout.text.index(QUOTE)
    return spot(article, revision, Selector(start, start + len(QUOTE), QUOTE, "", ""))


@pytest.fixture
def stream(project, article):
    """Make the stream of somebody who opened the article just now."""

    def make(user, view="", on=None):
        session = SessionStore()
        session.create()
        newest = Project.objects.get(pk=project.pk).sequence
        watch = Watch(str((on or article).uuid), view, newest)
        proof = user.get_session_auth_hash()
        return Grant(user.pk, project.pk, project.key, session.session_key, proof, "en", [watch], str)

    return make


def told(grant):
    return [{"event": message.event, **json.loads(message.data)} for message in draw(grant)]


def test_a_highlight_is_told_with_its_paragraph_card_claim_and_speaker(stream, alice, bob, article, highlight):
    grant = stream(bob)
    made = highlight(alice, article, QUOTE, "No real willingness", speaker="Macron")
    (message,) = told(grant)
    assert message["event"] == "changes"
    assert message["fresh"] == [made.key]
    assert message["own"] == []
    assert message["told"] == "Alice: 1 highlight changed."
    for part in (
        f'id="a-{made.key}"',
        f'data-a="{made.key}"',
        'data-label="No real willingness"',
        'data-label="Macron"',
    ):
        assert part in message["html"]


def test_nothing_is_told_twice(stream, alice, bob, article, highlight):
    grant = stream(bob)
    highlight(alice, article, QUOTE, "No real willingness")
    assert len(told(grant)) == 1
    assert told(grant) == []


def test_what_happened_while_away_is_told_together(stream, alice, bob, article, highlight):
    grant = stream(bob)
    first = highlight(alice, article, QUOTE, "One")
    second = highlight(alice, article, "ceasefire", "Two")
    change_note(by=alice, annotation=first, version=first.version, note="Later", token=log.make_token())
    (message,) = told(grant)
    assert set(message["fresh"]) == {first.key, second.key}
    assert message["html"].count(f'id="a-{first.key}"') == 1
    assert "Later" in message["html"]


def test_a_private_annotation_of_a_colleague_is_told_in_no_byte(stream, alice, bob, article, highlight):
    grant = stream(bob)
    made = highlight(alice, article, QUOTE, visibility=Visibility.PRIVATE, note="qzxalone")
    change_note(by=alice, annotation=made, version=made.version, note="qzxagain", token=log.make_token())
    made.refresh_from_db()
    remove_annotation(by=alice, annotation=made, version=made.version, token=log.make_token())
    assert draw(grant) == []


def test_ones_own_private_annotation_is_told_to_ones_other_window(stream, alice, article, highlight):
    grant = stream(alice)
    made = highlight(alice, article, QUOTE, visibility=Visibility.PRIVATE)
    (message,) = told(grant)
    assert f'id="a-{made.key}"' in message["html"]
    assert len(message["own"]) == 1
    assert message["told"] == ""


def test_an_annotation_that_was_made_private_goes(stream, alice, bob, article, highlight):
    made = highlight(alice, article, QUOTE, "No real willingness", note="qzxalone")
    grant = stream(bob)
    version = made.version
    change_visibility(by=alice, annotation=made, version=version, visibility=Visibility.PRIVATE, token=log.make_token())
    (message,) = told(grant)
    assert f'data-gone="{made.key}"' in message["html"]
    assert "qzxalone" not in json.dumps(message)
    assert f'id="a-{made.key}"' not in message["html"]


def test_a_removed_annotation_goes(stream, alice, bob, article, highlight):
    made = highlight(alice, article, QUOTE, "No real willingness")
    grant = stream(bob)
    remove_annotation(by=alice, annotation=made, version=made.version, token=log.make_token())
    (message,) = told(grant)
    assert f'data-gone="{made.key}"' in message["html"]
    assert f'data-a="{made.key}"' not in message["html"]


def test_what_came_and_went_meanwhile_is_not_told(stream, alice, bob, article, highlight):
    grant = stream(bob)
    made = highlight(alice, article, QUOTE)
    remove_annotation(by=alice, annotation=made, version=made.version, token=log.make_token())
    assert told(grant) == []


def test_an_answer_is_told_where_the_highlight_made_of_it_may_be_seen(stream, alice, bob, edgar, article, highlight):
    made = highlight(alice, article, QUOTE, "No real willingness")
    grant, author = stream(edgar), stream(alice)
    own = say_same(by=bob, annotation=made, spot=place(article), token=log.make_token())
    (message,) = told(grant)
    assert {made.key, own.key} == set(message["fresh"])
    assert len(told(author)) == 1


def test_a_reply_is_told_with_the_card_that_it_belongs_to(stream, alice, bob, edgar, article, highlight):
    made = highlight(alice, article, QUOTE, "No real willingness")
    grant = stream(edgar)
    add_reply(by=bob, annotation=made, text="Since January", token=log.make_token())
    (message,) = told(grant)
    assert message["fresh"] == [made.key]
    assert "Since January" in message["html"]
    assert message["told"] == "Bob: 1 highlight changed."


def test_a_reply_to_a_private_annotation_is_told_in_no_byte(stream, alice, bob, article, highlight):
    made = highlight(alice, article, QUOTE, visibility=Visibility.PRIVATE)
    grant = stream(bob)
    add_reply(by=alice, annotation=made, text="qzxalone", token=log.make_token())
    assert draw(grant) == []


def test_an_answer_by_a_private_highlight_is_told_in_no_byte(stream, alice, bob, article, highlight):
    made = highlight(alice, article, QUOTE, "No real willingness")
    grant = stream(alice)
    how = {"taggings": [], "visibility": Visibility.PRIVATE, "token": log.make_token()}
    differ(by=bob, annotation=made, spot=place(article), **how)
    assert draw(grant) == []


def test_another_article_is_not_told_of(stream, alice, bob, article, make_article, highlight):
    other = make_article("Another title\n\nQuite other words stand here.")
    grant = stream(bob, on=other)
    highlight(alice, article, QUOTE, note="qzxelsewhere")
    assert draw(grant) == []


def test_a_claim_that_gets_another_colour_is_drawn_again(stream, alice, bob, edgar, article, highlight):
    made = highlight(alice, article, QUOTE, "No real willingness")
    grant = stream(bob)
    claim = Claim.objects.get(label="No real willingness")
    words = {"label": "Unwilling", "statement": "", "definition": "", "slot": 5, "parent": None}
    edit_claim(by=edgar, claim=claim, version=claim.version, **words, token=log.make_token())
    (message,) = told(grant)
    assert message["fresh"] == [made.key]
    assert "Unwilling" in message["html"]


def test_a_reader_hears_of_highlights_and_is_offered_no_claims(stream, alice, rita, article, highlight):
    grant = stream(rita)
    highlight(alice, article, QUOTE, "No real willingness")
    (message,) = told(grant)
    assert "role=option" not in message["html"]
    assert "<form" not in message["html"]


def test_a_page_that_sets_others_back_hears_of_ones_own_alone(stream, alice, bob, article, highlight, login):
    login(bob).post(reverse("preference_set", args=["talks"]), {"show": "mine"})
    grant = stream(bob)
    highlight(alice, article, QUOTE)
    assert [message for message in told(grant) if message["html"].count('<li class="card')] == []


def test_a_new_wording_is_told_and_not_forced(stream, bob, edgar, article):
    grant = stream(bob)
    edit_article(by=edgar, article=article, version=article.version, values={"title": "Other"}, token=log.make_token())
    assert [(message["event"], message["why"]) for message in told(grant)] == [("stale", "wording")]


def test_a_removed_article_is_told(stream, bob, edgar, article):
    grant = stream(bob)
    remove_article(by=edgar, article=article, version=article.version, token=log.make_token())
    assert [message["why"] for message in told(grant)] == ["removed"]


def test_a_member_who_was_removed_hears_nothing_more(stream, alice, bob, olivia, article, highlight):
    grant = stream(bob)
    end_membership(by=olivia, membership=bob.memberships.get(), token=log.make_token())
    highlight(alice, article, QUOTE, note="qzxafter")
    assert draw(grant) == []
    assert grant.is_over


def test_sessions_memberships_and_accounts_that_ended_end_streams(stream, alice, bob, rita, edgar, olivia):
    grants = [stream(user) for user in (alice, bob, rita, edgar, olivia)]
    SessionStore(grants[0].session).delete()
    end_membership(by=olivia, membership=bob.memberships.get(), token=log.make_token())
    rita.is_active = False
    rita.save()
    edgar.set_password("another password entirely")
    edgar.save()
    end_without_right(grants)
    assert [grant.is_over for grant in grants] == [True, True, True, True, False]


def test_drawing_for_a_stream_costs_the_same_for_few_and_many_changes(
    stream, alice, bob, article, highlight, django_assert_max_num_queries
):
    words = ("real willingness", "ceasefire", "Macron", "Europe", "talks", "Russia")
    for number, word in enumerate(words):
        highlight(alice, article, word, f"Claim {number}", speaker="Macron")
    few, many = stream(bob), stream(bob)
    few.watches[0].sequence -= 16
    many.watches[0].sequence -= 16 * len(words)
    draw(stream(bob))
    with django_assert_max_num_queries(24) as counted:
        assert draw(many)
    count = len(counted)
    with django_assert_max_num_queries(count):
        assert draw(few)


@pytest.fixture
def ask(login, article):
    """Ask for the stream's messages of now as a page without a stream does."""

    def do(user, piece=None, **given):
        path = reverse("article_live", args=["talks", (piece or article).uuid])
        return login(user).get(path, {"once": "1", **given})

    return do


def cursor(user, project):
    sequence = Project.objects.get(pk=project.pk).sequence
    return seal(settings.SECRET_KEY.encode(), user.pk, project.pk, sequence)


def test_a_page_without_a_stream_asks_now_and_then(ask, alice, bob, project, article, highlight):
    since = cursor(bob, project)
    made = highlight(alice, article, QUOTE)
    answer = ask(bob, since=since)
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert answer.headers["Cache-Control"] == "no-store"
    assert made.key in answer.content.decode()


@pytest.mark.parametrize("since", ["", "forged", "A" * 40])
def test_a_forged_cursor_is_told_to_load_the_page_again(ask, bob, since):
    assert '"why": "lost"' in ask(bob, since=since).content.decode()


def test_the_cursor_of_somebody_else_is_a_forged_one(ask, alice, bob, project):
    assert '"why": "lost"' in ask(bob, since=cursor(alice, project)).content.decode()


def test_a_foreign_article_is_not_there(ask, bob, charlie, make_article, project):
    foreign = make_article("Foreign\n\nWords.", by=charlie, where=Project.objects.get(key="elsewhere"))
    assert ask(bob, foreign).status_code == 404
    also = f"{foreign.uuid}~{cursor(bob, project)}~"
    assert ask(bob, also=also, since=cursor(bob, project)).status_code == 404
    assert ask(bob, also="no uuid~x~y", since=cursor(bob, project)).status_code == 404
