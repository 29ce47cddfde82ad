"""What is kept of a project's codings is what a fresh look would find, whatever was done meanwhile."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import ledgers as module
from annotations.actions.annotations import remove_annotation
from annotations.actions.claim_merging import merge_claim, separate_claim
from annotations.actions.responses import would_not_tag
from annotations.actions.speaker_merging import merge_speaker
from annotations.ledgers import ledger, ledgers
from annotations.models import Claim, Speaker, Tagging
from annotations.tally import COLUMNS
from newsroom import log
from newsroom.actions.outlets import merge_outlet
from newsroom.actions.undo import undo
from newsroom.models import Action, Membership, Outlet
from tests.annotations.writer import Writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(project, alice):
    return Membership.objects.select_related("project", "user").get(project=project, user=alice)


def facts(found):
    return {pk: {tuple(row) for row in zip(*(getattr(one, name) for name in NAMES), strict=True)} for pk, one in found}


NAMES = [name for name in COLUMNS if name not in ("place", "voice", "voiceday")]


def fresh(member, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(module, "_SHELVES", type(module._SHELVES)())
        return facts(ledgers(member).items())


@pytest.fixture
def kept_is_fresh(member, monkeypatch):
    def check():
        whole = facts(ledgers(member).items())
        assert whole == fresh(member, monkeypatch)
        for claim in Claim.objects.current().filter(project=member.project):
            assert facts([(claim.pk, ledger(member, claim))])[claim.pk] == whole.get(claim.pk, set())
        return sum(map(len, whole.values()))

    return check


def test_adding_and_removing(article, alice, bob, highlight, kept_is_fresh):
    highlight(alice, article, "ceasefire", "A claim", speaker="One")
    assert kept_is_fresh() == 1
    second = highlight(bob, article, "Putin", "A claim")
    assert kept_is_fresh() == 2
    highlight(bob, article, "Moscow", "Another")
    assert kept_is_fresh() == 3
    remove_annotation(by=bob, annotation=second, version=second.version, token=log.make_token())
    assert kept_is_fresh() == 2


def test_an_article_that_gets_another_date(article, alice, edgar, highlight, kept_is_fresh):
    highlight(alice, article, "ceasefire", "A claim")
    assert kept_is_fresh() == 1
    with log.act(by=edgar, project=article.project, kind="article_edit", token=log.make_token()) as act:
        old = log.snapshot(article)
        article.published_at, article.published_precision = "2026-02-03T00:00:00+00:00", "day"
        article.save()
        act.changed(article, old)
    assert kept_is_fresh() == 1


def undo_last(member):
    last = Action.objects.filter(by=member.user).latest("pk")
    undo(by=member.user, membership=member, action_uuid=last.uuid, token=log.make_token())


def test_merging_claims_moves_their_codings_and_undo_moves_them_back(
    article, alice, bob, highlight, kept_is_fresh, member
):
    for label, quote in (("One", "ceasefire"), ("Two", "Putin"), ("Three", "Moscow")):
        highlight(alice, article, quote, label, speaker="Ada")
    highlight(bob, article, "ceasefire", "Two", speaker="Ada", stance="disputes")
    assert kept_is_fresh() == 4
    one, two, three = (Claim.objects.get(label=label) for label in ("One", "Two", "Three"))
    merge_claim(by=alice, claim=two, version=two.version, into=one, token=log.make_token())
    assert kept_is_fresh() == 4 and len(ledger(member, one)) == 3 and not len(ledger(member, two))
    one.refresh_from_db()
    merge_claim(by=alice, claim=one, version=one.version, into=three, token=log.make_token())
    assert kept_is_fresh() == 4 and len(ledger(member, three)) == 4
    undo_last(member)
    assert kept_is_fresh() == 4 and len(ledger(member, one)) == 3
    two.refresh_from_db()
    separate_claim(by=alice, claim=two, version=two.version, token=log.make_token())
    assert kept_is_fresh() == 4 and len(ledger(member, two)) == 2


def test_merging_speakers_counts_their_codings_as_one_voice(article, alice, edgar, highlight, kept_is_fresh, member):
    for name, quote in (("Ada", "ceasefire"), ("Bea", "ceasefire"), ("Cleo", "Putin")):
        highlight(alice, article, quote, "A claim" if name != "Cleo" else "Another", speaker=name)
    assert kept_is_fresh() == 3
    ada, bea, claim = (
        Speaker.objects.get(name="Ada"),
        Speaker.objects.get(name="Bea"),
        Claim.objects.get(label="A claim"),
    )
    assert ledger(member, claim).count("places") == 2
    merge_speaker(by=edgar, speaker=bea, version=bea.version, into=ada, token=log.make_token())
    assert kept_is_fresh() == 3 and set(ledger(member, claim).speaker) == {ada.pk}
    assert ledger(member, claim).count("places") == 1


def test_merging_two_claims_leaves_other_articles_alone(article, make_article, alice, highlight, member):
    for label, quote in (("One", "ceasefire"), ("Two", "Putin")):
        highlight(alice, article, quote, label)
    highlight(alice, make_article("Title\n\nAnother text.\n\nThe end."), "Another", "Three")
    three = Claim.objects.get(label="Three")
    kept = ledgers(member)[three.pk]
    one, two = Claim.objects.get(label="One"), Claim.objects.get(label="Two")
    merge_claim(by=alice, claim=two, version=two.version, into=one, token=log.make_token())
    assert ledgers(member)[three.pk] is kept and len(ledgers(member)[one.pk]) == 2


def test_nothing_is_read_twice_while_nobody_writes(article, alice, highlight, member):
    highlight(alice, article, "ceasefire", "A claim")
    ledgers(member)
    with CaptureQueriesContext(connection) as queries:
        ledgers(member)
        ledger(member, Claim.objects.get())
    assert len(queries) == 3


def test_a_write_elsewhere_leaves_a_claim_alone(article, make_article, alice, highlight, member):
    highlight(alice, article, "ceasefire", "A claim")
    claim = Claim.objects.get()
    before = ledger(member, claim)
    highlight(alice, make_article("Title\n\nAnother text.\n\nThe end."), "Another", "Other")
    assert ledger(member, claim) is before
    highlight(alice, article, "Putin", "Other")
    assert ledger(member, claim) is not before


def test_members_who_see_the_same_share_a_shelf_and_projects_do_not(
    project, article, alice, bob, charlie, highlight, member
):
    highlight(alice, article, "ceasefire", "A claim")
    claim = Claim.objects.get()
    other = Membership.objects.select_related("project", "user").get(project=project, user=bob)
    assert ledger(other, claim) is ledger(member, claim)
    foreign = Membership.objects.select_related("project", "user").get(user=charlie)
    assert not ledgers(foreign)


def test_taggings_taken_away_are_gone(article, alice, highlight, member):
    highlight(alice, article, "ceasefire", "A claim")
    assert len(ledgers(member)) == 1
    tagging = Tagging.objects.get()
    with log.act(by=alice, project=article.project, kind="tagging_remove", token=log.make_token()) as act:
        old = log.snapshot(tagging)
        tagging.deleted_at = tagging.created_at
        tagging.save()
        act.changed(tagging, old)
    assert ledgers(member) == {}


def test_an_answer_that_doubts_makes_a_place_contested(article, alice, bob, highlight, member):
    annotation = highlight(alice, article, "ceasefire", "A claim")
    claim = Claim.objects.get()
    assert not ledger(member, claim).contested[0]
    would_not_tag(by=bob, annotation=annotation, reason="Not said here.", token=log.make_token())
    assert ledger(member, claim).contested[0]


def test_too_many_codings_make_the_oldest_shelf_go(article, alice, highlight, member, monkeypatch):
    monkeypatch.setattr(module, "_SHELVES", type(module._SHELVES)())
    monkeypatch.setattr(module, "MOST_ROWS", 0)
    highlight(alice, article, "ceasefire", "A claim")
    other = Membership.objects.select_related("project", "user").exclude(project=member.project).first() or member
    ledgers(other)
    ledgers(member)
    assert len(module._SHELVES) == 1


def test_a_claim_that_a_passage_no_longer_carries_forgets_it(article, alice, highlight, kept_is_fresh, member):
    annotation = highlight(alice, article, "ceasefire", "One")
    one = Claim.objects.get(label="One")
    assert kept_is_fresh() == 1 and len(ledger(member, one)) == 1
    Writer(alice, article).retag(annotation.taggings.get(), "Two")
    assert kept_is_fresh() == 1 and not len(ledger(member, one))


def test_merging_outlets_reads_what_they_published_again(make_article, alice, edgar, highlight, kept_is_fresh, member):
    one, two = (Outlet.objects.create(project=member.project, name=name, folded=name) for name in ("one", "two"))
    for outlet in (one, two):
        highlight(alice, make_article(f"Title {outlet}\n\nSome text.\n\nThe end.", outlet=outlet), "Some", "A claim")
    assert kept_is_fresh() == 2
    merge_outlet(by=edgar, outlet=two, version=two.version, into=one, token=log.make_token())
    assert kept_is_fresh() == 2 and set(next(iter(ledgers(member).values())).outlet) == {one.pk}
