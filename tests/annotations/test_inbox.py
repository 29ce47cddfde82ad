"""The inbox: who is told of what, what is read, and that nothing is in it that one may not see."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions.annotations import change_note, change_visibility, remove_annotation
from annotations.actions.notices import TELLS
from annotations.actions.replies import add_reply, remove_reply
from annotations.actions.team_notes import write_team_note
from annotations.models import Annotation, Notice
from newsroom import log
from newsroom.actions.articles import edit_article
from newsroom.actions.members import end_membership
from newsroom.models import Article


@pytest.fixture
def annotation(article, alice, highlight):
    return highlight(alice, article, "technical level", "Talks")


def say(by, annotation, text="Said before"):
    return add_reply(by=by, annotation=annotation, text=text, token=log.make_token())


def inbox_of(client, project, query=""):
    answer = client.get(reverse("inbox", args=[project.key]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def told(user):
    return [(notice.kind, notice.action.by.username) for notice in Notice.objects.filter(user=user).order_by("id")]


def badge(page):
    found = re.search(r'title="Unread">([^<]+)<', page)
    return found[1] if found else ""


def test_a_reply_tells_the_author_and_whoever_wrote_in_the_thread_once(annotation, alice, bob, edgar):
    say(bob, annotation)
    say(edgar, annotation)
    say(edgar, annotation, "for @bob")
    assert told(alice) == [("reply", "bob"), ("reply", "edgar"), ("reply", "edgar")]
    assert told(bob) == [("reply", "edgar"), ("mention", "edgar")]
    assert told(edgar) == []


def test_a_note_tells_whom_it_names_and_a_change_only_the_new_ones(article, alice, bob, edgar, highlight):
    annotation = highlight(alice, article, "technical level", note="See @bob")
    change_note(by=alice, annotation=annotation, version=1, note="See @bob and @edgar @alice", token=log.make_token())
    assert told(bob) == told(edgar) == [("mention", "alice")]
    assert told(alice) == []


def test_a_private_note_tells_when_it_is_shown(article, alice, bob, highlight):
    annotation = highlight(alice, article, "technical level", note="See @bob", visibility="private")
    assert told(bob) == []
    change_visibility(by=alice, annotation=annotation, version=1, visibility="project", token=log.make_token())
    annotation.refresh_from_db()
    change_visibility(by=alice, annotation=annotation, version=2, visibility="private", token=log.make_token())
    annotation.refresh_from_db()
    change_visibility(by=alice, annotation=annotation, version=3, visibility="project", token=log.make_token())
    assert told(bob) == [("mention", "alice")]


def test_a_team_note_tells_whom_it_names_and_who_has_the_article(article, alice, bob, edgar):
    holder = bob.memberships.get()
    write_team_note(by=alice, article=article, version=1, text="@edgar?", holder=holder, token=log.make_token())
    write_team_note(by=alice, article=article, version=2, text="@edgar!", holder=holder, token=log.make_token())
    assert told(bob) == [("hand", "alice")]
    assert told(edgar) == [("mention", "alice")]


def test_an_edit_tells_the_authors_of_changed_words_once_an_article(make_article, alice, bob, edgar, highlight, login):
    article = make_article("Talks begin today\n\nThey met.")
    highlight(alice, article, "Talks begin")
    highlight(alice, article, "begin today")
    highlight(bob, article, "They met")
    article.refresh_from_db()
    values = {"title": "Negotiations are off"}
    edit_article(by=edgar, article=article, version=article.version, values=values, token=log.make_token())
    assert told(alice) == [("edit", "edgar")]
    assert told(bob) == []
    page = inbox_of(login(alice), article.project)
    assert "2 highlights of yours to look at" in page
    assert "Review 2 highlights" in page


def test_an_edit_of_ones_own_is_told_as_such(make_article, edgar, highlight, login):
    article = make_article("“Talks begin today”\n\nThey met.")
    highlight(edgar, article, "“Talks begin today”")
    article.refresh_from_db()
    values = {"title": "Negotiations are off"}
    edit_article(by=edgar, article=article, version=article.version, values=values, token=log.make_token())
    page = inbox_of(login(edgar), article.project)
    assert "<b>You</b> changed words that you highlighted" in page
    assert "““" not in page


def test_reading_the_list_marks_nothing_and_opening_goes_to_the_passage(login, annotation, alice, bob):
    say(bob, annotation)
    client = login(alice)
    assert badge(inbox_of(client, annotation.project)) == badge(inbox_of(client, annotation.project)) == "1"
    address = reverse("notice_open", args=[annotation.project.key, Notice.objects.get().uuid])
    assert client.get(address).status_code == 405
    answer = client.post(address)
    assert answer.status_code == 303
    assert answer.url == reverse("annotation_show", args=[annotation.project.key, annotation.uuid])
    assert badge(inbox_of(client, annotation.project)) == ""


def test_all_can_be_marked_as_read(login, annotation, alice, bob, edgar):
    say(bob, annotation)
    say(edgar, annotation)
    client = login(alice)
    assert badge(client.get(reverse("library", args=[annotation.project.key])).content.decode()) == "2"
    assert client.post(reverse("inbox_read", args=[annotation.project.key])).status_code == 303
    assert badge(inbox_of(client, annotation.project)) == ""
    assert Notice.objects.filter(user=bob, read_at=None).exists()


def test_a_notice_of_another_is_not_there(login, annotation, alice, bob, charlie):
    say(bob, annotation)
    address = reverse("notice_open", args=[annotation.project.key, Notice.objects.get().uuid])
    assert login(bob).post(address).status_code == login(charlie).post(address).status_code == 404
    assert Notice.objects.get().read_at is None


@pytest.mark.parametrize("how", ["private", "removed", "article", "reply"])
def test_what_one_may_not_see_today_is_not_in_it(login, annotation, alice, bob, edgar, how):
    say(bob, annotation)
    last = say(edgar, annotation, "A secret reply")
    client = login(bob)
    assert badge(inbox_of(client, annotation.project)) == "1"
    if how == "private":
        change_visibility(by=alice, annotation=annotation, version=1, visibility="private", token=log.make_token())
    elif how == "removed":
        remove_annotation(by=alice, annotation=annotation, version=1, token=log.make_token())
    elif how == "article":
        Article.objects.update(deleted_at="2026-01-01T00:00Z")
    else:
        remove_reply(by=edgar, reply=last, version=1, token=log.make_token())
    page = inbox_of(client, annotation.project)
    assert "A secret reply" not in page
    assert badge(page) == ""
    notice = Notice.objects.get(user=bob)
    assert client.post(reverse("notice_open", args=[annotation.project.key, notice.uuid])).status_code == 404


def test_whoever_left_is_not_told(annotation, alice, bob, edgar):
    say(bob, annotation)
    end_membership(by=bob, membership=bob.memberships.get(), token=log.make_token())
    say(edgar, annotation, "for @bob")
    assert told(bob) == []


def test_it_is_filtered_by_kind(login, annotation, alice, bob):
    say(bob, annotation, "Only a reply")
    say(bob, annotation, "With a name: @alice")
    client = login(alice)
    page = inbox_of(client, annotation.project, "?kind=mention")
    assert "With a name" in page
    assert "Only a reply" not in page
    assert client.get(reverse("inbox", args=[annotation.project.key]) + "?kind=nonsense").status_code == 404


def test_queries_do_not_grow_with_notices(login, annotation, alice, bob, django_assert_max_num_queries):
    counts = []
    for _turn in range(2):
        for text in ("One", "Two @alice", "Three"):
            say(bob, annotation, text)
        client = login(alice)
        inbox_of(client, annotation.project)
        with django_assert_max_num_queries(40) as seen:
            inbox_of(client, annotation.project)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_long_inboxes_have_pages(login, annotation, alice, bob):
    for number in range(27):
        say(bob, annotation, f"Reply {number:02}.")
    client = login(alice)
    assert "Reply 01." not in inbox_of(client, annotation.project)
    assert "Reply 01." in inbox_of(client, annotation.project, "?page=2")


def test_nothing_is_told_by_an_action_that_is_not_in_the_table(annotation, alice):
    assert "annotation_remove" not in TELLS
    remove_annotation(by=alice, annotation=annotation, version=1, token=log.make_token())
    assert not Notice.objects.exists()


def test_trying_twice_tells_once(annotation, alice, bob):
    token = log.make_token(uuid4())
    for _turn in range(2):
        add_reply(by=bob, annotation=annotation, text="x", token=token)
    assert told(alice) == [("reply", "bob")]
    assert Annotation.objects.count() == 1
