"""When something was said: offered from the text, confirmed by a person, kept as exactly as it is known, and told apart."""

import html
import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from annotations.models import Claim, Tagging
from tests.annotations.sending import SCRIPTED, change, selection, url

TEXT = "Talks\n\nHe said on Tuesday that it was over. In January she had said that it was not. They left at noon."
FACTS = {"published_at": datetime(2026, 3, 4, tzinfo=UTC), "published_precision": "day"}


@pytest.fixture
def dated(make_article):
    return make_article(TEXT, **FACTS)


@pytest.fixture
def offered(login, alice, dated):
    """By the words of the text, what the form offers to put into its field."""
    page = login(alice).get(url("tagging_options", dated)).content.decode()
    found = re.findall(r'data-said="([^"]+)"[^>]*title="([^"]+)"', page)
    return {html.unescape(words): value for value, words in found}


@pytest.fixture
def tag(login, alice, dated):
    def send(quote, claim="Talks", **more):
        sent = selection(dated, quote, claim_label=claim, stance="asserts", **more)
        assert login(alice).post(url("annotation_add", dated), sent, headers=SCRIPTED).status_code == 200
        return Tagging.objects.latest("pk")

    return send


def test_what_is_offered_is_not_stored_before_a_person_confirms_it(offered, tag):
    assert offered["Tuesday"] == "2026-03-03"
    assert "2026-01" in offered.values()
    assert tag("it was over").said_at is None


def test_a_confirmed_day_or_month_is_kept_with_its_precision(offered, tag):
    day, month = tag("it was over", said_at=offered["Tuesday"]), tag("it was not", said_at="2026-01")
    assert (day.said_at, day.said_precision) == (datetime(2026, 3, 3, tzinfo=UTC), "day")
    assert (month.said_at, month.said_precision) == (datetime(2026, 1, 1, tzinfo=UTC), "month")
    minute = tag("left at noon", said_at="2026-03-03 14:30")
    assert minute.said_precision == "minute"


def test_it_stands_in_the_form_again_as_it_was_confirmed_and_can_be_taken_back(login, alice, offered, tag):
    tagging, client = tag("it was not", said_at="2026-01"), login(alice)
    address = url("tagging_edit", tagging)
    assert 'value="2026-01"' in client.get(address).content.decode()
    sent = change(tagging.annotation, claim=str(tagging.claim.uuid), stance="asserts", said_at="")
    assert client.post(address, sent).status_code in (200, 303)
    tagging.refresh_from_db()
    assert (tagging.said_at, tagging.said_precision) == (None, "unknown")


def test_what_is_no_date_comes_back_with_what_was_typed(login, alice, dated):
    sent = selection(dated, "it was over", claim_label="Talks", stance="asserts", said_at="last Tuesday")
    answer = login(alice).post(url("annotation_add", dated), sent, headers=SCRIPTED)
    assert answer.status_code == 422
    assert "last Tuesday" in answer.content.decode()
    assert not Tagging.objects.exists()


def test_the_timeline_tells_days_months_and_days_of_publication_apart(login, bob, offered, tag):
    tag("it was over", said_at=offered["Tuesday"])
    tag("it was not", said_at="2026-02")
    tag("left at noon")
    claim = Claim.objects.get(label="Talks")
    response = login(bob).get(reverse("claim_show", args=[claim.project.key, claim.uuid]) + "?unit=annotations")
    timeline = response.context["timeline"]
    assert (timeline.has_said, timeline.has_published, timeline.has_coarse) == (True, True, True)
    kinds = [mark.kind for step in timeline.steps for mark in step.column.marks]
    assert sorted(kinds) == ["coarse", "published", "said"]
    said = {step.column.start: sum(cell.said for cell in step.cells) for step in timeline.filled}
    days = [datetime(2026, *day, tzinfo=UTC).toordinal() for day in ((2, 1), (3, 3), (3, 4))]
    assert said == dict(zip(days, (0, 1, 0), strict=True))
    page = response.content.decode()
    for words in ("time said", "published", "known to the month"):
        assert f"</svg>{words}</span>" in page
