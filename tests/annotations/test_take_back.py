"""An editor takes back what one person did in a period."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.actions import annotations as actions
from annotations.actions.retagging import retag
from annotations.models import Annotation, Claim, Notice
from annotations.passages import PassageFilter
from annotations.retag import Change, work_out
from annotations.retag_steps import REPLACE, Wanted
from newsroom import log
from newsroom.actions import putting_many, taking_back
from newsroom.actions.undo import latest_undoable, undo
from newsroom.models import Action
from tests.annotations.sending import SCRIPTED
from tests.annotations.taking import PERIOD, QUOTES, exported, take, take_small_steps


@pytest.fixture
def address(project):
    return reverse("activity_take_back", args=[project.key])


def test_looking_writes_nothing(login, address, article, alice, edgar, highlight):
    highlight(alice, article, QUOTES[0], "A claim")
    before = Action.objects.count()
    shown = login(edgar).post(address, {**PERIOD, "do": "look"})
    assert "1 action will be taken back" in shown.content.decode()
    assert QUOTES[0] in shown.content.decode()
    assert Action.objects.count() == before
    assert Annotation.objects.get().deleted_at is None


def test_it_is_one_action_of_the_editor_that_is_undone_as_a_whole(login, address, article, alice, edgar, highlight):
    noted = [highlight(alice, article, quote, f"Claim {quote}") for quote in QUOTES[:3]]
    actions.change_note(by=alice, annotation=noted[0], version=1, note="A thought", token=log.make_token())
    _shown, answer = take(login(edgar), address)
    assert answer.status_code == 303
    act = Action.objects.get(kind="take_back")
    assert act.by == edgar
    assert not Annotation.objects.filter(deleted_at=None).exists()
    assert not Claim.objects.filter(deleted_at=None).exists()
    assert latest_undoable(by=alice, project=article.project) is None
    membership = edgar.memberships.get()
    undone = undo(by=edgar, membership=membership, action_uuid=act.uuid, token=log.make_token())
    assert Annotation.objects.filter(deleted_at=None).count() == 3
    assert Annotation.objects.get(pk=noted[0].pk).note == "A thought"
    assert latest_undoable(by=alice, project=article.project) is not None
    undo(by=edgar, membership=membership, action_uuid=undone.token.uuid, token=log.make_token())
    assert not Annotation.objects.filter(deleted_at=None).exists()
    assert latest_undoable(by=alice, project=article.project) is None


def test_what_others_built_on_stays_and_is_named(login, address, article, alice, bob, edgar, highlight):
    highlight(alice, article, QUOTES[0], "Shared claim")
    highlight(alice, article, QUOTES[1])
    highlight(bob, article, QUOTES[2], "Shared claim")
    shown, answer = take(login(edgar), address)
    text = shown.content.decode()
    assert "1 action will be taken back" in text
    assert "1 action stays" in text
    assert "1 passage stands on this." in text
    assert answer.status_code == 303
    assert Annotation.objects.filter(author=alice, deleted_at=None).count() == 1
    for who in (edgar, alice):
        page = login(who).get(answer["Location"]).content.decode()
        assert "1 action was taken back. 1 stays." in page
        assert "1 passage stands on this." in page
        assert "Go on" not in page
        listed = login(who).get(reverse("activity_list", args=[article.project.key]))
        assert "took back what somebody did" in listed.content.decode()
    assert login(bob).get(answer["Location"]).status_code == 403


def test_private_highlights_of_others_are_left_and_not_named(login, address, article, alice, edgar, highlight):
    highlight(alice, article, QUOTES[0], "Hidden claim", visibility="private", note="Hush")
    shown, _answer = take(login(edgar), address)
    text = shown.content.decode()
    assert "There is nothing in this period" in text
    assert "Hidden claim" not in text
    assert Annotation.objects.get().deleted_at is None


def test_other_people_days_and_kinds_are_left(login, address, article, alice, bob, edgar, highlight):
    highlight(bob, article, QUOTES[0])
    highlight(alice, article, QUOTES[1])
    client = login(edgar)
    for changes in ({"until": "2020-01-02T00:00"}, {"kinds": ["articles"]}):
        shown, _answer = take(client, address, **changes)
        assert "There is nothing in this period" in shown.content.decode()
    take(client, address)
    assert Annotation.objects.get(deleted_at=None).author == bob


def test_what_changed_after_looking_gets_409(login, address, article, alice, edgar, highlight):
    highlight(alice, article, QUOTES[0])
    fields = {**PERIOD, "do": "take", "count": "7", "action": str(uuid4())}
    assert login(edgar).post(address, fields).status_code == 409
    assert Annotation.objects.get().deleted_at is None


def test_twice_takes_back_once(login, address, article, alice, edgar, highlight):
    highlight(alice, article, QUOTES[0])
    fields = {**PERIOD, "do": "take", "count": "1", "action": str(uuid4())}
    client = login(edgar)
    assert [client.post(address, fields).status_code for _ in range(2)] == [303, 303]
    assert Action.objects.filter(kind="take_back").count() == 1


@pytest.fixture
def small_steps(monkeypatch):
    take_small_steps(monkeypatch)


def test_many_go_in_steps_each_undone_by_itself(small_steps, login, address, article, alice, edgar, highlight):
    for quote in QUOTES:
        highlight(alice, article, quote, f"Claim {quote}")
    before = exported(article.project)
    client = login(edgar)
    shown, answer = take(client, address)
    assert "4 older actions in the period are looked at when their turn comes" in shown.content.decode()
    place = answer["Location"]
    page = client.get(place).content.decode()
    assert "2 actions were taken back." in page and "3 older ones in the period" in page
    assert "load delay" in page
    assert "load delay" not in client.get(place.partition("?")[0]).content.decode()
    fragment = client.post(place, {"action": str(uuid4())}, headers=SCRIPTED).content.decode()
    assert "4 actions were taken back. 1 older one in the period" in fragment
    assert client.post(place, {"action": str(uuid4())}).status_code == 303
    assert "5 actions were taken back. It was done in 3 steps" in re.sub(
        r"\s+", " ", client.get(place).content.decode()
    )
    assert client.post(place, {"action": str(uuid4())}).status_code == 303
    assert not Annotation.objects.filter(deleted_at=None).exists()
    assert Action.objects.filter(kind="take_back").count() == 3
    assert Notice.objects.filter(user=alice).count() == 1
    membership = edgar.memberships.get()
    for step in Action.objects.filter(kind="take_back").order_by("-pk"):
        undo(by=edgar, membership=membership, action_uuid=step.uuid, token=log.make_token())
    assert exported(article.project) == before


def test_a_step_twice_is_one_step(small_steps, login, address, article, alice, edgar, highlight):
    for quote in QUOTES:
        highlight(alice, article, quote)
    client = login(edgar)
    place = take(client, address)[1]["Location"]
    again = {"action": str(uuid4())}
    for _ in range(2):
        client.post(place, again)
    assert Annotation.objects.filter(deleted_at=None).count() == 1


def test_nobody_waits_for_more_than_a_piece(small_steps, article, alice, edgar, highlight):
    """Each transaction of a project raises its counter once: the step's own, and one for each action here."""
    for quote in QUOTES[:2]:
        highlight(alice, article, quote)
    with CaptureQueriesContext(connection) as queries:
        outcome = everything_of(alice, edgar)
    assert len(outcome.done) == 2
    assert sum("SET sequence = sequence + 16" in query["sql"] for query in queries) == 3


