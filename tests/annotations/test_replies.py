"""Replies: written by whoever may annotate, seen where the annotation is seen, one's own to change."""

from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions.annotations import remove_annotation
from annotations.actions.replies import add_reply
from annotations.models import Annotation, Notice, Reply
from annotations.threads import PAGE
from newsroom import log
from newsroom.models import Action
from tests.annotations.sending import SCRIPTED, url


@pytest.fixture
def annotation(article, alice, highlight):
    return highlight(alice, article, "technical level", "Talks", speaker="Emmanuel Macron")


@pytest.fixture
def reply(annotation, bob):
    return add_reply(by=bob, annotation=annotation, text="Said before", token=log.make_token())


def send(client, name, target, *, scripted=True, **fields):
    fields = {"action": str(uuid4()), **fields}
    return client.post(url(name, target), fields, headers=SCRIPTED if scripted else {})


def test_a_colleague_replies_and_the_card_is_drawn_again(login, annotation, bob):
    answer = send(login(bob), "reply_add", annotation, text="Said before")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f'id="a-{annotation.key}"' in page
    assert "Said before" in page
    assert "Reply sent." in page


def test_without_a_script_one_lands_at_the_reply(login, annotation, bob):
    answer = send(login(bob), "reply_add", annotation, scripted=False, text="Said before")
    reply = Reply.objects.get()
    assert answer.status_code == 303
    assert answer.url == f"{url('thread_show', annotation)}#reply-{reply.uuid}"
    assert "Said before" in login(bob).get(answer.url).content.decode()


def test_a_reader_reads_and_may_not_reply(login, annotation, reply, rita):
    assert send(login(rita), "reply_add", annotation, text="No").status_code == 403
    page = login(rita).get(url("thread_show", annotation)).content.decode()
    assert "Said before" in page
    assert "<textarea" not in page


def test_stranger_and_former_member_get_404(login, annotation, reply, charlie, frank):
    for user in (charlie, frank):
        client = login(user)
        assert send(client, "reply_add", annotation, text="No").status_code == 404
        assert send(client, "reply_edit", reply, version=1, text="No").status_code == 404
        assert send(client, "reply_remove", reply, version=1).status_code == 404
        for name, target in (("thread_show", annotation), ("reply_show", reply), ("reply_edit", reply)):
            assert client.get(url(name, target)).status_code == 404


def test_thread_under_a_private_highlight_is_not_there(login, annotation, reply, bob):
    Annotation.objects.update(visibility="private")
    client = login(bob)
    answer = send(client, "reply_add", annotation, text="typed with care", scripted=False)
    nothing = client.post(
        reverse("reply_add", args=[annotation.project.key, uuid4()]),
        {"action": str(uuid4()), "text": "typed with care"},
    )
    assert answer.status_code == nothing.status_code == 404
    assert "typed with care" in answer.content.decode()
    for name, target in (("thread_show", annotation), ("reply_show", reply), ("reply_edit", reply)):
        assert client.get(url(name, target)).status_code == 404


@pytest.mark.parametrize("scripted", [True, False])
def test_a_reply_to_a_removed_highlight_gets_words_and_keeps_what_was_typed(login, annotation, alice, bob, scripted):
    remove_annotation(by=alice, annotation=annotation, version=1, token=log.make_token())
    answer = send(login(bob), "reply_add", annotation, text="typed with care", scripted=scripted)
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "not there any more" in page
    assert scripted or "typed with care" in page
    assert not Reply.objects.exists()


def test_the_action_refuses_where_the_highlight_went_meanwhile(annotation, alice, bob):
    stale = Annotation.objects.get(pk=annotation.pk)
    remove_annotation(by=alice, annotation=annotation, version=1, token=log.make_token())
    with pytest.raises(log.Conflict):
        add_reply(by=bob, annotation=stale, text="Too late", token=log.make_token())
    assert not Reply.objects.exists()


def test_trying_twice_saves_once(login, annotation, bob):
    fields = {"action": str(uuid4()), "text": "Said before"}
    for _turn in range(2):
        assert send(login(bob), "reply_add", annotation, **fields).status_code == 200
    assert Reply.objects.count() == Action.objects.filter(uuid=fields["action"]).count() == 1
    assert send(login(bob), "reply_add", annotation, **{**fields, "text": "Other words"}).status_code == 409


def test_empty_words_get_422(login, annotation, bob):
    assert send(login(bob), "reply_add", annotation, text=" ").status_code == 422
    assert not Reply.objects.exists()


def test_get_is_not_how_one_writes(login, annotation, reply, bob):
    assert login(bob).get(url("reply_add", annotation)).status_code == 405
    assert login(bob).get(url("reply_remove", reply)).status_code == 405


