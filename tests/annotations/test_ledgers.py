"""What is kept of a project's codings is what a fresh look would find, whatever was done meanwhile."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import ledgers as module
from annotations.actions.annotations import remove_annotation
from annotations.actions.responses import would_not_tag
from annotations.ledgers import ledger, ledgers
from annotations.models import Claim, Tagging
from annotations.tally import COLUMNS
from newsroom import log
from newsroom.models import Membership

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


def test_merging_reads_everything_again(project, article, alice, highlight, kept_is_fresh, member):
    highlight(alice, article, "ceasefire", "One")
    highlight(alice, article, "Putin", "Two")
    assert kept_is_fresh() == 2
    one, two = Claim.objects.get(label="One"), Claim.objects.get(label="Two")
    with log.act(by=alice, project=project, kind="claim_merge", token=log.make_token()) as act:
        old = log.snapshot(two)
        two.merged_into = one
        two.save()
        act.changed(two, old)
    assert kept_is_fresh() == 2
    assert len(ledger(member, one)) == 2


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
