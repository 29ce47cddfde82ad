"""What is taken back, and its undo, are written a few things at a time; a process that dies in it leaves nothing half done."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.actions import annotations as actions
from annotations.actions.retagging import retag
from annotations.models import Annotation
from annotations.passages import PassageFilter
from annotations.retag import Change, work_out
from annotations.retag_steps import REPLACE, Wanted
from newsroom import log
from newsroom.actions import articles, long_undo, putting_many, taking_back
from newsroom.actions.undo import latest_undoable, undo
from newsroom.importers.registry import read
from newsroom.intake import prepare
from newsroom.models import Action, Article
from tests.annotations.sending import SCRIPTED
from tests.annotations.taking import QUOTES, exported
from tests.annotations.test_take_back_undone import form_on

COUNTER = "SET sequence = sequence + 16"
"""Every transaction of a project raises its counter once."""


class Killed(BaseException):
    """What a test raises where a process is killed."""


@pytest.fixture
def small(monkeypatch):
    """Let a few events be long, and one thing a piece."""
    monkeypatch.setattr(long_undo, "LONG", 3)
    monkeypatch.setattr(long_undo, "PIECE", 1)


@pytest.fixture
def membership(edgar):
    return edgar.memberships.select_related("project").get()


@pytest.fixture
def everything(project, membership):
    def take(person, kind=None, token=None):
        found = Action.objects.filter(project=project, **({"kind": kind} if kind else {}))
        common = {"membership": membership, "person": person, "actions": found}
        return taking_back.take_back(by=membership.user, **common, token=token or log.make_token())

    return take


def current():
    return Annotation.objects.filter(deleted_at=None)


def transactions(queries):
    return sum(COUNTER in query["sql"] for query in queries)


def dies_at(number):
    """A wrapper of queries that ends the process, so to speak, where its ``number``th transaction begins."""
    begun = []

    def wrapper(execute, sql, params, many, context):
        begun.extend([1] if COUNTER.split(" + ")[0] in sql else [])
        if len(begun) == number:
            raise Killed
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def undone(membership, action, **known):
    return undo(by=membership.user, membership=membership, action_uuid=action.uuid, token=log.make_token(**known))


@pytest.fixture
def highlights(article, alice, highlight):
    made = [highlight(alice, article, quote, f"Claim {quote}", speaker="Macron") for quote in QUOTES]
    actions.change_note(by=alice, annotation=made[0], version=1, note="A thought", token=log.make_token())
    return made


@pytest.fixture
def step(small, highlights, everything, alice):
    """Everything that alice did, taken back in one step."""
    everything(alice)
    return Action.objects.get(kind="take_back")


def test_a_step_is_undone_in_pieces_and_done_again(highlights, project, everything, membership, alice, monkeypatch):
    before = exported(project)
    everything(alice)
    after, step = exported(project), Action.objects.get(kind="take_back")
    monkeypatch.setattr(long_undo, "LONG", 3)
    monkeypatch.setattr(long_undo, "PIECE", 1)
    with CaptureQueriesContext(connection) as queries:
        done = undone(membership, step)
    assert transactions(queries) >= 7
    assert exported(project) == before and Annotation.objects.get(pk=highlights[0].pk).note == "A thought"
    assert latest_undoable(by=alice, project=project) is not None
    assert not Action.objects.filter(answer__has_key="under").exists()
    redone = undone(membership, done.action)
    assert exported(project) == after and latest_undoable(by=alice, project=project) is None
    undone(membership, redone.action)
    assert exported(project) == before


def test_a_highlight_comes_back_together_with_its_claims(step, membership, project):
    seen = set()

    def look(execute, sql, params, many, context):
        if COUNTER.split(" + ")[0] in sql:
            seen.update(bare.pk for bare in current() if not bare.taggings.current().exists())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        undone(membership, step)
    assert current().count() == 5 and not seen


def test_an_undo_that_died_is_not_shown_as_undone_and_pressing_again_finishes_it(
    step, login, project, article, edgar, alice, membership
):
    client, place = login(edgar), reverse("activity_taken", args=[project.key, step.uuid])
    fields = form_on(client.get(place))
    with dies_at(4), pytest.raises(Killed):
        client.post(place, fields)
    assert 0 < current().count() < 5
    page = client.get(place).content.decode()
    assert "All of it is undone." not in page and "A part of what was undone is not back yet." in page
    assert "Go on undoing" in page and Action.objects.get(pk=step.pk).undoing is None
    assert "Undone" not in client.get(reverse("activity_list", args=[project.key])).content.decode()
    assert latest_undoable(by=edgar, project=project) == step
    assert latest_undoable(by=alice, project=project) is None
    # The next press has a name of its own; a press of the old one does as well.
    again = form_on(client.get(place))
    assert client.post(place, again, headers=SCRIPTED).status_code == 200
    for _ in range(2):
        client.post(place, fields)
    assert "All of it is undone." in client.get(place).content.decode()
    assert Action.objects.filter(kind="undo").count() == 1
    assert current().count() == 5
    counts = [Annotation.objects.get(pk=one.pk).taggings.current().count() for one in Annotation.objects.all()]
    assert counts == [1] * 5 and latest_undoable(by=alice, project=project) is not None


def test_what_was_built_on_is_named_before_anything_is_undone(step, membership, highlights):
    back = undone(membership, step)
    oldest = Annotation.objects.get(pk=highlights[0].pk)
    actions.remove_annotation(by=oldest.author, annotation=oldest, version=oldest.version, token=log.make_token())
    with pytest.raises(log.Conflict, match="changed again since"):
        undone(membership, back.action)
    assert current().count() == 4 and back.action.undoing is None


def test_what_is_built_on_between_two_pieces_stays_and_is_said(
    small, login, project, import_of_four, membership, alice, highlight
):
    with dies_at(3), pytest.raises(Killed):
        undo_of(alice, import_of_four)
    standing = Article.objects.filter(deleted_at=None, title__startswith="Story").first()
    highlight(alice, standing, "Body")
    undo_of(alice, import_of_four)
    assert list(Article.objects.filter(deleted_at=None, title__startswith="Story")) == [standing]
    told = login(alice).get(reverse("activity_list", args=[project.key])).content.decode()
    assert "1 thing was changed meanwhile and is left as it is." in told and "1 passage stands on this." in told


def undo_of(user, action):
    membership = user.memberships.select_related("project").get()
    return undo(by=user, membership=membership, action_uuid=action.uuid, token=log.make_token())


@pytest.fixture
def import_of_four(project, alice):
    alice.memberships.update(role="editor")
    items = [
        (prepare(read(f"Story {number}\n\nBody of {number}.".encode(), filename="a.txt")), None) for number in range(4)
    ]
    articles.import_articles(by=alice, project=project, items=items, token=log.make_token())
    return Action.objects.latest("pk")


def stories():
    return Article.objects.filter(deleted_at=None, title__startswith="Story").count()


def test_an_import_is_taken_back_in_pieces(small, import_of_four, everything, alice, project, membership):
    with CaptureQueriesContext(connection) as queries:
        outcome = everything(alice, "article_import")
    assert outcome.done == [import_of_four] and not stories()
    assert transactions(queries) >= 6
    step = Action.objects.get(kind="take_back")
    assert not step.is_open and step.answer["left"] == []
    undone(membership, step)
    assert stories() == 4


def test_an_import_with_a_highlight_on_it_stays_whole(
    small, import_of_four, everything, alice, bob, highlight, membership, project
):
    highlight(bob, Article.objects.get(title="Story 1"), "Body")
    found = Action.objects.filter(project=project, kind="article_import")
    looked = taking_back.rehearse(by=membership.user, membership=membership, person=alice, actions=found)
    outcome = everything(alice, "article_import")
    assert outcome.done == looked.done == [] and stories() == 4
    assert outcome.left == looked.left == [(import_of_four, "1 passage stands on this.")]


def test_looking_at_a_long_action_takes_no_lock(small, import_of_four, alice, project, membership):
    found = Action.objects.filter(project=project, kind="article_import")
    with CaptureQueriesContext(connection) as queries:
        looked = taking_back.rehearse(by=membership.user, membership=membership, person=alice, actions=found)
    assert looked.done == [import_of_four] and looked.rest == 0 and not transactions(queries)


def test_taking_an_import_back_that_died_goes_on_where_it_was(small, login, import_of_four, everything, alice, edgar):
    token, project = log.make_token(), import_of_four.project
    with dies_at(4), pytest.raises(Killed):
        everything(alice, "article_import", token)
    assert 0 < stories() < 4
    step, client = Action.objects.get(kind="take_back"), login(edgar)
    place = reverse("activity_taken", args=[project.key, step.uuid])
    page = client.get(place).content.decode()
    assert step.is_open and "A part of a large action is not taken back yet." in page and "Go on taking back" in page
    assert client.post(place, {"action": str(uuid4())}).status_code == 303
    assert not stories() and not Action.objects.get(pk=step.pk).is_open
    assert "not taken back yet" not in client.get(place).content.decode()
    for _ in range(2):
        client.post(place, {"action": str(uuid4())})
    assert Action.objects.filter(kind="take_back").count() == 1


def test_the_same_request_again_finishes_it_too(small, import_of_four, everything, alice):
    token = log.make_token()
    with dies_at(4), pytest.raises(Killed):
        everything(alice, "article_import", token)
    for _ in range(2):
        everything(alice, "article_import", token)
    assert not stories() and Action.objects.filter(kind="take_back").count() == 1


def test_a_step_with_a_large_retagging_in_it_is_undone_many_at_a_time(
    monkeypatch, article, project, highlight, edgar, membership, everything
):
    for quote in QUOTES:
        highlight(edgar, article, quote, "Talks", speaker="Macron")
    run = work_out(membership, Change(PassageFilter(), None, Wanted(REPLACE, stance="disputes")))
    retag(by=edgar, project=project, run=run, token=log.make_token())
    highlight(edgar, article, "sweeping", "Talks", speaker="Macron")
    before = exported(project)
    for name, value in (("MANY", 7), ("PIECE", 4)):
        monkeypatch.setattr(putting_many, name, value)
    monkeypatch.setattr(long_undo, "LONG", 7)
    everything(edgar)
    step = Action.objects.get(kind="take_back")
    assert not current().exists() and step.answer["left"] == []
    with dies_at(4), pytest.raises(Killed):
        undone(membership, step)
    undone(membership, step)
    assert exported(project) == before
    redone = undone(membership, Action.objects.get(undoes=step))
    assert not current().exists()
    undone(membership, redone.action)
    assert exported(project) == before