@pytest.mark.parametrize("scripted", [True, False])
def test_the_writer_changes_it(login, reply, bob, scripted):
    answer = send(login(bob), "reply_edit", reply, scripted=scripted, version=1, text="Said twice")
    assert answer.status_code == (200 if scripted else 303)
    reply.refresh_from_db()
    assert (reply.text, reply.version, reply.is_edited) == ("Said twice", 2, True)


def test_nobody_else_changes_it(login, reply, alice, edgar, olivia, rita):
    for user in (alice, edgar, olivia, rita):
        assert send(login(user), "reply_edit", reply, version=1, text="No").status_code == 403
        assert send(login(user), "reply_remove", reply, version=1).status_code == 403
    reply.refresh_from_db()
    assert (reply.text, reply.deleted_at) == ("Said before", None)


def test_somebody_was_faster_in_another_tab(login, reply, bob):
    send(login(bob), "reply_edit", reply, version=1, text="first")
    assert send(login(bob), "reply_edit", reply, version=1, text="second").status_code == 409
    answer = send(login(bob), "reply_edit", reply, version=1, text="typed with care", scripted=False)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "first" in page
    assert "typed with care" in page


def test_removing_and_undoing(login, reply, bob, annotation):
    assert send(login(bob), "reply_remove", reply, version=1).status_code == 200
    assert not Reply.objects.current().exists()
    undone = login(bob).post(
        reverse("action_undo", args=[reply.project.key]),
        {"action": str(uuid4()), "latest": "1", "article": str(annotation.article.uuid)},
        headers=SCRIPTED,
    )
    assert "Said before" in undone.content.decode()
    assert Reply.objects.current().get().text == "Said before"


def test_a_card_shows_the_newest_and_says_how_many_came_before(login, annotation, bob, alice):
    for number in range(5):
        add_reply(by=bob, annotation=annotation, text=f"Reply number {number}", token=log.make_token())
    page = login(alice).get(reverse("article_read", args=[annotation.project.key, annotation.article.uuid]))
    text = page.content.decode()
    assert "3 earlier replies" in text
    assert "Reply number 4" in text
    assert "Reply number 2" not in text


def test_the_address_of_a_reply_opens_its_page_of_the_thread(login, annotation, bob):
    replies = [
        Reply(project=annotation.project, annotation=annotation, author=bob, text="x") for _turn in range(PAGE + 1)
    ]
    Reply.objects.bulk_create(replies)
    answer = login(bob).get(url("reply_show", replies[-1]))
    assert answer.url == f"{url('thread_show', annotation)}?page=2#reply-{replies[-1].uuid}"


def test_names_of_members_are_told_and_shown_and_others_are_asked_about(login, annotation, bob, alice):
    client = login(bob)
    first = send(client, "reply_add", annotation, scripted=False, text="@alice and @nobody")
    assert first.status_code == 422
    page = first.content.decode()
    assert "Nobody here goes by @nobody" in page
    assert "@alice and @nobody" in page
    sent = send(client, "reply_add", annotation, scripted=False, text="@alice and @nobody", plain="nobody")
    assert sent.status_code == 303
    text = client.get(sent.url).content.decode()
    assert '<span class="mention" title="@alice">@Alice</span> and @nobody' in text
    assert [(notice.user, notice.kind) for notice in Notice.objects.all()] == [(alice, "mention")]


def test_a_person_who_left_or_took_another_name_still_reads_well(login, annotation, bob, frank):
    add_reply(by=bob, annotation=annotation, text="As @frank said", token=log.make_token())
    frank.display_name = "Frank Neumann"
    frank.save()
    assert "@Frank Neumann" in login(bob).get(url("thread_show", annotation)).content.decode()
    assert not Notice.objects.filter(user=frank).exists()


def test_queries_of_a_page_do_not_grow_with_replies(
    login, annotation, bob, alice, highlight, django_assert_max_num_queries, article
):
    other = highlight(alice, article, "preparations are underway")
    page = reverse("article_read", args=[article.project.key, article.uuid])
    counts = []
    for _turn in range(2):
        for target in (annotation, other):
            for user in (alice, bob):
                add_reply(by=user, annotation=target, text="Words for @alice", token=log.make_token())
        client = login(bob)
        client.get(page)
        with django_assert_max_num_queries(60) as seen:
            client.get(page)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_list_offers_members_who_may_read_it(login, annotation, alice, bob, edgar, charlie):
    address = reverse("people_list", args=[annotation.project.key])
    page = login(alice).get(f"{address}?annotation={annotation.uuid}&find=b").content.decode()
    assert 'data-handle="bob"' in page
    assert "edgar" not in page
    assert "charlie" not in login(alice).get(f"{address}?find=c").content.decode()
    Annotation.objects.update(visibility="private")
    alone = login(alice).get(f"{address}?annotation={annotation.uuid}&find=b").content.decode()
    assert 'data-handle="bob"' not in alone
    assert "stays plain text" in alone
    assert login(bob).get(f"{address}?annotation={annotation.uuid}").status_code == 404
    assert login(charlie).get(address).status_code == 404
