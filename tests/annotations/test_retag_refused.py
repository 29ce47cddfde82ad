"""Re-tagging many passages: what changed meanwhile, what is forged, what is too much, what makes no sense."""

from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions.retag_writing import Stale
from annotations.actions.retagging import retag
from annotations.passages import PassageFilter
from annotations.retag import Change, work_out
from annotations.retag_steps import REPLACE, Wanted
from newsroom import log
from newsroom.models import Action
from tests.annotations.retagging import DISPUTES, body, looked, stances, talks
from tests.annotations.writer import Writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def passages(alice, bob, article, highlight):
    return talks(highlight, article, alice, bob)


@pytest.fixture
def url(project):
    return reverse("passages_retag", args=[project.key])


def test_changed_passages_are_named_and_the_rest_can_be_done(login, alice, article, passages, url):
    client = login(alice)
    fields = looked(client, url, **DISPUTES, pick=[str(one.uuid) for one in passages[:2]])
    Writer(alice, article).note(passages[0], "Meanwhile")
    answer = client.post(url, fields)
    assert answer.status_code == 409 and "1 passage was changed or removed since" in answer.content.decode()
    assert stances(*passages[:2]) == ["asserts", "asserts"] and "Change the other 1" in answer.content.decode()
    again = {**fields, "rest": "on", "seen": answer.context["seen"], "count": answer.context["run"].total}
    assert client.post(url, again).status_code == 303
    assert stances(*passages[:2]) == ["asserts", "disputes"]


def test_what_is_removed_meanwhile_is_counted(login, alice, article, passages, url):
    client = login(alice)
    fields = looked(client, url, **DISPUTES, all="1", author="alice")
    Writer(alice, article).remove(passages[0])
    assert client.post(url, fields).status_code == 409
    picked = body(*passages[:2])
    answer = client.post(url, picked)
    assert answer.status_code == 409 and "1 passage was changed or removed" in answer.content.decode()


def test_what_changes_between_working_out_and_writing_is_refused(alice, article, passages):
    membership = alice.memberships.select_related("project").get()
    change = Change(PassageFilter(), (passages[0].uuid,), Wanted(REPLACE, stance="none"))
    run = work_out(membership, change)
    Writer(alice, article).note(passages[0], "Meanwhile")
    with pytest.raises(Stale):
        retag(by=alice, project=article.project, run=run, token=log.make_token())
    assert stances(passages[0]) == ["asserts"]


def test_forged_ids_change_nothing(login, alice, bob, charlie, article, highlight, make_article, passages, url):
    private = highlight(bob, article, "sweeping", "Talks", visibility="private")
    there = make_article("There\n\nWords of another project.", by=charlie, where=charlie.memberships.get().project)
    foreign = highlight(charlie, there, "Words of", "Theirs")
    for forged in (private, foreign):
        answer = login(alice).post(url, body(passages[0], forged))
        assert answer.status_code == 422 and "not there for you" in answer.content.decode()
    assert login(alice).post(url, {**body(), "pick": ["nonsense"]}).status_code == 422
    assert stances(passages[0], private, foreign) == ["asserts"] * 3


def test_an_editor_never_reaches_private_passages_of_others(login, bob, edgar, article, highlight, passages, url):
    private = highlight(bob, article, "sweeping", "Talks", visibility="private")
    login(edgar).post(url, {"action": str(uuid4()), **DISPUTES, "all": "1", "private": "1"})
    assert stances(private) == ["asserts"] and stances(*passages) == ["disputes"] * 3


def test_too_many_are_refused_with_what_to_do(login, alice, passages, url, monkeypatch):
    monkeypatch.setattr("annotations.retag_rows.MOST", 1)
    answer = login(alice).post(url, {"action": str(uuid4()), **DISPUTES, "all": "1"})
    assert answer.status_code == 422 and "Narrow the filter" in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"to_stance": ""}, "Say what is to change"),
        ({"deed": "add"}, "Write which claim"),
        ({"deed": "add", "to_claim": "Talks", "to_stance": ""}, "Choose a stance"),
        ({"to_claim": "Nowhere"}, "There is no claim “Nowhere”"),
        ({"to_speaker": "Nemo"}, "There is no speaker “Nemo”"),
        ({"to_speaker": "Macron", "to_nobody": "on"}, "Name a speaker, or nobody"),
        ({"pick": []}, "Choose passages"),
        ({"action": ""}, "incomplete"),
    ],
    ids=str,
)
def test_bad_forms_come_back_with_what_was_typed(login, alice, passages, url, values, words):
    answer = login(alice).post(url, body(passages[0], **values))
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert all(
        f'value="{value}"' in page for name, value in values.items() if name in ("to_claim", "to_speaker") and value
    )
    assert stances(passages[0]) == ["asserts"]


def test_twice_saves_once(login, alice, passages, url):
    asked = body(*passages[:2])
    for _try in range(2):
        assert login(alice).post(url, asked).status_code == 303
    assert Action.objects.filter(kind="passages_retag").count() == 1
    assert login(alice).post(url, {**asked, "to_stance": "none"}).status_code == 409


def test_readers_and_strangers_stay_outside(login, rita, charlie, passages, url, project):
    assert login(rita).get(url).status_code == 403 and login(charlie).get(url).status_code == 404
    assert 'name="pick"' not in login(rita).get(reverse("passages_list", args=[project.key])).content.decode()
