"""Layouts of revisions are kept by the size of their texts."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.layouts import Reading, _Kept, reading_of
from newsroom.models import Article, Revision
from newsroom.text import Layout


def reading(length: int) -> Reading:
    return Reading(Layout("x" * length, (), ()), ())


def test_a_layout_is_asked_for_once(article: Article) -> None:
    revision = article.current_revision
    assert revision is not None
    once = reading_of(revision.pk, revision.uuid)
    with CaptureQueriesContext(connection) as queries:
        assert reading_of(revision.pk, revision.uuid) is once
    assert not queries.captured_queries
    assert once.layout.text == revision.text


def test_a_revision_that_is_not_there_is_no_reading(article: Article) -> None:
    with pytest.raises(Revision.DoesNotExist):
        reading_of(article.current_revision_id or 0, uuid4())


def test_what_was_asked_for_longest_ago_makes_room():
    kept = _Kept(most=100)
    keys = [(number, uuid4()) for number in range(4)]
    for key in keys[:2]:
        kept.put(key, reading(50))
    assert kept.get(keys[0])
    kept.put(keys[2], reading(50))
    assert [kept.get(key) is not None for key in keys] == [True, False, True, False]
    assert kept.size == 100


def test_a_text_that_is_longer_than_all_that_is_kept_is_kept_alone():
    kept = _Kept(most=100)
    short, long = (1, uuid4()), (2, uuid4())
    kept.put(short, reading(50))
    kept.put(long, reading(5000))
    kept.put(long, reading(5000))
    assert (kept.get(short), kept.size) == (None, 5000)
    kept.put(short, reading(50))
    assert (kept.get(long), kept.size) == (None, 50)
