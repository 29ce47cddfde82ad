"""Sessions are found as Django finds them, with one compiled question."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from newsroom.kept_sessions import SessionStore

pytestmark = pytest.mark.django_db


def made(**values):
    store = SessionStore()
    store.update(values)
    store.create()
    return store.session_key


def test_a_session_holds_what_was_put_into_it(django_assert_num_queries):
    key = made(colour="blue")
    with django_assert_num_queries(1):
        assert SessionStore(key)["colour"] == "blue"


def test_each_key_finds_its_own():
    first, second = made(who="anna"), made(who="ben")
    assert (SessionStore(first)["who"], SessionStore(second)["who"]) == ("anna", "ben")


def test_what_expired_is_empty_and_gets_another_key():
    key = made(colour="blue")
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    store = SessionStore(key)
    assert "colour" not in store
    assert store.session_key is None


@pytest.mark.parametrize("key", ["nobodyknowsthiskey0123456789abcd", "x" * 10_000, "' OR 1=1 --"])
def test_a_key_that_is_not_there_is_an_empty_session(key):
    store = SessionStore(key)
    assert "colour" not in store
    assert store.session_key is None
