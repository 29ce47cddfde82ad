"""Trash and restoring ask as many questions for many things as for few; taking back asks for each action the same."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.actions.annotations import remove_annotation
from annotations.actions.claims import create_claim, edit_claim
from newsroom import log
from newsroom.models import Event

EACH = 14
"""Queries for each action that is tried: taking back is done and rolled back, to say what would stand in its way."""
QUOTES = ("technical level", "negotiate", "Putin", "Ukraine", "Kremlin")


def count(client, url, body=None):
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(url, body) if body else client.get(url)
    assert answer.status_code == 200
    return len(queries)


@pytest.fixture
def client_of(login):
    def signed_in(user):
        client = login(user)
        client.get("/p/talks/claims/")
        return client

    return signed_in


def test_the_trash(article, alice, highlight, client_of):
    def gone(quote):
        made = highlight(alice, article, quote, "Talks")
        remove_annotation(by=alice, annotation=made, version=made.version, token=log.make_token())

    gone(QUOTES[0])
    client, url = client_of(alice), "/p/talks/trash/?kind=annotation"
    few = count(client, url)
    for quote in QUOTES[1:]:
        gone(quote)
    assert count(client, url) == few


def test_looking_at_what_is_taken_back_costs_every_action_the_same(article, alice, edgar, highlight, client_of):
    highlight(alice, article, QUOTES[0], "Talks")
    client, url = client_of(edgar), reverse("activity_take_back", args=["talks"])
    period = {"do": "look", "person": "alice", "since": "2020-01-01T00:00", "until": "2099-01-01T00:00"}
    period["kinds"] = "highlights"
    few = count(client, url, {**period, "action": str(uuid4())})
    for quote in QUOTES[1:]:
        highlight(alice, article, quote, "Talks")
    many = count(client, url, {**period, "action": str(uuid4())})
    assert many - few <= EACH * len(QUOTES[1:])


def test_the_page_that_restores(alice, project, client_of):
    claim = create_claim(by=alice, project=project, label="First", token=log.make_token())
    first = Event.objects.get(object_uuid=claim.uuid).sequence
    url = reverse("state_restore", args=["talks", "claim", claim.uuid]) + f"?state={first}"

    def change(version):
        words = {"label": f"Label {version}", "statement": "", "definition": "", "slot": 2, "parent": None}
        edit_claim(by=alice, claim=claim, version=version, **words, token=log.make_token())

    change(1)
    client = client_of(alice)
    few = count(client, url)
    for version in range(2, 6):
        change(version)
    assert count(client, url) == few
