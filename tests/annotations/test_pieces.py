"""What is written in pieces: splits and their undo, what is changed between two pieces, and what was left half-way."""

from uuid import uuid4

import pytest
from django.http import QueryDict
from django.urls import reverse

from annotations.actions import retag_pieces
from annotations.actions.claim_splitting import split_claim
from annotations.actions.claims import edit_claim
from annotations.forms.retag import RetagForm
from annotations.models import Annotation, Claim, ClaimSplit, Notice, Tagging
from annotations.passages import PassageFilter, parse
from annotations.retag import Change, work_out
from annotations.retag_steps import REPLACE, Wanted
from newsroom import log
from newsroom.actions import large_undo
from newsroom.actions.undo import undo
from newsroom.folding import fold
from newsroom.models import Action
from tests.annotations.retagging import DISPUTES, looked, stances, talks, write_singly
from tests.annotations.test_retag import exported, take_back
from tests.annotations.writer import Writer, rows


@pytest.fixture(autouse=True)
def small(monkeypatch):
    write_singly(monkeypatch)


@pytest.fixture
def passages(alice, bob, article, highlight):
    return talks(highlight, article, alice, bob)


@pytest.fixture
def membership(edgar):
    return edgar.memberships.select_related("project").get()


@pytest.fixture
def claim(passages):
    return Claim.objects.get(label="Talks")


def run_into(membership, claim, into):
    wanted = Wanted(REPLACE, claim=into.pk or -1)
    return work_out(membership, Change(PassageFilter(claim=(str(claim.uuid),)), None, wanted, into))


def new_claim(claim, label="Talks in Geneva"):
    return Claim(project=claim.project, label=label, folded=fold(label), slot=2, created_by=claim.created_by)


@pytest.fixture
def split(edgar, membership, claim):
    def do(run=None):
        into = run.change.claim if run else new_claim(claim)
        run = run or run_into(membership, claim, into)
        return split_claim(by=edgar, claim=claim, version=claim.version, into=into, run=run, token=log.make_token())

    return do


def labels():
    return sorted(Tagging.objects.current().values_list("claim__label", flat=True))


def page_of(client, claim):
    return client.get(reverse("claim_show", args=[claim.project.key, claim.uuid])).content.decode()


pytestmark = pytest.mark.django_db


def test_a_split_in_pieces_is_one_action_with_one_undo_and_a_redo(project, edgar, claim, split):
    before, file = rows(), exported(project)
    split()
    done = Action.objects.get(kind="claim_split")
    assert labels() == ["Talks in Geneva"] * 3 and not done.is_open
    assert done.answer["passages"] == 3 == ClaimSplit.objects.get().passages
    after = exported(project)
    take_back(edgar)
    assert exported(project) == file and not Action.objects.latest("pk").is_open
    assert {**rows(), "claim": None} == {**before, "claim": None} and not Claim.objects.current().filter(
        slot=2
    ).exists()
    take_back(edgar)
    assert exported(project) == after and labels() == ["Talks in Geneva"] * 3
    take_back(edgar)
    assert exported(project) == file


def test_passages_that_are_changed_while_a_split_goes_on_stay_and_the_page_says_so(
    login, edgar, alice, article, membership, claim, passages, split
):
    into = new_claim(claim)
    run = run_into(membership, claim, into)
    Writer(alice, article).note(passages[1], "Meanwhile")
    split(run)
    assert labels() == ["Talks", "Talks in Geneva", "Talks in Geneva"]
    done = Action.objects.get(kind="claim_split")
    assert (done.answer["passages"], done.left) == (2, 1)
    client, words = login(edgar), "1 passage was changed meanwhile and is left as it is."
    address = reverse("claim_show", args=[claim.project.key, Claim.objects.get(slot=2).uuid])
    page = client.get(f"{address}?done={done.uuid}").content.decode()
    assert "Took 2 passages over from “Talks”" in page and page.count(words) == 2
    assert words in client.get(reverse("activity_list", args=[claim.project.key])).content.decode()


def test_what_was_built_on_a_new_claim_is_named_before_anything_is_undone(alice, article, edgar, highlight, split):
    made = split()
    highlight(alice, article, "sweeping", made.label)
    with pytest.raises(log.Conflict, match="1 passage stands on this"):
        take_back(edgar)
    assert labels() == ["Talks in Geneva"] * 4
    take_back(alice)
    edit_claim(
        by=edgar,
        claim=made,
        version=made.version,
        label="Other",
        statement="",
        definition="",
        slot=2,
        parent=None,
        token=log.make_token(),
    )
    with pytest.raises(log.Conflict, match="changed again since"):
        undo_of(edgar, "claim_split")
    assert labels() == ["Other"] * 3


def undo_of(user, kind, token=None):
    done = Action.objects.get(kind=kind)
    membership = user.memberships.select_related("project").get()
    return undo(by=user, membership=membership, action_uuid=done.uuid, token=token or log.make_token())


