"""Who is told that a colleague reads a highlight differently, or would not tag it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.actions.reading import set_state
from annotations.actions.responses import differ, remove_response, would_not_tag
from annotations.actions.taggings import TaggingDraft
from annotations.models import Notice, Response
from annotations.response_spots import spot_of
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Membership, Project


@pytest.fixture
def annotation(article, alice, highlight):
    return highlight(alice, article, "technical level", "Talks")


def doubt(by, annotation, reason="Too vague to tag"):
    token = log.make_token()
    would_not_tag(by=by, annotation=annotation, reason=reason, token=token)
    return token


def differ_from(by, annotation, **values):
    drafts = [TaggingDraft(claim="Only a pretext", stance="asserts")]
    token = log.make_token()
    return differ(by=by, annotation=annotation, spot=spot_of(annotation), taggings=drafts, token=token, **values)


def inbox_of(client, project):
    return client.get(reverse("inbox", args=[project.key])).content.decode()


def test_the_author_is_told_who_would_not_tag_and_why(annotation, alice, bob, project, login):
    doubt(bob, annotation)
    page = inbox_of(login(alice), project)
    assert "would not tag what you highlighted" in page
    assert "Too vague to tag" in page
    assert 'title="Unread">1<' in page
    assert not Notice.objects.filter(user=bob).exists()


def test_the_author_is_told_of_another_reading_with_its_note(annotation, alice, bob, project, login):
    differ_from(bob, annotation, note="He says the reverse")
    page = inbox_of(login(alice), project)
    assert "reads your highlight differently" in page
    assert "He says the reverse" in page


def test_of_two_answers_one_after_the_other_the_one_that_stands_is_told(annotation, alice, bob, project, login):
    doubt(bob, annotation)
    differ_from(bob, annotation)
    page = inbox_of(login(alice), project)
    assert "reads your highlight differently" in page
    assert "would not tag what" not in page


def test_a_private_reading_is_told_to_nobody(annotation, alice, bob):
    differ_from(bob, annotation, visibility="private")
    assert not Notice.objects.exists()


def test_an_answer_that_was_taken_back_is_not_told_any_more(annotation, alice, bob, project, login):
    doubt(bob, annotation)
    remove_response(by=bob, response=Response.objects.get(), version=1, token=log.make_token())
    assert "would not tag what" not in inbox_of(login(alice), project)


def test_undo_takes_the_line_along_and_redo_brings_it_back(annotation, alice, bob, project, login):
    token = doubt(bob, annotation)
    member = Membership.objects.select_related("project").get(user=bob)
    back = log.make_token()
    undo(by=bob, membership=member, action_uuid=token.uuid, token=back)
    assert "would not tag what" not in inbox_of(login(alice), project)
    undo(by=bob, membership=member, action_uuid=back.uuid, token=log.make_token())
    assert "would not tag what" in inbox_of(login(alice), project)


def test_under_blind_mode_it_waits_until_the_author_has_coded(annotation, article, alice, bob, project, login):
    Project.objects.filter(pk=project.pk).update(is_blind=True)
    doubt(bob, annotation)
    before = inbox_of(login(alice), project)
    assert "Too vague" not in before
    assert "Unread" not in before
    set_state(by=alice, article=article, state="coded", token=log.make_token())
    assert "Too vague" in inbox_of(login(alice), project)


def test_many_answers_cost_as_few_queries_as_one(article, alice, bob, project, highlight, login):
    client = login(alice)
    doubt(bob, highlight(alice, article, "technical level", "Talks"))
    inbox_of(client, project)
    with CaptureQueriesContext(connection) as few:
        inbox_of(client, project)
    for quote in ("negotiate", "Putin", "Ukraine"):
        doubt(bob, highlight(alice, article, quote, "Talks"))
    with CaptureQueriesContext(connection) as many:
        inbox_of(client, project)
    assert len(many) == len(few)
