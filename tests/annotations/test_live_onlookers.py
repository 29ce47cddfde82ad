"""One drawing for many readers: it holds nothing that one of them may not see, and nobody misses what is their own."""

import json
import re

import pytest

from annotations.actions.annotations import change_note, remove_annotation
from annotations.actions.replies import add_reply
from annotations.actions.responses import would_not_tag
from annotations.live import telling
from annotations.models import Show, Visibility
from newsroom import log
from newsroom.actions.projects import add_member
from newsroom.live.source import bundles
from newsroom.models import Project, Role, User
from newsroom.serving.grants import Grant, Watch

QUOTE = "real willingness"


@pytest.fixture
def crowd(project, olivia):
    """Make analysts of the project, as many as are asked for."""

    def make(count, role=Role.ANALYST):
        users = [User.objects.create(username=f"{role}{number}", display_name=f"N {number}") for number in range(count)]
        for user in users:
            add_member(by=olivia, project=project, user=user, role=role)
        return users

    return make


@pytest.fixture
def stream(project, article):
    """Make the stream of somebody who opened the article just now and was told everything."""

    def make(user, view="", language="en"):
        newest = Project.objects.get(pk=project.pk).sequence
        watches = [Watch(str(article.uuid), view, newest)]
        return Grant(user.pk, project.pk, project.key, "s", "p", language, watches, str, is_new=False)

    return make


@pytest.fixture
def drawn(monkeypatch):
    """Count the drawings, by whom they are made for; 0 is nobody."""
    found = []
    draw = telling.draw

    def counted(membership, *given):
        found.append(membership.user_id)
        return draw(membership, *given)

    monkeypatch.setattr(telling, "draw", counted)
    return found


def told(*grants):
    """Return what each stream is told, as text."""
    said = {item.grant: item for bundle in bundles(grants) for item in bundle}
    assert set(said) == set(grants)
    return ["".join(message.data for message in said[grant].messages) for grant in grants]


def html(text):
    return json.loads(text)["html"]


def test_onlookers_are_told_by_one_drawing_made_for_nobody(stream, crowd, alice, article, highlight, drawn):
    grants = [stream(user) for user in crowd(6)]
    made = highlight(alice, article, QUOTE, "No real willingness")
    texts = told(*grants)
    assert drawn == [0]
    assert len(set(texts)) == 1
    assert f'id="a-{made.key}"' in html(texts[0])


def test_what_is_told_together_is_what_each_would_be_told_alone(stream, crowd, alice, edgar, rita, article, highlight):
    users = [*crowd(2), *crowd(2, Role.READER), *crowd(2, Role.EDITOR), edgar, rita]
    for word in ("ceasefire", "Macron"):
        highlight(alice, article, word, "One", speaker="Macron")
    grants = [stream(user) for user in users]
    alone = [stream(user) for user in users]
    highlight(alice, article, QUOTE, "No real willingness", speaker="Macron", note="@edgar look")
    together = told(*grants)
    assert [plain(text) for text in together] == [plain(told(grant)[0]) for grant in alone]


def plain(text):
    return re.sub(r'name=\\"action\\" value=\\"[^"]*"', "", text)


def test_author_and_onlookers_each_get_their_card(stream, crowd, alice, article, highlight, drawn):
    made = highlight(alice, article, QUOTE, "No real willingness")
    grants = [stream(user) for user in (*crowd(3), alice)]
    change_note(by=alice, annotation=made, version=made.version, note="Later", token=log.make_token())
    *others, own = told(*grants)
    assert drawn == [0]
    assert 'data-author="me"' in html(own)
    assert all('data-author="alice"' in html(text) and "data-edit-url" not in html(text) for text in others)


def test_authors_are_told_what_each_would_be_told_alone(stream, crowd, alice, bob, article, highlight, drawn):
    users = [*crowd(3), alice, bob]
    gone, kept = (highlight(alice, article, word, "One", speaker="Macron") for word in ("ceasefire", "Macron"))
    grants = [stream(user) for user in users]
    alone = [stream(user) for user in users]
    highlight(bob, article, QUOTE, "No real willingness", speaker="Macron", note="@alice look")
    highlight(alice, article, QUOTE, "No real willingness", speaker="Macron")
    remove_annotation(by=alice, annotation=gone, version=gone.version, token=log.make_token())
    change_note(by=alice, annotation=kept, version=kept.version, note="Later", token=log.make_token())
    together = told(*grants)
    assert drawn == [0]
    assert [plain(text) for text in together] == [plain(told(grant)[0]) for grant in alone]
    assert all('data-author="me"' in html(text) for text in together[3:])


def test_an_author_with_more_of_a_part_is_drawn_for_alone(stream, crowd, alice, bob, article, highlight, drawn):
    private = highlight(alice, article, QUOTE, visibility=Visibility.PRIVATE)
    theirs = highlight(bob, article, "ceasefire", "One")
    grants = [stream(user) for user in (*crowd(2), alice, bob)]
    change_note(by=alice, annotation=private, version=private.version, note="qzxalone", token=log.make_token())
    would_not_tag(by=alice, annotation=theirs, reason="Only a question", token=log.make_token())
    highlight(bob, article, "Macron", "One")
    *others, hers, his = told(*grants)
    assert drawn == [0, alice.pk, bob.pk]
    assert private.key in hers
    assert all(private.key not in text for text in (*others, his))


