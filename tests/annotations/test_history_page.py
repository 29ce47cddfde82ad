"""The history of an article: every action in plain words, and the way back."""

import html
import re

import pytest
from django.urls import reverse

from annotations.actions import annotations as actions
from annotations.actions.reading import set_state
from annotations.actions.taggings import TaggingDraft, add_tagging, change_tagging
from newsroom import log
from newsroom.actions.articles import edit_article
from newsroom.actions.undo import undo
from newsroom.models import Action

QUOTE = "French President Emmanuel Macron"


@pytest.fixture
def history(login, project, article):
    def read(user, query=""):
        response = login(user).get(reverse("article_history", args=[project.key, article.uuid]) + query)
        assert response.status_code == 200
        text = re.sub(r"<[^>]+>", " ", response.content.decode().split('id="main"')[1])
        return " ".join(html.unescape(text).split()).replace(" :", ":")

    return read


@pytest.fixture
def noted(article, alice, highlight):
    return highlight(alice, article, QUOTE, "A claim", speaker="Macron", note="First thought")


def test_it_tells_what_was_highlighted_and_tagged(history, bob, noted):
    text = history(bob)
    assert "Alice Highlighted French President Emmanuel Macron" in text
    assert "Tagged French President Emmanuel Macron: Macron asserts: A claim" in text
    assert "Wrote the note: First thought" in text
    assert "Edgar Added the article" in text


def test_it_tells_before_and_after(history, alice, bob, noted):
    actions.change_note(by=alice, annotation=noted, version=1, note="Second thought", token=log.make_token())
    tagging = noted.taggings.get()
    draft = TaggingDraft(claim="Another claim", stance="disputes", speaker="Kremlin")
    change_tagging(by=alice, tagging=tagging, version=2, draft=draft, token=log.make_token())
    text = history(bob)
    assert "Changed: note French President Emmanuel Macron: First thought → Second thought" in text
    assert "Changed: stance French President Emmanuel Macron: asserts → disputes" in text
    assert "Changed: claim French President Emmanuel Macron: A claim → Another claim" in text
    assert "Changed: speaker French President Emmanuel Macron: Macron → Kremlin" in text


def test_it_tells_facts_of_the_article(history, alice, edgar, article):
    values = {"outlet": "Nordic Wire", "byline": "Ana K."}
    edit_article(by=edgar, article=article, version=article.version, values=values, token=log.make_token())
    text = history(alice)
    assert "Changed: outlet: nothing → Nordic Wire" in text
    assert "Changed: byline: nothing → Ana K." in text


def test_it_tells_states_and_reasons(history, alice, article):
    set_state(by=alice, article=article, state="skipped", reason="a copy", token=log.make_token())
    set_state(by=alice, article=article, state="coded", token=log.make_token())
    text = history(alice)
    assert "Skipped the article because: a copy" in text
    assert "Marked the article: coded" in text


def test_undo_and_what_it_took_back_are_both_there(history, project, alice, noted):
    action = Action.objects.get(kind="annotation_add")
    member = alice.memberships.get()
    undo(by=alice, membership=member, action_uuid=action.uuid, token=log.make_token())
    text = history(alice)
    assert "undo Took a claim off" in text
    assert "Removed the highlight French President Emmanuel Macron" in text
    assert "taken back since" in text


def test_one_takes_back_ones_own_alone(login, project, article, alice, bob, noted):
    address = reverse("article_history", args=[project.key, article.uuid])
    field = f'name="undo" value="{Action.objects.get(kind="annotation_add").uuid}"'
    assert field in login(alice).get(address).content.decode()
    assert field not in login(bob).get(address).content.decode()


def test_what_was_written_in_private_stays_private_when_the_highlight_is_shown(history, article, alice, bob, highlight):
    noted = highlight(alice, article, QUOTE, "A claim", note="Private words", visibility="private")
    assert "Private words" not in history(bob)
    actions.change_note(by=alice, annotation=noted, version=1, note="Public words", token=log.make_token())
    actions.change_visibility(by=alice, annotation=noted, version=2, visibility="project", token=log.make_token())
    text = history(bob)
    assert "Private words" not in text
    assert "Changed: visible to" in text
    draft = TaggingDraft(claim="Later claim", stance="asserts")
    add_tagging(by=alice, annotation=noted, version=3, draft=draft, token=log.make_token())
    assert "Later claim" in history(bob)
    assert "Private words" in history(alice)


def test_moved_ends_are_quoted(history, article, alice, bob, noted):
    from annotations.actions.anchors import spot
    from annotations.anchoring import describe
    from newsroom.layouts import reading_of

    revision = article.current_revision
    text = reading_of(revision.pk, revision.uuid).layout.text
    start = text.index(QUOTE)
    place = spot(article, revision, describe(text, start, start + len("French President")))
    actions.change_place(by=alice, annotation=noted, version=1, spot=place, token=log.make_token())
    assert f"Moved the ends: {QUOTE} → French President" in history(bob)


def test_it_is_paged_without_losing_an_action(history, login, project, article, alice):
    for number in range(140):
        set_state(by=alice, article=article, state=("read", "coded")[number % 2], token=log.make_token())
    client = login(alice)
    address = reverse("article_history", args=[project.key, article.uuid])
    query, seen = "", 0
    for _ in range(10):
        page = client.get(address + query).content.decode()
        seen += page.count("Marked the article")
        older = re.search(r'rel="next" href="(\?before=\d+)"', page)
        if not older:
            break
        query = older.group(1)
    assert seen == 140


def test_reader_sees_it_without_undo(login, project, article, rita, noted):
    page = login(rita).get(reverse("article_history", args=[project.key, article.uuid])).content.decode()
    assert "Highlighted" in page
    assert 'name="undo"' not in page
