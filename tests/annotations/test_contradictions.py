"""Two claims that contradict each other: one mark for both, once, undone like anything else."""

import pytest

from annotations.actions.claim_merging import merge_claim
from annotations.actions.claims import create_claim
from annotations.actions.contradictions import contradict, stop_contradicting
from annotations.models import ClaimRelation
from newsroom import log
from newsroom.actions.undo import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(project, alice):
    return lambda label: create_claim(by=alice, project=project, label=label, token=log.make_token())


@pytest.fixture
def mark(alice):
    return lambda claim, other: contradict(by=alice, claim=claim, other=other, token=log.make_token())


def test_the_mark_is_one_whichever_claim_is_named_first(make, mark):
    one, two = make("One"), make("Two")
    relation = mark(two, one)
    assert (relation.first, relation.second) == (one, two)
    assert set(ClaimRelation.objects.current().of(one)) == set(ClaimRelation.objects.current().of(two)) == {relation}
    for pair in ((one, two), (two, one)):
        with pytest.raises(log.Conflict, match="already"):
            mark(*pair)


def test_a_claim_does_not_contradict_itself_nor_what_was_merged_into_it(edgar, make, mark):
    one, two = make("One"), make("Two")
    with pytest.raises(log.Conflict, match="cannot contradict itself"):
        mark(one, one)
    merge_claim(by=edgar, claim=one, version=1, into=two, token=log.make_token())
    one.refresh_from_db()
    with pytest.raises(log.Conflict, match="cannot contradict itself"):
        mark(one, two)


def test_the_mark_follows_a_merged_claim(edgar, make, mark):
    one, two, three = make("One"), make("Two"), make("Three")
    relation = mark(one, two)
    merge_claim(by=edgar, claim=one, version=1, into=three, token=log.make_token())
    assert list(ClaimRelation.objects.current().of(three)) == [relation]
    with pytest.raises(log.Conflict, match="already"):
        mark(two, three)
    with pytest.raises(log.Conflict, match="marked as contradicting each other"):
        merge_claim(by=edgar, claim=two, version=1, into=three, token=log.make_token())


def test_it_is_undone_and_a_claim_with_it_cannot_be_taken_back(project, alice, make, mark):
    one = make("One")
    two = create_claim(by=alice, project=project, label="Two", token=(made := log.make_token()))
    marked = log.make_token()
    relation = contradict(by=alice, claim=one, other=two, token=marked)
    member = alice.memberships.get()
    with pytest.raises(log.Conflict, match="contradicting"):
        undo(by=alice, membership=member, action_uuid=made.uuid, token=log.make_token())
    undo(by=alice, membership=member, action_uuid=marked.uuid, token=log.make_token())
    assert not ClaimRelation.objects.current().exists()
    with pytest.raises(log.Conflict, match="any more"):
        stop_contradicting(by=alice, relation=relation, token=log.make_token())


def test_the_same_request_twice_marks_once(alice, make):
    one, two = make("One"), make("Two")
    token = log.make_token()
    assert contradict(by=alice, claim=one, other=two, token=token) == contradict(
        by=alice, claim=one, other=two, token=token
    )
    assert ClaimRelation.objects.count() == 1
