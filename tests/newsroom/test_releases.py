"""What a publisher says of a text: killed, withheld, embargoed; it is shown, and highlights stay."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom import log
from newsroom.actions.articles import import_article
from newsroom.importers.registry import read
from newsroom.intake import prepare
from newsroom.models import Article, Event

pytestmark = pytest.mark.django_db


def brought(edgar, project, **item):
    data = {"uri": "urn:talks:1", "headline": "Talks resume", "versioncreated": "2026-02-03T09:00:00Z", **item}
    data.setdefault("body_text", "They met in Paris. Nobody said a word.")
    prepared = prepare(read(json.dumps(data).encode(), filename="a.json"))
    return import_article(by=edgar, project=project, prepared=prepared, token=log.make_token())


def page(client, article):
    return client.get(f"/p/talks/articles/{article.uuid}/").content.decode()


def test_an_item_keeps_its_identity_and_subjects(edgar, project):
    article = brought(edgar, project, subject=[{"name": "treaty"}]).article
    assert (article.external_id, article.subjects, article.release) == ("urn:talks:1", ["treaty"], "")


def test_a_kill_is_flagged_and_highlights_stay(edgar, project, alice, highlight, login):
    article = brought(edgar, project, pubstatus="usable").article
    highlight(alice, article, "Nobody said a word", "Silence")
    outcome = brought(edgar, project, pubstatus="canceled")
    assert outcome.article.pk == article.pk
    article.refresh_from_db()
    assert article.release == "killed"
    assert Article.objects.filter(project=project).count() == 1
    html = page(login(alice), article)
    assert "Killed by the publisher" in html
    assert "Nobody said a word" in html
    assert "killed" in login(alice).get("/p/talks/").content.decode()


def test_a_kill_without_text_flags_the_article_and_makes_no_empty_wording(edgar, project):
    article = brought(edgar, project).article
    brought(edgar, project, pubstatus="canceled", body_text="")
    article.refresh_from_db()
    assert article.release == "killed"
    assert article.revisions.count() == 1


def test_the_flag_is_in_the_log(edgar, project):
    article = brought(edgar, project).article
    brought(edgar, project, pubstatus="withheld")
    event = Event.objects.filter(object_uuid=article.uuid).order_by("-sequence").first()
    assert event.after["release"] == "withheld"


def test_a_page_that_knows_nothing_of_release_changes_nothing(edgar, project):
    article = brought(edgar, project, pubstatus="canceled").article
    Article.objects.filter(pk=article.pk).update(url="https://example.org/talks", external_id="")
    text = b"Talks resume\n\nThey met in Paris. Nobody said a word."
    import_article(by=edgar, project=project, prepared=prepare(read(text, filename="a.txt")), token=log.make_token())
    article.refresh_from_db()
    assert article.release == "killed"


@pytest.mark.parametrize(("days", "shown"), [(2, True), (-2, False)])
def test_an_embargo_is_shown_until_it_ends(edgar, project, login, days, shown):
    until = timezone.now() + timedelta(days=days)
    article = brought(edgar, project, embargoed=until.isoformat(timespec="seconds")).article
    assert article.embargo_until is not None
    assert ("Embargoed" in page(login(edgar), article)) is shown