def test_what_is_used_while_its_undo_goes_on_stays_and_the_history_says_why(
    login, edgar, alice, article, claim, highlight, membership, split
):
    made = split()
    done = Action.objects.get(kind="claim_split")
    act, work = begun_undo(edgar, membership, done)
    highlight(alice, article, "sweeping", made.label)
    large_undo.go_on(act, work)
    assert labels() == ["Talks", "Talks", "Talks", "Talks in Geneva"]
    assert (
        "1 passage stands on this."
        in login(edgar).get(reverse("activity_list", args=[claim.project.key])).content.decode()
    )


def begun_undo(user, membership, done):
    """An undo of which the first piece is written."""
    work = large_undo.large(membership, list(done.events.in_order()), is_trusted=True)
    with log.act(by=user, project=membership.project, kind="undo", token=log.make_token(), undoes=done) as act:
        large_undo.begin(act, work)
    return act, work


def test_what_is_changed_while_an_undo_goes_on_is_said_on_the_page_and_in_the_history(
    login, edgar, alice, article, membership, claim, passages, split
):
    split()
    done = Action.objects.get(kind="claim_split")
    begun_undo(edgar, membership, done)
    left = next(one for one in passages if one.taggings.current().get().claim != claim and one.author == alice)
    Writer(alice, article).retag(left.taggings.current().get(), "Talks in Geneva", "Macron", "questions")
    client = login(edgar)
    answer = client.post(
        reverse("action_undo", args=[claim.project.key]), {"action": str(uuid4()), "undo": str(done.uuid)}, follow=True
    )
    words = "1 passage was changed meanwhile and is left as it is."
    assert f"Undone. {words}" in answer.content.decode()
    assert labels() == ["Talks", "Talks", "Talks in Geneva"]
    assert (
        words in page_of(client, claim)
        or words in client.get(reverse("activity_list", args=[claim.project.key])).content.decode()
    )


def test_an_undo_that_died_half_way_is_taken_up_by_the_next_press(project, edgar, membership, claim, split):
    file = exported(project)
    split()
    done = Action.objects.get(kind="claim_split")
    begun_undo(edgar, membership, done)
    assert sorted(labels()) == ["Talks", "Talks in Geneva", "Talks in Geneva"]
    undo_of(edgar, "claim_split")
    assert exported(project) == file and Action.objects.filter(kind="undo").count() == 1
    with pytest.raises(log.Conflict, match="undone already"):
        undo_of(edgar, "claim_split")


def test_a_run_that_died_half_way_is_taken_up_by_the_same_form(login, project, edgar, membership, passages):
    client, url = login(edgar), reverse("passages_retag", args=[project.key])
    fields = looked(client, url, **DISPUTES, all="1", stance="asserts")
    assert client.post(url, fields).status_code == 303
    whole = exported(project)
    take_back(edgar)
    fields = looked(client, url, **DISPUTES, all="1", stance="asserts")
    died_after_one(edgar, membership, fields)
    assert sorted(stances(*passages)) == ["asserts", "asserts", "disputes"]
    for _again in range(2):
        assert client.post(url, fields).status_code == 303
    assert timeless(exported(project)) == timeless(whole)
    done = Action.objects.filter(kind="passages_retag").latest("pk")
    assert not done.is_open and done.events.filter(object_kind="annotation").count() == 3
    assert Notice.objects.filter(action=done).count() == 2


def timeless(rows):
    """The rows of a file without the times of writing."""
    return [{name: value for name, value in row.items() if not name.endswith("_at")} for row in rows]


def died_after_one(user, membership, fields):
    """The first piece of what a form asks for, and nothing after it."""
    data = QueryDict(mutable=True)
    data.update({name: str(value) for name, value in fields.items()})
    form = RetagForm(data, project=membership.project, filter=parse(data, tuple(fields)))
    assert form.is_valid(), form.errors
    run = work_out(membership, form.change, form.seen_at, form.cleaned_data["count"])
    with log.act(by=user, project=membership.project, kind="passages_retag", token=form.token) as act:
        retag_pieces.begin(act, run, retag_pieces.works_of(user, membership.project, run))


def test_a_run_on_its_way_twice_does_nothing_twice(project, edgar, membership, passages):
    run = work_out(membership, Change(PassageFilter(), None, Wanted(REPLACE, stance="disputes")))
    works = retag_pieces.works_of(edgar, project, run)
    token = log.make_token()
    with log.act(by=edgar, project=project, kind="passages_retag", token=token) as act:
        retag_pieces.begin(act, run, works)
    again = work_out(membership, run.change, act.answer["since"])
    retag_pieces.take_up(act.action, project=project, run=again, token=token)
    retag_pieces.go_on(act, run, works[1:])
    assert act.action.events.filter(object_kind="annotation").count() == 3
    assert set(Annotation.objects.values_list("version", flat=True)) == {2} and act.action.answer["passages"] == 3