def test_the_queries_of_an_action_are_few(article, alice, edgar, highlight):
    def cost(quotes):
        for quote in quotes:
            highlight(alice, article, quote, "One claim", speaker="Macron")
        with CaptureQueriesContext(connection) as queries:
            everything_of(alice, edgar)
        return len(queries)

    few = cost(QUOTES[1:2])
    assert (cost(QUOTES[1:5]) - few) / 3 <= 14


def test_a_large_action_is_taken_back_in_pieces_of_its_own(monkeypatch, article, alice, edgar, highlight):
    monkeypatch.setattr(putting_many, "MANY", 3)
    monkeypatch.setattr(putting_many, "PIECE", 2)
    made = [highlight(edgar, article, quote, "Talks", speaker="Macron") for quote in QUOTES]
    before = exported(article.project)
    membership = edgar.memberships.select_related("project").get()
    run = work_out(membership, Change(PassageFilter(), None, Wanted(REPLACE, stance="disputes")))
    retag(by=edgar, project=article.project, run=run, token=log.make_token())
    newest = Action.objects.filter(kind="passages_retag")
    with CaptureQueriesContext(connection) as queries:
        outcome = taking_back.take_back(
            by=edgar, membership=membership, person=edgar, actions=newest, token=log.make_token()
        )
    assert [action.kind for action in outcome.done] == ["passages_retag"]
    assert sum("SET sequence = sequence + 16" in query["sql"] for query in queries) > 2
    assert exported(article.project) == before
    assert {one.taggings.get().stance for one in made} == {"asserts"}


