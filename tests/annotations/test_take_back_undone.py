"""All that was taken back from one person is undone by one press, a step after the other."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions.claims import create_claim
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Action
from tests.annotations.sending import SCRIPTED
from tests.annotations.taking import QUOTES, exported, take, take_small_steps


@pytest.fixture
def taken(monkeypatch, login, project, article, alice, edgar, highlight):
    """The address of what was taken back in three steps, and what the export was before."""
    take_small_steps(monkeypatch)
    for quote in QUOTES:
        highlight(alice, article, quote, f"Claim {quote}")
    before, client = exported(article.project), login(edgar)
    place = take(client, reverse("activity_take_back", args=[project.key]))[1]["Location"].partition("?")[0]
    for _ in range(2):
        client.post(place, {"action": str(uuid4())})
    return place, before


def form_on(page):
    """The fields of the one form that undoes, as a browser sends them."""
    [form] = [one for one in page.content.decode().split("<form") if 'name="undo"' in one]
    return dict(re.findall(r'name="(action|undo)" value="([\w-]+)"', form.partition("</form>")[0]))


def test_one_press_undoes_all_steps_one_after_the_other(taken, login, article, edgar):
    (place, before), client = taken, login(edgar)
    page = client.get(place)
    assert "Undo all of it" in page.content.decode() and "load delay" not in page.content.decode()
    fields, seen = form_on(page), []
    for _ in range(3):
        page = client.post(place, fields, headers=SCRIPTED)
        seen.append(page.content.decode())
        fields = form_on(page) if len(seen) < 3 else {}
    assert "Undone so far: 1 of 3 steps." in seen[0] and "load delay" in seen[0] and "Go on undoing" in seen[0]
    assert "Undone so far: 2 of 3 steps." in seen[1]
    assert "All of it is undone." in seen[2] and "<form" not in seen[2]
    assert exported(article.project) == before
    assert Action.objects.filter(kind="undo").count() == 3


def test_it_is_undone_without_a_script_too_and_a_step_twice_is_one_step(taken, login, article, edgar):
    (place, before), client = taken, login(edgar)
    for turn in range(3):
        fields = form_on(client.get(place))
        for _ in range(2):
            answer = client.post(place, fields)
            assert (answer.status_code, answer["Location"]) == (303, f"{place}?undo"), turn
    assert "All of it is undone." in client.get(f"{place}?undo").content.decode()
    assert exported(article.project) == before
    # What is done again by a redo stands, and can be undone again.
    redone, membership = Action.objects.latest("pk"), edgar.memberships.get()
    undo(by=edgar, membership=membership, action_uuid=redone.uuid, token=log.make_token())
    page = client.get(place)
    assert "Undone so far: 2 of 3 steps." in page.content.decode()
    assert client.post(place, form_on(page)).status_code == 303
    assert exported(article.project) == before


def test_only_who_took_it_back_undoes_it_and_what_was_built_on_is_named(taken, login, article, alice, edgar, olivia):
    place, _before = taken
    fields = form_on(login(edgar).get(place))
    assert 'name="undo"' not in login(olivia).get(place).content.decode()
    assert login(olivia).post(place, fields).status_code == 404
    assert login(alice).post(place, fields).status_code == 403
    for wrong in ("x", str(uuid4())):
        assert login(edgar).post(place, fields | {"undo": wrong}).status_code == 404
    create_claim(by=alice, project=article.project, label=f"Claim {QUOTES[0]}", token=log.make_token())
    refused = login(edgar).post(place, fields)
    assert refused.status_code == 409
    assert not Action.objects.filter(kind="undo").exists()
    assert "Undo all of it" in login(edgar).get(place).content.decode()
