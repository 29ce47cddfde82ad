"""Two claims are marked as contradicting each other in the browser; both pages say so, and it can be taken back."""

from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions.claim_merging import merge_claim
from annotations.actions.claims import create_claim
from annotations.actions.contradictions import contradict
from annotations.models import Claim, ClaimRelation
from newsroom import log
from newsroom.models import Action

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(project, alice):
    labels = ("Talk now", "First a ceasefire", "Later")
    return [create_claim(by=alice, project=project, label=label, token=log.make_token()) for label in labels]


def at(name, claim):
    return reverse(name, args=[claim.project.key, claim.uuid])


def asked(**values):
    return {"action": str(uuid4()), **values}


def test_both_pages_name_the_other_claim(login, alice, claims):
    client, (one, other, _third) = login(alice), claims
    answer = client.post(at("claim_contradict", one), asked(other=" first A  ceasefire"), follow=True)
    assert answer.status_code == 200 and "First a ceasefire" in answer.content.decode()
    assert list(answer.context["contradicting"]) == [other]
    assert list(client.get(at("claim_show", other)).context["contradicting"]) == [one]
    relation = ClaimRelation.objects.get()
    assert (relation.created_by, {relation.first, relation.second}) == (alice, {one, other})


def test_it_is_undone_from_the_page_that_follows(login, alice, claims, project):
    client, (one, other, _third) = login(alice), claims
    page = client.post(at("claim_contradict", one), asked(other=other.label), follow=True)
    assert 'id="done"' in page.content.decode()
    action = Action.objects.get(kind="claim_contradict")
    client.post(reverse("action_undo", args=[project.key]), {"undo": str(action.uuid)})
    assert not client.get(at("claim_show", one)).context["contradicting"]


def test_it_is_taken_away_and_sending_that_twice_says_the_same(login, alice, claims):
    client, (one, other, _third) = login(alice), claims
    contradict(by=alice, claim=one, other=other, token=log.make_token())
    body = asked(other=str(one.uuid))
    assert client.post(at("claim_reconcile", other), body).status_code == 303
    assert client.post(at("claim_reconcile", other), body).status_code == 303
    assert client.post(at("claim_reconcile", other), asked(other=str(one.uuid))).status_code == 409
    assert ClaimRelation.objects.get().deleted_at is not None
    assert Action.objects.filter(kind="claim_reconcile").count() == 1


def test_what_was_never_marked_or_is_not_there_is_refused(login, alice, claims):
    client, (one, _other, third) = login(alice), claims
    assert client.post(at("claim_reconcile", one), asked(other=str(third.uuid))).status_code == 409
    assert client.post(at("claim_reconcile", one), asked(other=str(uuid4()))).status_code == 404
    assert client.post(at("claim_reconcile", one), asked(other="no uuid")).status_code == 409


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Write which claim"),
        ("Nowhere", "There is no claim “Nowhere”"),
        ("Talk now", "cannot contradict itself"),
        ("Later", "already"),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(login, alice, claims, typed, words):
    one, _other, third = claims
    contradict(by=alice, claim=third, other=one, token=log.make_token())
    answer = login(alice).post(at("claim_contradict", one), asked(other=typed))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode() or not typed
    assert ClaimRelation.objects.count() == 1


def test_sending_it_twice_marks_once(login, alice, claims):
    client, (one, other, _third) = login(alice), claims
    body = asked(other=other.label)
    first, second = (client.post(at("claim_contradict", one), body) for _time in range(2))
    assert first.url == second.url and ClaimRelation.objects.count() == 1


def test_a_merged_claim_brings_its_contradictions_along(login, alice, edgar, claims):
    one, other, third = claims
    contradict(by=alice, claim=one, other=other, token=log.make_token())
    merge_claim(by=edgar, claim=other, version=other.version, into=third, token=log.make_token())
    client = login(alice)
    assert list(client.get(at("claim_show", one)).context["contradicting"]) == [third]
    assert client.post(at("claim_reconcile", one), asked(other=str(third.uuid))).status_code == 303
    assert not client.get(at("claim_show", third)).context["contradicting"]


def test_a_reader_sees_it_and_changes_nothing_and_a_stranger_gets_404(login, rita, charlie, alice, claims):
    one, other, _third = claims
    contradict(by=alice, claim=one, other=other, token=log.make_token())
    reader = login(rita)
    assert list(reader.get(at("claim_show", one)).context["contradicting"]) == [other]
    assert reader.get(at("claim_contradict", one)).status_code == 403
    assert reader.post(at("claim_reconcile", one), asked(other=str(other.uuid))).status_code == 403
    assert login(charlie).get(at("claim_contradict", one)).status_code == 404


def test_the_page_costs_the_same_queries_for_many(login, alice, project, claims, django_assert_max_num_queries):
    one = claims[0]
    for number in range(12):
        other = create_claim(by=alice, project=project, label=f"Other {number}", token=log.make_token())
        contradict(by=alice, claim=one, other=other, token=log.make_token())
    client = login(alice)
    client.get(at("claim_contradict", one))
    with django_assert_max_num_queries(7):
        page = client.get(at("claim_contradict", one))
    assert len(page.context["contradicting"]) == 12 and Claim.objects.count() == 15
