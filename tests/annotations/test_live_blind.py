"""Blind mode on an open page: colleagues' work is not told, nor who reads along, until the reader has coded the article."""

import json

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache

from annotations.actions.reading import set_state
from annotations.models import ReadingState
from newsroom import log
from newsroom.live import readers
from newsroom.live.source import draw
from newsroom.models import Project
from newsroom.serving.grants import Grant, Watch

QUOTE = "real willingness"


@pytest.fixture
def blind(project):
    cache.clear()
    Project.objects.filter(pk=project.pk).update(is_blind=True)


@pytest.fixture
def stream(project, article):
    """Make the stream of somebody who opened the article just now, drawn once as when it opens."""

    def make(user):
        session = SessionStore()
        session.create()
        newest = Project.objects.get(pk=project.pk).sequence
        proof = user.get_session_auth_hash()
        watches = [Watch(str(article.uuid), "", newest)]
        grant = Grant(user.pk, project.pk, project.key, session.session_key, proof, "en", watches, str)
        draw(grant)
        return grant

    return make


def here(grants):
    return [[json.loads(message.data)["html"] for message in told] for told in readers.tell(grants)]


def test_a_colleagues_highlight_is_not_told(blind, stream, alice, bob, article, highlight):
    grant = stream(bob)
    highlight(alice, article, QUOTE)
    assert draw(grant) == []


def test_who_reads_along_is_not_told(blind, stream, alice, bob):
    assert here([stream(alice), stream(bob)]) == [[], []]


def test_both_are_told_once_the_article_is_coded(blind, stream, alice, bob, article, highlight):
    set_state(by=bob, article=article, state="coded", token=log.make_token())
    assert ReadingState.objects.get(user=bob).opened_at is not None
    ours, theirs = stream(bob), stream(alice)
    highlight(alice, article, QUOTE)
    assert QUOTE in draw(ours)[0].data
    seen, unseen = here([ours, theirs])
    assert "Alice" in seen[0]
    assert unseen == []


def test_without_blind_mode_everybody_is_told_who_reads(stream, alice, bob):
    cache.clear()
    ours, theirs = here([stream(bob), stream(alice)])
    assert "Alice" in ours[0]
    assert "Bob" in theirs[0]


def test_a_stream_that_was_not_drawn_yet_is_told_nobody(stream, alice, bob, article):
    cache.clear()
    grant = stream(bob)
    grant.watches[0].is_covered = Watch(str(article.uuid), "", 0).is_covered
    assert here([grant, stream(alice)])[0] == []