def test_a_large_action_that_somebody_built_on_stays_whole(monkeypatch, article, alice, edgar, highlight):
    monkeypatch.setattr(putting_many, "MANY", 3)
    made = [highlight(edgar, article, quote, "Talks", speaker="Macron") for quote in QUOTES]
    membership = edgar.memberships.select_related("project").get()
    run = work_out(membership, Change(PassageFilter(), None, Wanted(REPLACE, stance="disputes")))
    retag(by=edgar, project=article.project, run=run, token=log.make_token())
    newest = Action.objects.filter(kind="passages_retag")
    removed = Annotation.objects.get(pk=made[0].pk)
    actions.remove_annotation(by=edgar, annotation=removed, version=removed.version, token=log.make_token())
    outcome = taking_back.take_back(
        by=edgar, membership=membership, person=edgar, actions=newest, token=log.make_token()
    )
    assert (outcome.done, [action.kind for action, _why in outcome.left]) == ([], ["passages_retag"])
    assert made[1].taggings.get().stance == "disputes"


def everything_of(person, editor):
    membership = editor.memberships.select_related("project").get()
    found = Action.objects.filter(project=membership.project)
    return taking_back.take_back(by=editor, membership=membership, person=person, actions=found, token=log.make_token())


@pytest.mark.parametrize(
    "wrong", [{"person": "charlie"}, {"since": "x"}, {"until": "2019-01-01T00:00"}, {"kinds": ["x"]}]
)
def test_a_form_that_makes_no_sense_comes_back(login, address, edgar, charlie, wrong):
    answer = login(edgar).post(address, {**PERIOD, "do": "look", **wrong})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_analysts_may_not(login, address, alice, rita):
    for who in (alice, rita):
        assert login(who).get(address).status_code == 403
        assert login(who).post(address, {**PERIOD, "do": "take"}).status_code == 403


def test_the_page_of_activity_leads_editors_there(login, project, address, alice, edgar):
    activity = reverse("activity_list", args=[project.key])
    assert address in login(edgar).get(activity).content.decode()
    assert address not in login(alice).get(activity).content.decode()


def test_the_person_is_told_once_and_where_to_see_it(login, project, address, article, alice, edgar, highlight):
    for quote in QUOTES[:2]:
        highlight(alice, article, quote, f"Claim {quote}")
    take(login(edgar), address)
    inbox = login(alice).get(reverse("inbox", args=[project.key])).content.decode()
    assert inbox.count("took back what you did") == 1
    [notice] = Notice.objects.filter(user=alice)
    opened = login(alice).post(reverse("notice_open", args=[project.key, notice.uuid]))
    assert opened.status_code == 303
    assert login(alice).get(opened["Location"]).status_code == 200
