"""The team note of an article: one for all, never overwritten unseen."""

from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions.team_notes import write_team_note
from annotations.models import TeamNote
from newsroom import log
from newsroom.actions.members import end_membership
from newsroom.actions.undo import undo


@pytest.fixture
def address(article, project):
    return reverse("team_note_edit", args=[project.key, article.uuid])


def send(client, address, **fields):
    return client.post(address, {"action": str(uuid4()), "version": 1, "text": "", "holder": "", **fields})


def page_of(client, article):
    return client.get(reverse("article_read", args=[article.project.key, article.uuid])).content.decode()


def test_an_analyst_writes_it_and_it_stands_at_the_head(login, article, alice, bob, address):
    answer = send(login(alice), address, text="Wait for the transcript", holder=str(bob.memberships.get().uuid))
    assert answer.status_code == 303
    page = page_of(login(bob), article)
    assert "Wait for the transcript" in page
    assert "With Bob" in page
    assert "last by Alice" in page


def test_a_reader_reads_it_and_may_not_write(login, article, alice, rita, address):
    send(login(alice), address, text="Wait for the transcript")
    assert send(login(rita), address, version=2, text="No").status_code == 403
    assert login(rita).get(address).status_code == 403
    assert "Wait for the transcript" in page_of(login(rita), article)


def test_stranger_and_former_member_get_404(login, article, charlie, frank, address):
    for user in (charlie, frank):
        assert login(user).get(address).status_code == send(login(user), address, text="No").status_code == 404
    assert not TeamNote.objects.exists()


def test_somebody_was_faster_and_both_texts_are_shown(login, article, alice, bob, address):
    send(login(alice), address, text="What Alice wrote")
    answer = send(login(bob), address, text="What Bob wrote")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "What Alice wrote" in page
    assert "What Bob wrote" in page
    assert 'name="version" value="2"' in page
    assert TeamNote.objects.get().text == "What Alice wrote"


def test_trying_twice_saves_once(login, article, alice, address):
    fields = {"action": str(uuid4()), "text": "Once"}
    for _turn in range(2):
        assert send(login(alice), address, **fields).status_code == 303
    assert TeamNote.objects.get().version == 2


def test_a_stranger_cannot_have_it_in_hand(login, article, alice, charlie, frank, address):
    for user in (charlie, frank):
        answer = send(login(alice), address, text="typed with care", holder=str(user.memberships.get().uuid))
        assert answer.status_code == 422
        assert "typed with care" in answer.content.decode()


def test_too_long_a_note_keeps_what_was_typed(login, article, alice, address):
    assert send(login(alice), address, text="x" * 1001).status_code == 422
    assert not TeamNote.objects.exists()


def test_a_name_of_nobody_is_asked_about(login, article, alice, address):
    assert send(login(alice), address, text="@nobody knows").status_code == 422
    assert send(login(alice), address, text="@nobody knows", plain="nobody").status_code == 303


def test_undo_brings_the_note_before_back(article, project, alice, bob):
    holder = bob.memberships.get()
    write_team_note(by=alice, article=article, version=1, text="First", holder=holder, token=log.make_token())
    token = log.make_token(uuid4())
    write_team_note(by=alice, article=article, version=2, text="Second", holder=None, token=token)
    membership = alice.memberships.get()
    undo(by=alice, membership=membership, action_uuid=token.uuid, token=log.make_token())
    note = TeamNote.objects.get()
    assert (note.text, note.holder, note.version) == ("First", holder, 4)


def test_undo_does_not_put_an_article_into_the_hands_of_somebody_who_left(article, alice, bob):
    holder = bob.memberships.get()
    write_team_note(by=alice, article=article, version=1, text="First", holder=holder, token=log.make_token())
    token = log.make_token(uuid4())
    write_team_note(by=alice, article=article, version=2, text="First", holder=None, token=token)
    end_membership(by=bob, membership=holder, token=log.make_token())
    with pytest.raises(log.Conflict, match="Bob left"):
        undo(by=alice, membership=alice.memberships.get(), action_uuid=token.uuid, token=log.make_token())


def test_the_library_says_who_has_it_and_filters_what_is_with_me(login, article, make_article, alice, bob, project):
    other = make_article("Another article\n\nWith other words.")
    holder = bob.memberships.get()
    write_team_note(by=alice, article=article, version=1, text="Wait for it", holder=holder, token=log.make_token())
    library = reverse("library", args=[project.key])
    page = login(bob).get(library).content.decode()
    assert "Wait for it" in page
    assert "With me" in page
    mine = login(bob).get(f"{library}?with_me=1").content.decode()
    assert article.title in mine
    assert other.title not in mine
    assert article.title not in login(alice).get(f"{library}?with_me=1").content.decode()
