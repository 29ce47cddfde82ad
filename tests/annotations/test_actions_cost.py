"""What a save costs: the same queries with five highlights on the article and with two hundred."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions.anchors import wording
from annotations.models import Anchor, Annotation, Tagging
from annotations.views.tag_pages import current_reading
from tests.annotations.sending import SCRIPTED, change, selection, url
from tests.annotations.writer import Writer


@pytest.fixture
def crowd(alice, article):
    """Put highlights all over the article: one through its action, the others as rows like it."""
    first = Writer(alice, article).add(5, 65, "Claim", speaker="Speaker")

    def fill(count):
        origin, tagging = Anchor.objects.get(annotation=first), first.taggings.get(position=1)
        for number in range(count):
            start = 5 + number * 7 % 1400
            annotation = Annotation.objects.create(project=article.project, article=article, author=alice)
            values = wording(current_reading(article), start, start + 60)
            Anchor.objects.create(**{**fields_of(origin), "annotation": annotation, **values})
            Tagging.objects.create(**{**fields_of(tagging), "uuid": uuid4(), "annotation": annotation})

    return fill


def fields_of(row):
    return {field.name: getattr(row, field.name) for field in row._meta.fields if field.name != "id"}


def add(client, article):
    fields = selection(article, "technical level", claim_label="Claim", speaker_label="Speaker", stance="asserts")
    return client.post(url("annotation_add", article), fields, headers=SCRIPTED)


def note(client, article):
    annotation = Annotation.objects.earliest("pk")
    return client.post(url("annotation_note", annotation), change(annotation, note="x"), headers=SCRIPTED)


def place(client, article):
    annotation = Annotation.objects.earliest("pk")
    fields = {**selection(article, "bombardment"), **change(annotation)}
    return client.post(url("annotation_place", annotation), fields, headers=SCRIPTED)


def tag(client, article):
    annotation = Annotation.objects.earliest("pk")
    fields = change(annotation, claim_label="Another", stance="none")
    return client.post(url("tagging_add", annotation), fields, headers=SCRIPTED)


@pytest.mark.parametrize("save", [add, note, place, tag])
def test_queries_of_a_save_do_not_grow_with_the_highlights(login, article, alice, crowd, save):
    client = login(alice)
    crowd(5)
    few, many = CaptureQueriesContext(connection), CaptureQueriesContext(connection)
    add(client, article)  # whatever is kept in the process is there by now
    with few:
        assert save(client, article).status_code == 200
    crowd(195)
    # what the first round put there must not be in the way of the second
    Annotation.objects.earliest("pk").taggings.filter(claim__label="Another").delete()
    with many:
        assert save(client, article).status_code == 200
    assert len(many) <= len(few)
    assert len(many) <= 45


def test_only_touched_blocks_come_back(login, article, alice, crowd):
    crowd(50)
    page = add(login(alice), article).content.decode()
    assert page.count('class="block') <= 2
