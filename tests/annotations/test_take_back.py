"""An editor takes back what one person did in a period."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions import annotations as actions
from annotations.models import Annotation, Claim, Notice
from newsroom import log
from newsroom.actions.undo import latest_undoable, undo
from newsroom.models import Action

QUOTES = ("French President Emmanuel Macron", "dialogue", "Kyiv", "Europe", "Moscow")
PERIOD = {"person": "alice", "since": "2020-01-01T00:00", "until": "2099-01-01T00:00", "kinds": ["highlights"]}


@pytest.fixture
def address(project):
    return reverse("activity_take_back", args=[project.key])


def take(client, address, **changes):
    """Look first and confirm what was shown, as the page does."""
    shown = client.post(address, {**PERIOD, "do": "look", **changes})
    assert shown.status_code == 200
    fields = dict(re.findall(r'name="(action|count)" value="([\w-]+)"', shown.content.decode()))
    return shown, client.post(address, {**PERIOD, "do": "take", **fields, **changes})


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
