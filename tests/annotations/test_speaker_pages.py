"""The list of speakers and the page of one: who said what, where it turned, and what contradicts itself."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions.contradictions import contradict
from annotations.actions.speaker_merging import merge_speaker
from annotations.actions.taggings import TaggingDraft, change_tagging
from annotations.flips import Saying, flips
from annotations.models import Claim, Speaker, Tagging
from newsroom import log

pytestmark = pytest.mark.django_db


def at(name, speaker):
    return reverse(name, args=[speaker.project.key, speaker.uuid])


@pytest.fixture
def turned(make_article, alice, highlight):
    """Somebody who asserts in January what they dispute in March, and says two more things."""
    dated = [{"published_at": datetime(2026, month, 5, tzinfo=UTC), "published_precision": "day"} for month in (1, 3)]
    first = make_article("First\n\nWe will talk to them.", **dated[0])
    second = make_article("Second\n\nWe will never talk to them. No talks.", **dated[1])
    highlight(alice, first, "will talk", "Talks come", speaker="Ada")
    highlight(alice, second, "never talk", "Talks come", speaker="Ada", stance="disputes")
    highlight(alice, second, "No talks", "Talks are off", speaker="Ada")
    return Speaker.objects.get(name="Ada")


def test_the_page_shows_where_the_stance_turned_with_both_quotes(turned, login, bob):
    context = login(bob).get(at("speaker_show", turned)).context
    (pair,) = context["turns"].flips
    assert (pair.first.anchor.quote, pair.second.anchor.quote) == ("will talk", "never talk")
    assert (pair.first.stance, pair.second.stance, pair.first.is_said) == ("asserts", "disputes", False)
    assert [number["count"] for number in context["numbers"]][:3] == [3, 3, 2]
    assert context["places"].total == 3 and context["lines"].total == 2


def test_undated_words_are_in_no_order(turned, login, bob):
    type(turned.taggings.first().annotation.article).objects.update(published_at=None, published_precision="unknown")
    assert not login(bob).get(at("speaker_show", turned)).context["turns"].flips


def test_claims_that_contradict_each_other_are_shown_with_both_quotes(turned, login, alice, bob):
    one, two = Claim.objects.get(label="Talks come"), Claim.objects.get(label="Talks are off")
    contradict(by=alice, claim=two, other=one, token=log.make_token())
    (pair,) = login(bob).get(at("speaker_show", turned)).context["turns"].contradictions
    assert {pair.first.anchor.quote, pair.second.anchor.quote} == {"will talk", "No talks"}


def test_unnamed_sources_of_two_articles_are_not_compared(turned, login, bob):
    Speaker.objects.filter(pk=turned.pk).update(kind="unnamed")
    page = login(bob).get(at("speaker_show", turned))
    assert not page.context["turns"].flips and "are not one person" in page.content.decode()


def test_the_list_finds_by_old_name_and_links_follow(turned, login, edgar, bob, article, highlight):
    highlight(bob, article, "ceasefire", "Talks come", speaker="A. Lovelace")
    old = Speaker.objects.get(name="A. Lovelace")
    merge_speaker(by=edgar, speaker=old, version=1, into=turned, token=log.make_token())
    client = login(bob)
    (entry,) = client.get(reverse("speaker_list", args=["talks"]), {"find": "lovelace"}).context["book"].entries
    assert (entry.speaker, entry.places, entry.claims, list(entry.others)) == (turned, 4, 2, ["A. Lovelace"])
    assert client.get(at("speaker_show", old)).url == at("speaker_show", turned)


def test_editing_merging_and_taking_apart_in_the_browser(turned, login, edgar, alice, bob, article, highlight):
    highlight(bob, article, "ceasefire", "Talks come", speaker="Ada L.")
    other, client = Speaker.objects.get(name="Ada L."), login(edgar)
    body = {"action": str(uuid4()), "version": 1, "name": "Ada Lovelace", "kind": "person", "aliases": "Countess\nLady"}
    for _try in range(2):
        assert client.post(at("speaker_edit", turned), body).status_code == 303
    assert client.post(at("speaker_edit", turned), {**body, "action": str(uuid4())}).status_code == 409
    taken = client.post(at("speaker_edit", other), {**body, "action": str(uuid4()), "aliases": "Lady"})
    assert taken.status_code == 422 and "Lady" in taken.content.decode()
    merging = {"action": str(uuid4()), "version": 1, "into": "countess"}
    assert "What it concerns" in client.get(at("speaker_merge", other), {"into": "countess"}).content.decode()
    for _try in range(2):
        assert client.post(at("speaker_merge", other), merging).status_code == 303
    assert login(alice).post(at("speaker_separate", other), {"action": str(uuid4()), "version": 2}).status_code == 403
    assert client.post(at("speaker_separate", other), {"action": str(uuid4()), "version": 2}).status_code == 303
    assert Tagging.objects.filter(speaker=other).exists()
    assert "Similar names" in client.get(reverse("speakers_similar", args=["talks"])).content.decode()


def test_a_month_comes_after_a_day_only_where_it_is_certain():
    day, month = Saying("asserts", 10, 10, 1), Saying("disputes", 1, 31, 2)
    assert not flips([day, month]) and flips([Saying("asserts", 0, 0, 1), month])


def test_the_timeline_shows_when_and_each_number_opens_what_it_counts(turned, login, bob):
    client = login(bob)
    timeline = client.get(at("speaker_show", turned)).context["timeline"]
    cells = [(step.name, cell.stance, cell.count) for step in timeline.filled for cell in step.cells]
    assert [cell[1:] for cell in cells] == [("asserts", 1), ("asserts", 1), ("disputes", 1)]
    for step in timeline.filled:
        for cell in step.cells:
            part = client.get(at("speaker_show", turned) + cell.address).context
            assert part["places"].total == cell.count and part["filter"].is_set
    last = timeline.filled[-1]
    part = client.get(at("speaker_show", turned) + last.address).context
    assert part["lines"].total == 2 and part["places"].total == 2
    for line in part["lines"].shown:
        there = client.get(reverse("claim_show", args=[turned.project.key, line.claim.uuid]) + line.address).context
        assert there["places"].total == line.total
    html = client.get(at("speaker_show", turned)).content.decode()
    assert '<table class="grid">' in html and 'class="tl ink"' in html


def test_words_without_a_date_stand_apart(turned, login, bob):
    type(turned.taggings.first().annotation.article).objects.update(published_at=None, published_precision="unknown")
    client = login(bob)
    context = client.get(at("speaker_show", turned)).context
    assert context["timeline"] is None and context["undated"].count == 3
    assert client.get(at("speaker_show", turned) + context["undated"].address).context["places"].total == 3


def test_affiliations_stand_in_the_order_of_time_as_they_were_when_it_was_said(turned, login, alice, bob, highlight):
    client, (january, march) = login(bob), [one.annotation.article for one in turned.taggings.order_by("pk")][:2]
    assert client.get(at("speaker_show", turned)).context["affiliations"] == []
    Speaker.objects.filter(pk=turned.pk).update(affiliation="Left Party")
    highlight(alice, january, "We will", "Talks come", speaker="Ada", form="direct")
    Speaker.objects.filter(pk=turned.pk).update(affiliation="Centre")
    highlight(alice, march, "We will never", "Talks come", speaker="Ada", stance="disputes")
    early = highlight(alice, march, "talks", "Talks are off", speaker="Ada").taggings.get()
    Speaker.objects.filter(pk=turned.pk).update(affiliation="")
    # Said long before it was published. Who changes a tagging leaves the affiliation as it was.
    said = {"said_at": datetime(2025, 11, 2, tzinfo=UTC), "said_precision": "day"}
    draft = TaggingDraft(early.claim, "asserts", speaker=turned, **said)
    change_tagging(by=alice, tagging=early, version=1, draft=draft, token=log.make_token())
    page = client.get(at("speaker_show", turned))
    found = [(one.name, str(one.first), str(one.last), one.articles) for one in page.context["affiliations"]]
    assert found == [("Centre", "2025-11-02", "2026-03-05", 1), ("Left Party", "2026-01-05", "2026-01-05", 1)]
    text = page.content.decode().split('id="affiliations"')[1].split("</section>")[0]
    assert text.index("Centre") < text.index('datetime="2025-11-02"') < text.index("Left Party")


def test_an_address_that_makes_no_sense_is_refused_with_words(turned, login, bob):
    client = login(bob)
    for query, words in (("unit=miles", "no value"), ("from=2026-05-01&to=2026-04-01", "ends before"), ("x=1", "“x”")):
        answer = client.get(f"{at('speaker_show', turned)}?{query}")
        assert answer.status_code == 400 and words in answer.content.decode()


def test_the_page_costs_the_same_queries_for_many(
    turned, login, bob, make_article, highlight, django_assert_max_num_queries
):
    client = login(bob)
    client.get(at("speaker_show", turned))
    with django_assert_max_num_queries(20):
        client.get(at("speaker_show", turned))
    for number in range(8):
        article = make_article(f"Number {number}\n\nThey talk of talks and talks.")
        highlight(bob, article, "talk of", f"Claim {number}", speaker="Ada", stance="questions")
    client.get(at("speaker_show", turned))
    with django_assert_max_num_queries(20):
        client.get(at("speaker_show", turned))
