"""Answers to a colleague's highlight: same here, differs, would not tag."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions.annotations import remove_annotation
from annotations.actions.responses import say_same
from annotations.live.news import news_of
from annotations.models import Annotation, Response, Tagging
from annotations.response_spots import spot_of
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Action, Event, Membership
from tests.annotations.sending import SCRIPTED, url

VIEWS = {
    "response_same": {},
    "response_differs": {"claim_label": "Only a pretext", "stance": "asserts"},
    "response_would_not_tag": {"reason": "a date, no claim"},
}


@pytest.fixture
def annotation(article, alice, highlight):
    return highlight(
        alice, article, "technical level", "Talks", speaker="Emmanuel Macron", stance="questions", certainty="hedged"
    )


@pytest.fixture
def send(login, annotation):
    """Return what the server answers when somebody answers the highlight."""

    def post(user, name, fields=None, *, scripted=True):
        body = {"action": str(uuid4()), **VIEWS[name], **(fields or {})}
        return login(user).post(url(name, annotation), body, headers=SCRIPTED if scripted else {})

    return post


def own(user):
    return Annotation.objects.get(author=user, deleted_at=None)


def said(annotation):
    found = Response.objects.current().filter(annotation=annotation)
    return [(response.by.username, response.kind, response.reason, bool(response.own_id)) for response in found]


def membership(user):
    return Membership.objects.select_related("project").get(user=user)


@pytest.mark.parametrize("scripted", [True, False])
def test_same_here_is_an_own_highlight_with_the_same_claims(send, annotation, bob, scripted):
    assert send(bob, "response_same", scripted=scripted).status_code == (200 if scripted else 303)
    mine, theirs = own(bob), annotation
    names = ("claim", "speaker", "stance", "certainty", "form", "via")
    assert list(mine.taggings.values_list(*names)) == list(theirs.taggings.values_list(*names))
    places = [a.anchors.values_list("revision", "start", "end", "quote").get() for a in (mine, theirs)]
    assert places[0] == places[1]
    assert said(annotation) == [("bob", "same", "", True)]


@pytest.mark.parametrize("scripted", [True, False])
def test_differs_is_an_own_reading_linked_to_theirs(send, annotation, bob, scripted):
    assert send(bob, "response_differs", scripted=scripted).status_code == (200 if scripted else 303)
    mine = own(bob)
    assert mine.taggings.get().claim.label == "Only a pretext"
    assert Response.objects.get().own == mine
    assert said(annotation) == [("bob", "differs", "", True)]
    assert annotation.taggings.get().claim.label == "Talks"


@pytest.mark.parametrize("scripted", [True, False])
def test_the_form_of_another_reading_begins_with_theirs(login, annotation, bob, scripted):
    page = login(bob).get(url("response_differs", annotation), headers=SCRIPTED if scripted else {}).content.decode()
    tagging = annotation.taggings.get()
    assert str(tagging.claim.uuid) in page and str(tagging.speaker.uuid) in page
    assert re.search(r'<input type="radio" name="stance" value="questions"[^>]*checked', page)
    assert not Response.objects.exists()


@pytest.mark.parametrize("scripted", [True, False])
def test_would_not_tag_highlights_nothing(send, annotation, bob, scripted):
    assert send(bob, "response_would_not_tag", scripted=scripted).status_code == (200 if scripted else 303)
    assert not Annotation.objects.filter(author=bob).exists()
    assert said(annotation) == [("bob", "would_not_tag", "a date, no claim", False)]


def test_it_can_be_taken_back(send, login, annotation, bob):
    send(bob, "response_would_not_tag")
    response = Response.objects.get()
    fields = {"action": str(uuid4()), "version": response.version}
    for _twice in range(2):
        answer = login(bob).post(url("response_remove", response), fields, headers=SCRIPTED)
        assert answer.status_code == 200
    assert said(annotation) == []
    assert Action.objects.filter(kind="response_remove").count() == 1


def test_an_old_version_cannot_be_taken_back(send, login, annotation, bob):
    send(bob, "response_would_not_tag")
    response = Response.objects.get()
    fields = {"action": str(uuid4()), "version": response.version + 1}
    assert login(bob).post(url("response_remove", response), fields, headers=SCRIPTED).status_code == 409
    assert said(annotation) != []


def test_another_answer_takes_the_place_of_would_not_tag(send, annotation, bob):
    send(bob, "response_would_not_tag")
    send(bob, "response_would_not_tag", {"reason": "better words"})
    assert said(annotation) == [("bob", "would_not_tag", "better words", False)]
    send(bob, "response_same")
    assert said(annotation) == [("bob", "same", "", True)]


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("scripted", [True, False])
def test_an_own_highlight_is_not_thrown_away_for_another_answer(send, annotation, bob, name, scripted):
    send(bob, "response_same")
    answer = send(bob, name, scripted=scripted)
    assert answer.status_code == 409
    assert "one of your own already" in answer.content.decode()
    assert said(annotation) == [("bob", "same", "", True)]
    assert Annotation.objects.filter(author=bob).count() == 1


def test_what_was_typed_is_kept_without_a_script(send, annotation, bob):
    send(bob, "response_same")
    assert "Only a pretext" in send(bob, "response_differs", scripted=False).content.decode()
    assert "a date, no claim" in send(bob, "response_would_not_tag", scripted=False).content.decode()


@pytest.mark.parametrize("name", VIEWS)
def test_trying_twice_answers_once(send, annotation, bob, name):
    fields = {"action": str(uuid4())}
    first, second = send(bob, name, fields), send(bob, name, fields)
    assert first.status_code == second.status_code == 200
    assert len(said(annotation)) == 1
    assert Action.objects.filter(uuid=fields["action"]).count() == 1


@pytest.mark.parametrize("name", VIEWS)
def test_nobody_answers_themselves_and_readers_read(send, annotation, alice, rita, charlie, frank, name):
    assert [send(user, name).status_code for user in (alice, rita, charlie, frank)] == [403, 403, 404, 404]
    assert said(annotation) == []


@pytest.mark.parametrize("name", VIEWS)
def test_a_private_highlight_is_not_there_to_be_answered(send, annotation, bob, name):
    Annotation.objects.update(visibility="private")
    assert send(bob, name).status_code == 404


@pytest.mark.parametrize("name", VIEWS)
def test_a_removed_highlight_is_not_there_to_be_answered(send, annotation, alice, bob, name):
    remove_annotation(by=alice, annotation=annotation, version=1, token=log.make_token())
    assert send(bob, name).status_code == 404


@pytest.mark.parametrize("scripted", [True, False])
def test_another_reading_without_a_claim_is_refused_with_the_form(send, annotation, bob, scripted):
    fields = {"claim_label": "", "note": "typed with care"}
    answer = send(bob, "response_differs", fields, scripted=scripted)
    assert answer.status_code == 422
    assert "typed with care" in answer.content.decode()
    assert said(annotation) == []


@pytest.mark.parametrize("scripted", [True, False])
def test_a_reason_that_is_too_long_is_refused(send, annotation, bob, scripted):
    answer = send(bob, "response_would_not_tag", {"reason": "long " * 100}, scripted=scripted)
    assert answer.status_code == 422
    assert said(annotation) == []


@pytest.mark.parametrize("name", VIEWS)
def test_undo_takes_an_answer_back_whole_and_redo_gives_it_again(send, annotation, bob, name):
    action = uuid4()
    send(bob, name, {"action": str(action)})
    before = said(annotation)
    token = log.make_token()
    undo(by=bob, membership=membership(bob), action_uuid=action, token=token)
    assert said(annotation) == []
    assert not Annotation.objects.filter(author=bob, deleted_at=None).exists()
    undo(by=bob, membership=membership(bob), action_uuid=token.uuid, token=log.make_token())
    assert said(annotation) == before


def test_removing_the_own_highlight_takes_the_answer_along_and_undo_brings_both_back(send, annotation, bob):
    send(bob, "response_same")
    token = log.make_token()
    remove_annotation(by=bob, annotation=own(bob), version=1, token=token)
    assert said(annotation) == []
    undo(by=bob, membership=membership(bob), action_uuid=token.uuid, token=log.make_token())
    assert said(annotation) == [("bob", "same", "", True)]
    assert own(bob).taggings.current().count() == 1


def test_an_answer_does_not_come_back_beside_a_newer_one(send, annotation, bob):
    send(bob, "response_same")
    token = log.make_token()
    remove_annotation(by=bob, annotation=own(bob), version=1, token=token)
    send(bob, "response_would_not_tag")
    with pytest.raises(log.Conflict, match="answered this highlight again"):
        undo(by=bob, membership=membership(bob), action_uuid=token.uuid, token=log.make_token())
    assert said(annotation) == [("bob", "would_not_tag", "a date, no claim", False)]


def test_a_claim_that_was_merged_is_given_as_what_it_is_today(annotation, article, alice, bob, highlight):
    into = highlight(alice, article, "Emmanuel Macron", "Direct talks").taggings.get().claim
    claim = annotation.taggings.get().claim
    claim.merged_into = into
    claim.save()
    mine = say_same(by=bob, annotation=annotation, spot=spot_of(annotation), token=log.make_token())
    assert mine.taggings.get().claim == into


def test_the_card_tells_who_answered_and_offers_answers_to_colleagues_alone(
    send, login, annotation, article, alice, bob
):
    send(bob, "response_would_not_tag")
    theirs = login(alice).get(url("article_read", article)).content.decode()
    assert "would not tag" in theirs and "a date, no claim" in theirs and "Bob" in theirs
    assert url("response_same", annotation) not in theirs
    page = login(bob).get(url("article_read", article)).content.decode()
    assert url("response_same", annotation) in page and url("response_differs", annotation) in page
    assert url("response_remove", Response.objects.get()) in page


def test_an_answer_with_a_private_highlight_is_seen_by_its_author_alone(send, login, annotation, article, alice, bob):
    send(bob, "response_differs", {"visibility": "private"})
    assert "reads it differently" in login(bob).get(url("article_read", article)).content.decode()
    assert "reads it differently" not in login(alice).get(url("article_read", article)).content.decode()
    assert "Answered" not in login(alice).get(url("article_history", article)).content.decode()


def test_the_history_tells_of_it(send, login, annotation, article, alice, bob):
    send(bob, "response_would_not_tag")
    page = login(alice).get(url("article_history", article)).content.decode()
    assert "Answered: would not tag" in page and "a date, no claim" in page


def test_events_name_the_article(send, annotation, article, bob):
    send(bob, "response_would_not_tag")
    assert Event.objects.get(object_kind="response").article == article


def test_questions_do_not_grow_with_answers(login, article, alice, bob, rita, highlight, django_assert_num_queries):
    first = highlight(alice, article, "technical level", "Talks")
    say_same(by=bob, annotation=first, spot=spot_of(first), token=log.make_token())
    client, address = login(rita), url("article_read", article)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for quote in ("Emmanuel Macron", "ceasefire", "Kremlin"):
        other = highlight(alice, article, quote, "Talks")
        say_same(by=bob, annotation=other, spot=spot_of(other), token=log.make_token())
    with django_assert_num_queries(len(few)):
        client.get(address)
    assert Tagging.objects.count() > 4


@pytest.mark.parametrize(("visibility", "told"), [("private", 1), ("project", 2)])
def test_an_open_page_is_told_of_what_is_not_private(send, annotation, article, bob, visibility, told):
    send(bob, "response_differs", {"visibility": visibility})
    touched = {
        touch.annotation.pk
        for touch in news_of(article, 0, 10_000).touches
        for _action, by in touch.actions
        if by == bob.pk
    }
    assert len(touched & {annotation.pk, own(bob).pk}) == told