def test_a_private_highlight_in_the_paragraph_is_drawn_for_its_author_alone(
    stream, crowd, alice, bob, article, highlight, drawn
):
    private = highlight(bob, article, QUOTE, visibility=Visibility.PRIVATE)
    grants = [stream(user) for user in (*crowd(3), bob)]
    highlight(alice, article, QUOTE, "No real willingness")
    *others, own = told(*grants)
    assert drawn == [0, bob.pk]
    assert private.key in own
    assert all(private.key not in text for text in others)


def test_nobody_but_its_author_hears_of_a_private_highlight(stream, crowd, alice, article, highlight, drawn):
    grants = [stream(user) for user in (*crowd(3), alice)]
    made = highlight(alice, article, QUOTE, visibility=Visibility.PRIVATE, note="qzxalone")
    *others, own = told(*grants)
    assert others == ["", "", ""]
    assert made.key in own


def test_who_replied_keeps_the_controls_of_the_reply(stream, crowd, alice, bob, article, highlight):
    made = highlight(alice, article, QUOTE, "No real willingness")
    add_reply(by=bob, annotation=made, text="Since January", token=log.make_token())
    grants = [stream(user) for user in (*crowd(3), bob)]
    made.refresh_from_db()
    change_note(by=alice, annotation=made, version=made.version, note="Later", token=log.make_token())
    *others, own = told(*grants)
    assert "Edit: Reply" in html(own)
    assert all("Edit: Reply" not in html(text) and "Since January" in html(text) for text in others)


def test_who_answered_sees_the_answer_as_their_own(stream, crowd, alice, bob, article, highlight):
    made = highlight(alice, article, QUOTE, "No real willingness")
    would_not_tag(by=bob, annotation=made, reason="Only a question", token=log.make_token())
    grants = [stream(user) for user in (*crowd(3), bob)]
    made.refresh_from_db()
    change_note(by=alice, annotation=made, version=made.version, note="Later", token=log.make_token())
    *others, own = told(*grants)
    assert "Take my answer back" in html(own)
    assert all("Take my answer back" not in html(text) and "Only a question" in html(text) for text in others)


def test_readers_are_not_offered_what_analysts_are(stream, crowd, alice, article, highlight, drawn):
    analysts, readers = crowd(2), crowd(2, Role.READER)
    grants = [stream(user) for user in (*analysts, *readers)]
    highlight(alice, article, QUOTE, "No real willingness")
    texts = told(*grants)
    assert drawn == [0, 0]
    assert ["<form" in html(text) for text in texts] == [True, True, False, False]


def test_views_and_languages_are_drawn_apart(stream, crowd, alice, article, highlight, drawn):
    users = crowd(4)
    ways = (("", "en"), ("", "en"), ("dim=person:alice", "en"), ("dim=person:alice", "en"))
    grants = [stream(user, *way) for user, way in zip(users, ways, strict=True)]
    highlight(alice, article, QUOTE, "No real willingness")
    texts = told(*grants)
    assert drawn == [0, 0]
    assert [" dim" in html(text) for text in texts] == [False, False, True, True]


def test_who_wants_to_see_only_their_own_is_told_nothing(stream, crowd, project, alice, article, highlight):
    users = crowd(4)
    for user in users[:2]:
        project.preferences.create(user=user, show=Show.MINE)
    grants = [stream(user) for user in users]
    made = highlight(alice, article, QUOTE)
    assert [made.key in text for text in told(*grants)] == [False, False, True, True]


@pytest.mark.django_db
def test_under_blind_mode_nobody_gets_the_common_drawing(stream, crowd, project, alice, article, highlight, drawn):
    Project.objects.filter(pk=project.pk).update(is_blind=True)
    analysts, editors = crowd(3), crowd(2, Role.EDITOR)
    grants = [stream(user) for user in (*analysts, *editors)]
    made = highlight(alice, article, QUOTE, note="qzxalone")
    texts = told(*grants)
    assert texts[:3] == ["", "", ""]
    assert all(made.key in text for text in texts[3:])
    assert [pk for pk in drawn if pk] == [user.pk for user in analysts]


def test_an_editor_under_the_blind_by_choice_is_told_nothing(stream, crowd, project, alice, article, highlight):
    Project.objects.filter(pk=project.pk).update(is_blind=True)
    editors = crowd(3, Role.EDITOR)
    editors[0].memberships.update(is_blindfolded=True)
    grants = [stream(user) for user in editors]
    made = highlight(alice, article, QUOTE, "No real willingness")
    assert [made.key in text for text in told(*grants)] == [False, True, True]


def test_streams_about_other_articles_move_on_without_a_drawing(
    stream, crowd, alice, article, make_article, highlight, drawn, django_assert_max_num_queries
):
    other = make_article("Another title\n\nQuite other words stand here.")
    grants = [stream(user) for user in crowd(5)]
    highlight(alice, other, "other words")
    with django_assert_max_num_queries(2):
        assert told(*grants) == [""] * 5
    assert drawn == []
    assert {grant.sequence for grant in grants} == {other.project.__class__.objects.get(pk=other.project_id).sequence}


def test_telling_many_onlookers_asks_as_often_as_telling_few(
    stream, crowd, alice, article, highlight, django_assert_max_num_queries
):
    users = crowd(20)
    few, many = [stream(user) for user in users[:3]], [stream(user) for user in users]
    told(*[stream(user) for user in users[:2]])
    highlight(alice, article, QUOTE, "No real willingness", speaker="Macron")
    with django_assert_max_num_queries(32) as counted:
        told(*few)
    with django_assert_max_num_queries(len(counted)):
        told(*many)
