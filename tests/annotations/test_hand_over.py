"""Handing over: one's own open work alone, to a member, told there, taken back as a whole."""

import re
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from annotations.actions.reading import set_state
from annotations.actions.replies import add_reply
from annotations.actions.team_notes import write_team_note
from annotations.models import Handover, Notice, NoticeKind, TeamNote
from newsroom import log


@pytest.fixture
def address(project):
    return reverse("hand_over", args=[project.key])


@pytest.fixture
def begun(article, alice):
    """The article, which alice read and did not code."""
    set_state(by=alice, article=article, state="read", token=log.make_token())
    return article


def member(user):
    return str(user.memberships.get().uuid)


def send(client, address, to, **fields):
    return client.post(address, {"action": str(uuid4()), "to": member(to), **fields})


def test_the_page_lists_what_is_open(login, begun, alice, bob, highlight, address, make_article):
    coded = make_article("Coded already\n\nIts words.")
    set_state(by=alice, article=coded, state="coded", token=log.make_token())
    annotation = highlight(bob, begun, "technical level")
    add_reply(by=bob, annotation=annotation, text="What does @alice say?", token=log.make_token())
    page = login(alice).get(address).content.decode()
    assert begun.title in page
    assert "Coded already" not in page
    assert "by Bob" in page
    assert "technical level" in page
    assert page.count(" checked") == 2


def test_an_article_goes_with_a_note_and_the_colleague_is_told(login, begun, alice, bob, address):
    answer = send(login(alice), address, bob, articles=[str(begun.uuid)], note="I am away from Friday")
    assert answer.status_code == 303
    assert TeamNote.objects.get().holder == bob.memberships.get()
    inbox = login(bob).get(reverse("inbox", args=[begun.project.key])).content.decode()
    assert inbox.count("handed over to you") == 2
    assert "I am away from Friday" in inbox
    assert "Handed over." in login(alice).get(answer.url).content.decode()


def test_a_mention_goes_and_is_read_by_whoever_gave_it(login, begun, alice, bob, edgar, highlight, address):
    annotation = highlight(bob, begun, "technical level")
    add_reply(by=bob, annotation=annotation, text="What does @alice say?", token=log.make_token())
    mention = Notice.objects.get(user=alice)
    assert send(login(alice), address, edgar, mentions=[str(mention.uuid)]).status_code == 303
    told = Notice.objects.get(user=edgar)
    assert (told.kind, told.annotation, told.reply) == (NoticeKind.HAND, annotation, mention.reply)
    mention.refresh_from_db()
    assert mention.read_at is not None


def test_it_is_taken_back_as_a_whole(login, begun, alice, bob, address):
    client = login(alice)
    answer = send(client, address, bob, articles=[str(begun.uuid)], note="x")
    done = UUID(re.search(r"done=([\w-]+)", answer.url)[1])
    client.post(reverse("action_undo", args=[begun.project.key]), {"action": str(uuid4()), "undo": str(done)})
    assert TeamNote.objects.get().holder is None
    assert Handover.objects.get().deleted_at is not None
    assert "handed over to you" not in login(bob).get(reverse("inbox", args=[begun.project.key])).content.decode()


def test_what_is_not_one_s_own_does_not_go(login, begun, bob, edgar, address):
    answer = send(login(bob), address, edgar, articles=[str(begun.uuid)], note="typed with care")
    assert answer.status_code == 422
    assert "typed with care" not in answer.content.decode()
    assert not Handover.objects.exists()


def test_an_article_that_somebody_else_has_by_now_is_a_conflict(login, begun, alice, bob, edgar, address):
    write_team_note(by=edgar, article=begun, version=1, text="", holder=edgar.memberships.get(), token=log.make_token())
    answer = send(login(alice), address, bob, articles=[str(begun.uuid)], note="typed with care")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "is with Edgar by now" in page
    assert "typed with care" in page
    assert TeamNote.objects.get().holder == edgar.memberships.get()


@pytest.mark.parametrize("who", ["charlie", "frank", "rita", "alice"])
def test_only_a_colleague_who_works_here_can_get_it(login, begun, alice, address, who, request):
    answer = send(login(alice), address, request.getfixturevalue(who), articles=[str(begun.uuid)], note="kept words")
    assert answer.status_code == 422
    assert "kept words" in answer.content.decode()


def test_nothing_chosen_gets_422(login, begun, alice, bob, address):
    assert send(login(alice), address, bob, note="kept words").status_code == 422


def test_reader_gets_403_and_stranger_404(login, begun, rita, charlie, frank, bob, address):
    assert login(rita).get(address).status_code == send(login(rita), address, bob).status_code == 403
    for user in (charlie, frank):
        assert login(user).get(address).status_code == send(login(user), address, bob).status_code == 404


def test_trying_twice_hands_over_once(login, begun, alice, bob, address):
    fields = {"action": str(uuid4()), "articles": [str(begun.uuid)]}
    for _turn in range(2):
        assert send(login(alice), address, bob, **fields).status_code == 303
    assert Handover.objects.count() == 1
    assert Notice.objects.filter(user=bob).count() == 1


def test_queries_do_not_grow_with_what_is_open(login, alice, make_article, address, django_assert_max_num_queries):
    counts = []
    for turn in range(2):
        for number in range(2):
            made = make_article(f"Article {turn}.{number}\n\nWords.")
            set_state(by=alice, article=made, state="read", token=log.make_token())
        client = login(alice)
        client.get(address)
        with django_assert_max_num_queries(40) as seen:
            client.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_contested_passage_goes_is_told_and_comes_back_with_undo(login, begun, alice, bob, edgar, highlight, address):
    own = highlight(alice, begun, "technical level", "Talks", speaker="Macron", stance="asserts")
    highlight(bob, begun, "technical level", "Talks", speaker="Macron", stance="disputes")
    client = login(alice)
    assert f'value="{own.uuid}"' in client.get(address).content.decode()
    assert send(client, address, edgar, contested=[str(own.uuid)]).status_code == 303
    told = Notice.objects.get(user=edgar)
    assert (told.kind, told.annotation) == (NoticeKind.HAND, own)
    inbox = login(edgar).get(reverse("inbox", args=[begun.project.key])).content.decode()
    assert "technical level" in inbox
    client.post(reverse("action_undo", args=[begun.project.key]), {"latest": "1", "action": str(uuid4())})
    assert Handover.objects.get().deleted_at is not None
    inbox = login(edgar).get(reverse("inbox", args=[begun.project.key])).content.decode()
    assert "technical level" not in inbox
