"""Re-tagging and taking back what is much: in pieces, with the same outcome as at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions import retagging
from annotations.models import Annotation, Claim, Correction, Notice, Tagging
from annotations.passages import PassageFilter
from annotations.retag import Change, work_out
from annotations.retag_steps import REPLACE, Wanted
from newsroom import log
from newsroom.actions import putting_many
from newsroom.actions.undo import undo
from newsroom.models import Action, Event
from tests.annotations.retagging import stances, talks, write_singly
from tests.annotations.test_retag import exported, take_back
from tests.annotations.writer import Writer, rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(monkeypatch):
    write_singly(monkeypatch)


@pytest.fixture
def passages(alice, bob, article, highlight):
    return talks(highlight, article, alice, bob)


@pytest.fixture
def membership(edgar):
    return edgar.memberships.select_related("project").get()


def dispute(membership):
    change = Change(PassageFilter(), None, Wanted(REPLACE, stance="disputes"))
    return work_out(membership, change)


@pytest.fixture
def retagged(edgar, project, membership, passages):
    retagging.retag(by=edgar, project=project, run=dispute(membership), token=log.make_token())
    return passages


def test_the_pieces_are_one_action_with_events_in_one_order(project, retagged):
    done = Action.objects.get(kind="passages_retag")
    assert stances(*retagged) == ["disputes"] * 3 and done.answer["passages"] == 3
    numbers = list(done.events.in_order().values_list("sequence", flat=True))
    assert len(numbers) == 9 and Event.objects.filter(project=project, sequence__gt=numbers[-1]).count() == 0
    assert Notice.objects.filter(action=done).count() == 2


def test_undo_in_pieces_leaves_rows_and_file_byte_for_byte_and_redo_does_it_again(project, edgar, membership, passages):
    before, file = rows(), exported(project)
    retagging.retag(by=edgar, project=project, run=dispute(membership), token=log.make_token())
    after = exported(project)
    take_back(edgar)
    assert rows() == before and exported(project) == file
    assert not Correction.objects.current().exists()
    take_back(edgar)
    assert exported(project) == after and Correction.objects.current().count() == 3
    take_back(edgar)
    assert rows() == before and exported(project) == file


def test_many_at_a_time_is_the_same_as_one_by_one(project, edgar, membership, retagged, monkeypatch):
    take_back(edgar)
    told = facts(Action.objects.latest("pk"))
    take_back(edgar)
    monkeypatch.setattr(putting_many, "MANY", 1_000)
    take_back(edgar)
    assert facts(Action.objects.latest("pk")) == told


def facts(action):
    """What the events of an action say, whatever their order and the time."""
    left_out = ("deleted_at", "updated_at", "version")
    return sorted(
        (
            event.object_kind,
            sorted(event.before),
            sorted((name, str(value)) for name, value in event.after.items() if name not in left_out),
        )
        for event in action.events.all()
    )


def test_what_was_changed_since_is_named_before_anything_is_undone(edgar, alice, article, retagged):
    Writer(alice, article).retag(retagged[1].taggings.get(), "Talks", "Macron", "questions")
    with pytest.raises(log.Conflict, match="changed again since"):
        take_back(edgar)
    assert stances(*retagged) == ["disputes", "questions", "disputes"]


def test_a_claim_that_was_given_again_since_is_named(project, edgar, membership, alice, article, retagged):
    taken_off = work_out(membership, Change(PassageFilter(), None, Wanted("remove")))
    retagging.retag(by=edgar, project=project, run=taken_off, token=log.make_token())
    assert not Tagging.objects.current().exists()
    Writer(alice, article).tag(Annotation.objects.get(pk=retagged[0].pk), "Talks", speaker="Macron")
    with pytest.raises(log.Conflict, match="same claim again"):
        take_back(edgar)
    assert Tagging.objects.current().count() == 1


def test_what_somebody_changes_between_the_pieces_is_left_as_it_is(
    project, edgar, alice, article, membership, retagged
):
    done = Action.objects.get(kind="passages_retag")
    plan = putting_many.work_out(membership, list(done.events.in_order()), is_trusted=True)
    with log.act(by=edgar, project=project, kind="undo", token=log.make_token(), undoes=done) as act:
        putting_many.write(act, plan, 0)
    left = Annotation.objects.get(taggings__uuid__in=plan.pieces[1][0].named)
    Writer(left.author, article).note(left, "Meanwhile")
    numbers = []
    for number in (1, 2):
        with log.further(act) as part:
            numbers.append(putting_many.write(part, plan, number))
    assert numbers == [1, 0]
    assert left.taggings.get().stance == "disputes"
    assert sorted(stances(*retagged)) == ["asserts", "asserts", "disputes"]


def test_a_first_piece_that_is_stale_writes_nothing(project, edgar, alice, article, membership, retagged):
    done = Action.objects.get(kind="passages_retag")
    plan = putting_many.work_out(membership, list(done.events.in_order()), is_trusted=True)
    first = Annotation.objects.get(taggings__uuid__in=plan.pieces[0][0].named)
    Writer(first.author, article).note(first, "Meanwhile")
    with (
        pytest.raises(log.Conflict, match="a moment ago"),
        log.act(by=edgar, project=project, kind="undo", token=log.make_token(), undoes=done) as act,
    ):
        putting_many.write(act, plan, 0)
    assert stances(*retagged) == ["disputes"] * 3


def test_passages_that_are_changed_while_a_run_goes_on_are_left_out(
    project, edgar, alice, article, membership, passages
):
    run = dispute(membership)
    Writer(alice, article).note(passages[1], "Meanwhile")
    order = [passage.uuid for passage in run.to_change]
    assert order[0] != passages[1].uuid
    assert retagging.retag(by=edgar, project=project, run=run, token=log.make_token()) == 2
    assert stances(*passages) == ["disputes", "asserts", "disputes"]
    assert Action.objects.get(kind="passages_retag").answer["passages"] == 2


def test_an_undone_run_does_not_go_on(project, edgar, membership, retagged):
    take_back(edgar)
    done = Action.objects.get(kind="passages_retag")
    act = log.Act(edgar, project, done.kind, log.make_token(done.uuid), action=done)
    with pytest.raises(log.Conflict, match="undone already"), log.further(act):
        raise AssertionError


def test_an_analyst_whose_right_is_gone_undoes_nothing(project, alice, passages):
    membership = alice.memberships.select_related("project").get()
    change = Change(PassageFilter(), tuple(one.uuid for one in passages[:2]), Wanted(REPLACE, stance="disputes"))
    retagging.retag(by=alice, project=project, run=work_out(membership, change), token=log.make_token())
    membership.role = "reader"
    membership.save()
    done = Action.objects.get(kind="passages_retag")
    with pytest.raises(log.Forbidden):
        undo(by=alice, membership=membership, action_uuid=done.uuid, token=log.make_token())
    assert stances(*passages[:2]) == ["disputes"] * 2


def test_the_queries_of_an_undo_do_not_grow_with_the_passages(
    project, edgar, alice, article, highlight, membership, passages, monkeypatch
):
    monkeypatch.setattr(putting_many, "PIECE", 1_000)

    def cost():
        retagging.retag(by=edgar, project=project, run=dispute(membership), token=log.make_token())
        with CaptureQueriesContext(connection) as queries:
            take_back(edgar)
        return len(queries)

    few = cost()
    for quote in ("sweeping", "harsh winter"):
        highlight(alice, article, quote, "Talks", speaker="Macron")
    assert cost() == few


def test_twice_undoes_once(edgar, membership, retagged):
    done, token = Action.objects.get(kind="passages_retag"), log.make_token()
    for _again in range(2):
        undo(by=edgar, membership=membership, action_uuid=done.uuid, token=token)
    assert stances(*retagged) == ["asserts"] * 3
    with pytest.raises(log.Conflict, match="undone already"):
        undo(by=edgar, membership=membership, action_uuid=done.uuid, token=log.make_token())
    assert Claim.objects.filter(label="Talks").exists()
