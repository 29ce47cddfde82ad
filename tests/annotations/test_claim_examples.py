"""Examples in definitions are passages: shown with the claim and in codebook files, and honest about one that is gone."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions.annotations import change_visibility, remove_annotation
from annotations.actions.claims import create_claim
from annotations.codebook_files import entries_of, read
from annotations.codebooks.qdc import to_qdc
from annotations.codebooks.tables import to_csv, to_json
from annotations.models import Claim, ClaimExample, Tagging
from annotations.options import claim_options
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Action, Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage(alice, article, highlight):
    return highlight(alice, article, "ceasefire", "Talks")


@pytest.fixture
def claim(passage):
    return Claim.objects.get()


@pytest.fixture
def page(project, claim):
    return reverse("claim_show", args=[project.key, claim.uuid])


@pytest.fixture
def example(login, bob, passage, claim):
    sent = {"action": str(uuid4()), "claim": str(claim.uuid)}
    assert login(bob).post(at(passage), sent).status_code == 303
    assert login(bob).post(at(passage), sent).status_code == 303
    return ClaimExample.objects.get()


def at(passage):
    return reverse("example_choose", args=[passage.project.key, passage.uuid])


def test_an_example_stands_with_the_claim(login, rita, page, example, project):
    assert 'id="claim-examples"' in login(rita).get(page).content.decode()
    listed = login(rita).get(reverse("claim_list", args=[project.key])).content.decode()
    assert "1 example" in listed


def test_all_files_have_it_and_reading_them_changes_nothing(alice, project, example):
    [entry] = entries_of(alice.memberships.get().project)
    assert entry.examples == "“ceasefire”"
    assert json.loads(to_json([entry]))["claims"][0]["examples"] == "“ceasefire”"
    for data in (to_csv([entry]), to_json([entry]), to_qdc([entry])):
        assert "“ceasefire”" in data.decode()
        assert read(data)[0].definition == entry.definition


def test_of_a_removed_passage_it_says_so(login, alice, rita, page, example, passage):
    how = {"annotation": passage, "version": passage.version, "token": log.make_token()}
    remove_annotation(by=alice, **how)
    shown = login(rita).get(page).content.decode()
    assert "The passage of this example was removed." in shown
    assert entries_of(alice.memberships.get().project)[0].examples == ""


def test_a_private_passage_is_none_and_stops_being_shown(login, alice, rita, page, example, passage):
    how = {"annotation": passage, "version": passage.version, "token": log.make_token()}
    change_visibility(by=alice, visibility="private", **how)
    assert "claim-examples" not in login(rita).get(page).content.decode()
    answer = login(alice).post(at(passage), {"action": str(uuid4()), "claim": str(example.claim.uuid)})
    assert (answer.status_code, b"whole project sees" in answer.content) == (409, True)


def test_under_blind_mode_colleagues_passages_are_none(login, alice, bob, page, example, project):
    Project.objects.filter(pk=project.pk).update(is_blind=True)
    assert "claim-examples" not in login(bob).get(page).content.decode()
    assert "claim-examples" in login(alice).get(page).content.decode()


def test_a_claim_that_the_passage_does_not_carry_is_refused(login, bob, alice, article, highlight, passage):
    highlight(alice, article, "bombardment", "Other")
    other = Claim.objects.get(label="Other")
    answer = login(bob).post(at(passage), {"action": str(uuid4()), "claim": str(other.uuid)})
    assert (answer.status_code, b"does not carry" in answer.content) == (409, True)
    assert not ClaimExample.objects.exists()


def test_taking_it_away_is_undone(login, bob, page, example):
    address = reverse("example_remove", args=[example.project.key, example.uuid])
    assert login(bob).post(address, {"action": str(uuid4())}).status_code == 303
    assert "claim-examples" not in login(bob).get(page).content.decode()
    done = Action.objects.latest("pk")
    undo(by=bob, membership=bob.memberships.get(), action_uuid=done.uuid, token=log.make_token())
    assert "claim-examples" in login(bob).get(page).content.decode()


def test_passages_and_the_page_of_one_offer_it(login, bob, project, passage, claim):
    assert at(passage) in login(bob).get(reverse("passages_list", args=[project.key])).content.decode()
    assert str(claim.uuid) in login(bob).get(at(passage)).content.decode()


def test_a_passage_that_carries_another_claim_by_now_says_so(login, alice, rita, page, example, passage):
    Tagging.objects.update(claim=create_claim(by=alice, project=example.project, label="Other", token=log.make_token()))
    assert "carries another claim now" in login(rita).get(page).content.decode()


def shown(user):
    return [option.example for option in claim_options(user.memberships.get())]


def test_who_chooses_a_claim_sees_an_example_on_one_line(login, alice, bob, rita, article, example, claim, highlight):
    assert shown(bob) == ["ceasefire"]
    page = login(bob).get(reverse("tagging_options", args=[article.project.key, article.uuid])).content.decode()
    assert 'data-example="ceasefire"' in page
    later = highlight(alice, article, "French President Emmanuel Macron", "Talks")
    login(bob).post(at(later), {"action": str(uuid4()), "claim": str(claim.uuid)})
    assert shown(bob) == ["ceasefire"]
    example.annotation.refresh_from_db()
    remove_annotation(
        by=alice, annotation=example.annotation, version=example.annotation.version, token=log.make_token()
    )
    assert shown(bob) == ["French President Emmanuel Macron"]
    Tagging.objects.all().delete()
    assert shown(bob) == [""]
