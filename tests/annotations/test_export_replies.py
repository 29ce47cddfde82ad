"""replies.csv: what was said under what everybody sees."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from annotations.actions.replies import add_reply, remove_reply
from annotations.exports.columns import REPLIES
from newsroom import log


@pytest.fixture
def annotation(article, alice, highlight):
    return highlight(alice, article, "technical level", "Talks")


def say(by, annotation, text):
    return add_reply(by=by, annotation=annotation, text=text, token=log.make_token())


def rows(client, project, query=""):
    answer = client.get(reverse("replies_export", args=[project.key]) + query)
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_a_reply_is_a_row_with_its_passage_and_address(login, annotation, alice, bob, project):
    reply = say(bob, annotation, "Said before, @alice")
    [row] = rows(login(alice), project)
    assert tuple(row) == REPLIES
    assert (row["author"], row["annotator"], row["text"]) == ("bob", "alice", "Said before, @alice")
    assert row["quote"] == "technical level"
    assert row["annotation_id"] == str(annotation.uuid)
    assert row["permalink"].endswith(reverse("reply_show", args=[project.key, reply.uuid]))


def test_removed_replies_and_those_under_private_highlights_are_in_no_file(
    login, annotation, alice, bob, project, article, highlight
):
    gone = say(bob, annotation, "Taken back")
    remove_reply(by=bob, reply=gone, version=1, token=log.make_token())
    private = highlight(alice, article, "preparations are underway", visibility="private")
    say(alice, private, "To myself")
    assert rows(login(alice), project) == []


def test_a_formula_is_neutralised_for_spreadsheets_alone(login, annotation, alice, bob, project):
    say(bob, annotation, "=1+1")
    assert rows(login(alice), project, "?for=excel")[0]["text"] == "'=1+1"
    assert rows(login(alice), project, "?for=scripts")[0]["text"] == "=1+1"


def test_the_command_writes_the_same(login, annotation, alice, bob, project):
    say(bob, annotation, "Said before")
    out = StringIO()
    call_command("export_replies", project=project.key, stdout=out)
    assert list(csv.DictReader(StringIO(out.getvalue()))) == rows(login(alice), project)


def test_stranger_gets_404(login, charlie, frank, project):
    for user in (charlie, frank):
        assert login(user).get(reverse("replies_export", args=[project.key])).status_code == 404
