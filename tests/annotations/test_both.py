"""Two people, or two tabs: both versions side by side, and nothing of either lost."""

from uuid import uuid4

import pytest

from annotations.actions.annotations import change_note
from annotations.actions.claims import create_claim, edit_claim
from annotations.models import Claim
from newsroom import log
from tests.annotations.sending import SCRIPTED, change, url

WORDS = {"label": "Talks", "statement": "They will talk.", "definition": "When talks are announced.", "slot": 2}


@pytest.fixture
def claim(project, alice):
    return create_claim(by=alice, project=project, token=log.make_token(), **WORDS)


@pytest.fixture
def opened(claim):
    """The form as it was when somebody opened it."""
    return {"action": str(uuid4()), "version": claim.version, **WORDS, "parent": ""}


def faster(claim, by, **values):
    fresh = Claim.objects.get(pk=claim.pk)
    words = {**WORDS, **values, "parent": None}
    edit_claim(by=by, claim=fresh, version=fresh.version, token=log.make_token(), **words)


def test_both_definitions_are_shown_and_either_can_be_kept(login, claim, opened, alice, bob):
    faster(claim, bob, definition="When talks are announced or held.")
    fields = {**opened, "definition": "When talks are promised."}
    answer = login(alice).post(url("claim_edit", claim), fields)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>" in page and "<ins>promised</ins>" in page
    assert "Keep mine" in page and "Take theirs" in page
    form = answer.context["form"]
    again = {**fields, "action": form["action"].value(), "version": form["version"].value()}
    assert login(alice).post(url("claim_edit", claim), again).status_code == 303
    claim.refresh_from_db()
    assert claim.definition == "When talks are promised."


def test_what_only_one_of_them_changed_is_kept_of_each(login, claim, opened, alice, bob):
    faster(claim, bob, label="Direct talks", slot=5)
    answer = login(alice).post(url("claim_edit", claim), {**opened, "definition": "Mine."})
    assert answer.status_code == 409
    assert answer.context["differences"] == []
    form = answer.context["form"]
    assert [form[name].value() for name in ("label", "slot", "definition")] == ["Direct talks", "5", "Mine."]


def test_the_same_words_by_both_are_no_difference(login, claim, opened, alice, bob):
    faster(claim, bob, definition="Ours.")
    answer = login(alice).post(url("claim_edit", claim), {**opened, "definition": "Ours."})
    assert answer.status_code == 409
    assert answer.context["differences"] == []


def test_several_changes_meanwhile_are_looked_past(login, claim, opened, alice, bob):
    faster(claim, bob, definition="First.")
    faster(claim, bob, definition="Second.", statement="They talk.")
    answer = login(alice).post(url("claim_edit", claim), {**opened, "definition": "Mine."})
    assert [(each.theirs, each.mine) for each in answer.context["differences"]] == [("Second.", "Mine.")]
    assert answer.context["form"]["statement"].value() == "They talk."


@pytest.mark.parametrize("scripted", [True, False])
def test_a_note_in_two_tabs(login, article, alice, highlight, scripted):
    annotation = highlight(alice, article, "ceasefire", note="First words")
    fields = change(annotation, note="My words")
    change_note(by=alice, annotation=annotation, version=1, note="Other words", token=log.make_token())
    answer = login(alice).post(url("annotation_note", annotation), fields, headers=SCRIPTED if scripted else {})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>Other</del>" in page and "<ins>My</ins>" in page
    assert ('data-version="2"' if scripted else 'name="version" value="2"') in page
    annotation.refresh_from_db()
    assert annotation.note == "Other words"


@pytest.mark.parametrize("scripted", [True, False])
def test_a_claim_on_a_passage_in_two_tabs(login, article, alice, highlight, scripted):
    annotation = highlight(alice, article, "ceasefire", "Talks", speaker="Macron")
    tagging = annotation.taggings.get()
    old = {"claim_label": "Talks", "speaker_label": "Macron"}
    fields = change(annotation, **old, stance="questions")
    headers = SCRIPTED if scripted else {}
    login(alice).post(url("tagging_edit", tagging), change(annotation, **old, stance="disputes"), headers=headers)
    answer = login(alice).post(url("tagging_edit", tagging), fields, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>disputes</del>" in page and "<ins>questions</ins>" in page
    tagging.refresh_from_db()
    assert tagging.stance == "disputes"
