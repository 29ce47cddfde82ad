"""How highlights stand in newer wordings, as passages, claim pages and files tell it."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from annotations.models import Anchor
from annotations.standings import standings_of
from newsroom.models import Action
from tests.annotations.rewording import reword
from tests.annotations.sending import selection

TEXT = """Talks fail

The president said there was no real willingness to stop.

The next round is planned for the spring of next year.

Grain goes on by ship to Odesa."""


@pytest.fixture
def edited(make_article, edgar, alice, highlight):
    article = make_article(TEXT)
    for quote in ("no real willingness", "The next round is planned for the spring of next year.", "by ship", "Talks"):
        highlight(alice, article, quote, "A claim", note=quote[:10])
    edits = (
        ("no real willingness", "a real willingness"),
        ("The next round is planned for the spring of next year.", ""),
    )
    reword(edgar, article, *edits)
    return article


def passages(client, project, **query):
    return client.get(reverse("passages_list", args=[project.key]), query)


def quotes(answer):
    return {passage.quote for passage in answer.context["passages"]}


def rows(client, project, **query):
    answer = client.get(reverse("passages_export", args=[project.key]), query)
    text = b"".join(answer.streaming_content).decode()
    return {row["note"]: row for row in csv.DictReader(io.StringIO(text))}


def test_passages_show_the_words_then_and_now(login, rita, project, edited):
    html = passages(login(rita), project).content.decode()
    assert "words changed since" in html
    assert '<q dir="auto">a real willingness</q>' in html
    assert "not in this wording" in html
    assert f"{reverse('article_compare', args=[project.key, edited.uuid])}?from=1&amp;to=2" in html


def test_passages_are_filtered_by_what_became_of_them(login, rita, project, edited):
    client = login(rita)
    assert quotes(passages(client, project, status="changed")) == {"no real willingness"}
    both = {"no real willingness", "The next round is planned for the spring of next year."}
    assert quotes(passages(client, project, status="changed,lost")) == both
    assert quotes(passages(client, project, status=["changed", "lost"])) == both
    assert quotes(passages(client, project, status=["exact", "moved"])) == {"by ship", "Talks"}
    assert passages(client, project, status="gone").status_code == 400
    assert "near words" in passages(client, project, status="changed").content.decode()


def test_claim_page_shows_them_too(login, rita, project, edited):
    claim = edited.annotations.first().taggings.get().claim
    html = login(rita).get(reverse("claim_show", args=[project.key, claim.uuid])).content.decode()
    assert "words changed since" in html
    assert "not in this wording" in html


def test_files_say_how_each_stands_and_with_which_words(login, rita, project, edited):
    found = rows(login(rita), project)
    told = ("anchor_status", "anchor_decision", "revision", "revision_current", "quote_current")
    changed, lost = found["no real wi"], found["The next r"]
    assert tuple(changed[name] for name in told) == ("changed", "", "1", "2", "a real willingness")
    assert 0.5 < float(changed["anchor_score"]) < 1
    assert tuple(lost[name] for name in told) == ("lost", "", "1", "2", "")
    assert lost["anchor_score"] == "0"
    assert found["Talks"]["quote_current"] == "Talks"


def test_file_as_of_an_earlier_time_knows_no_later_decision(login, alice, project, edited):
    annotation = Anchor.objects.get(is_origin=False, status="lost").annotation
    client = login(alice)
    edited.refresh_from_db()
    sent = selection(edited, "Grain goes on", version=annotation.version)
    client.post(reverse("review_place", args=[project.key, annotation.uuid]), sent)
    now = rows(client, project)["The next r"]
    assert (now["anchor_status"], now["anchor_decision"], now["quote_current"]) == (
        "changed",
        "placed",
        "Grain goes on",
    )
    later = timezone.now() + timedelta(hours=1)
    Action.objects.filter(uuid=sent["action"]).update(created_at=later)
    then = rows(client, project, as_of=(later - timedelta(minutes=1)).isoformat())["The next r"]
    assert (then["anchor_status"], then["anchor_decision"], then["quote_current"]) == ("lost", "", "")
    assert rows(client, project, as_of=timezone.now().isoformat(), status="lost").keys() == {"The next r"}


def test_a_highlight_of_the_current_wording_has_no_standing(alice, edited, highlight):
    edited.refresh_from_db()
    fresh = highlight(alice, edited, "a real")
    assert standings_of([fresh.pk]) == {}
    assert standings_of([]) == {}


def test_kept_ones_say_so_everywhere(login, alice, project, edited):
    annotation = Anchor.objects.get(is_origin=False, status="changed").annotation
    fields = {"action": str(uuid4()), "decision": "kept", "revision": str(edited.revisions.latest("number").uuid)}
    client = login(alice)
    client.post(reverse("review_decide", args=[project.key, annotation.uuid]), fields)
    assert "made on an earlier wording" in passages(client, project).content.decode()
    assert rows(client, project)["no real wi"]["anchor_decision"] == "kept"
