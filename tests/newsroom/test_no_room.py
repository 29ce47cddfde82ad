"""A disk that is full: nothing is half written, reading goes on, and so does saving once there is room again."""

import pytest
from django.db import connection
from django.urls import reverse

from annotations.models import Annotation
from newsroom.doctor import faults
from newsroom.models import Action
from tests.annotations.sending import SCRIPTED, change

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
NOTE = "ä" * 9_000


@pytest.fixture
def room():
    """Let the database grow by so many pages and no more, as a full disk does; None lets it grow again."""

    def limit(pages):
        with connection.cursor() as cursor:
            count = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {count + pages if pages is not None else 2**30}")

    yield limit
    limit(None)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_save_without_room_says_so_writes_nothing_and_works_later(room, login, alice, article, highlight, scripted):
    annotation = highlight(alice, article, "ceasefire", "Talks")
    client, url = login(alice), reverse("annotation_note", args=[article.project.key, annotation.uuid])
    room(0)
    headers = SCRIPTED if scripted else {}
    for number in range(200):
        annotation.refresh_from_db()
        before = (annotation.note, annotation.version, Action.objects.count())
        fields = change(annotation, note=f"{number} {NOTE}")
        answer = client.post(url, fields, headers=headers)
        if answer.status_code == 503:
            break
    assert answer.status_code == 503, "it never became full"
    assert answer.headers["Retry-After"] == "60"
    assert "Nothing was saved" in answer.content.decode()
    annotation.refresh_from_db()
    assert (annotation.note, annotation.version, Action.objects.count()) == before
    assert client.get(reverse("article_read", args=[article.project.key, article.uuid])).status_code == 200
    room(None)
    assert client.post(url, fields, headers=headers).status_code in (200, 303)
    assert Annotation.objects.get(pk=annotation.pk).note == fields["note"]
    assert list(faults("default")) == []
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
