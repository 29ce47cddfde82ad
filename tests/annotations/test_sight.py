"""Blind mode asked of the functions themselves; the bytes are asked in tests/access/test_blind.py."""

import pytest

from annotations import sight
from annotations.actions.reading import set_state
from annotations.models import Anchor, Annotation, ReadingState
from newsroom import log
from newsroom.models import Article, Membership, Project


@pytest.fixture
def marked(article, alice, highlight):
    return highlight(alice, article, "negotiate", "Willing")


def member_of(project, user) -> Membership:
    return Membership.objects.select_related("project", "user").get(project=project, user=user)


def blind(project) -> None:
    Project.objects.filter(pk=project.pk).update(is_blind=True)


def say(user, article, state) -> None:
    set_state(by=user, article=article, state=state, token=log.make_token())


def sees(project, user) -> bool:
    member = member_of(project, user)
    shown = Annotation.objects.shown_to(member).exists()
    assert Anchor.objects.shown_to(member).exists() == shown
    assert Annotation.objects.visible_to(user).exists() == shown
    assert Annotation.objects.filter(sight.together(member, "")).exists() == shown
    return shown


def test_without_blind_mode_no_condition_is_added(project, marked, bob):
    assert not sight.uncovered(member_of(project, bob))
    assert sees(project, bob)


def test_an_analyst_sees_colleagues_only_after_coding(project, article, marked, alice, bob):
    blind(project)
    assert sees(project, alice)
    assert not sees(project, bob)
    say(bob, article, "read")
    assert not sees(project, bob)
    say(bob, article, "coded")
    assert sees(project, bob)


def test_taking_coded_back_covers_nothing_again(project, article, marked, bob):
    blind(project)
    say(bob, article, "coded")
    say(bob, article, "untouched")
    assert sees(project, bob)
    assert ReadingState.objects.get(user=bob).opened_at is not None


def test_a_revealed_article_is_open_to_everybody(project, article, marked, bob, rita):
    blind(project)
    assert not sees(project, rita)
    Article.objects.filter(pk=article.pk).update(is_blind=False)
    assert sees(project, bob)
    assert sees(project, rita)


def test_a_single_article_can_be_blind(project, article, marked, bob):
    Article.objects.filter(pk=article.pk).update(is_blind=True)
    Project.objects.filter(pk=project.pk).update(has_blind_articles=True)
    assert not sees(project, bob)


def test_editors_see_everything_unless_they_put_the_blindfold_on(project, marked, edgar):
    blind(project)
    assert sees(project, edgar)
    Membership.objects.filter(user=edgar).update(is_blindfolded=True)
    assert not sees(project, edgar)


def test_a_page_that_is_only_read_keeps_the_sight_of_the_role(project, marked, edgar):
    blind(project)
    member = member_of(project, edgar)
    member.only_reads = True
    assert not member.can_annotate
    assert Annotation.objects.shown_to(member).exists()
