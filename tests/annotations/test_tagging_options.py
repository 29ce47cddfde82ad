"""The lists to choose from: claims with their uses and number keys, speakers with those of this article first."""

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Annotation, Claim, Preference
from annotations.options import MOST
from newsroom.folding import fold
from newsroom.models import Article
from tests.annotations.sending import url


@pytest.fixture
def options(login, article):
    """Return the attributes of each option that somebody gets, by its label."""

    def fetch(user):
        page = login(user).get(url("tagging_options", article)).content.decode()
        items = re.findall(r'<li role="option"[^>]*>', page)
        return {re.search('data-label="([^"]*)"', item)[1]: item for item in items}

    return fetch


def uses(item):
    return int(re.search(r'data-uses="(\d+)"', item)[1])


def key(item):
    return re.search(r'data-recent="(\d*)"', item)[1]


def test_uses_are_the_annotations_that_one_may_see(options, article, alice, bob, highlight):
    highlight(alice, article, "technical level", "Talks")
    highlight(alice, article, "preparations are underway", "Talks", visibility="private")
    highlight(bob, article, "transparently", "Talks")
    removed = highlight(bob, article, "timetable", "Talks")
    Annotation.objects.filter(pk=removed.pk).update(deleted_at="2026-01-01T00:00Z")
    assert uses(options(alice)["Talks"]) == 3
    assert uses(options(bob)["Talks"]) == 2


def test_most_used_claims_come_first_and_archived_ones_not_at_all(options, article, alice, highlight):
    highlight(alice, article, "technical level", "Rare")
    highlight(alice, article, "transparently", "Often")
    highlight(alice, article, "timetable", "Often")
    highlight(alice, article, "bombardment", "Old")
    Claim.objects.filter(label="Old").update(archived_at="2026-01-01T00:00Z")
    assert list(options(alice)) == ["Often", "Rare"]


def test_number_keys_are_ones_own_recent_claims_after_the_pinned_ones(options, article, alice, bob, highlight):
    for words, claim in (("technical level", "First"), ("transparently", "Second"), ("timetable", "Third")):
        highlight(alice, article, words, claim)
    highlight(bob, article, "bombardment", "Of a colleague")
    pinned = Claim.objects.get(label="First")
    Preference.objects.create(user=alice, project=article.project, pinned_claims=[str(pinned.uuid), "no uuid"])
    keys = {label: key(item) for label, item in options(alice).items()}
    assert keys == {"First": "1", "Third": "2", "Second": "3", "Of a colleague": ""}
    assert "data-pinned" in options(alice)["First"]
    assert "data-pinned" not in options(alice)["Second"]


def test_nine_keys_at_most(options, article, alice, highlight):
    words = "Macron reiterated that France will continue to support Ukraine while it faces bombardment".split()
    for number, word in enumerate(words[:11]):
        highlight(alice, article, word, f"Claim {number}")
    keys = sorted(key(item) for item in options(alice).values() if key(item))
    assert keys == list("123456789")


def test_speakers_of_this_article_are_marked_and_first(options, article, alice, bob, highlight, make_article):
    highlight(alice, article, "technical level", "Talks", speaker="Zoe", via="Yann")
    highlight(bob, article, "transparently", "Talks", speaker="Hidden", visibility="private")
    other = make_article("Other title\n\nSomebody spoke.")
    highlight(alice, other, "spoke", "Talks", speaker="Aaron")
    found = {label: 'data-here="1"' in item for label, item in options(alice).items() if "speaker-" in item}
    assert list(found.items()) == [("Yann", True), ("Zoe", True), ("Aaron", False), ("Hidden", False)]


def test_other_projects_stay_out(options, article, alice, charlie, highlight, make_article):
    there = make_article("There\n\nWords of another project.", by=charlie, where=charlie.memberships.get().project)
    highlight(charlie, there, "another", "Foreign", speaker="Foreigner")
    assert options(alice) == {}


def test_who_may_fetch_them(login, article, alice, rita, charlie):
    statuses = [login(user).get(url("tagging_options", article)).status_code for user in (alice, rita, charlie)]
    assert statuses == [200, 403, 404]
    assert login(alice).post(url("tagging_options", article)).status_code == 405


def test_a_large_codebook_is_cut_at_the_most_used(options, article, alice, highlight):
    labels = [f"Claim {number}" for number in range(MOST + 50)]
    Claim.objects.bulk_create(
        Claim(project=article.project, label=label, folded=fold(label), slot=1, created_by=alice) for label in labels
    )
    highlight(alice, article, "technical level", labels[-1])
    found = list(options(alice))
    assert len(found) == MOST
    assert found[0] == labels[-1]


def test_number_of_queries_does_not_grow(login, article, alice, highlight, django_assert_num_queries):
    client, address = login(alice), url("tagging_options", article)
    highlight(alice, article, "technical level", "First", speaker="Somebody")
    client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number, word in enumerate(("Macron", "Russia", "France", "Ukraine")):
        highlight(alice, article, word, f"Claim {number}", speaker=f"Speaker {number}")
    cache.clear()
    with django_assert_num_queries(len(few)):
        client.get(address)
    assert len(few) <= 17


def test_uses_are_kept_for_a_moment(options, article, alice, highlight):
    highlight(alice, article, "technical level", "Talks")
    assert uses(options(alice)["Talks"]) == 1
    highlight(alice, article, "transparently", "Talks")
    assert uses(options(alice)["Talks"]) == 1
    cache.clear()
    assert uses(options(alice)["Talks"]) == 2


def test_uses_leave_out_removed_articles(options, article, alice, bob, highlight, make_article):
    highlight(alice, article, "technical level", "Talks")
    other = make_article("Other title\n\nSomebody spoke.")
    highlight(bob, other, "spoke", "Talks", visibility="private")
    highlight(alice, other, "Somebody", "Talks")
    Article.objects.filter(pk=other.pk).update(deleted_at="2026-01-01T00:00Z")
    assert uses(options(alice)["Talks"]) == uses(options(bob)["Talks"]) == 1


def test_the_options_hold_the_times_that_the_article_names(login, alice, make_article):
    facts = {"published_at": datetime(2026, 3, 4, tzinfo=UTC), "published_precision": "day"}
    article = make_article("Talks\n\nHe said on Tuesday that it was over. They left in silence.", **facts)
    page = login(alice).get(url("tagging_options", article)).content.decode()
    text = article.current_revision.text
    start, end = text.index("He said"), text.index("over.") + 5
    assert 'data-said="2026-03-03"' in page and "said Tue 3 Mar 2026" in page
    assert f'data-revision="{article.current_revision.uuid}"' in page
    found = re.search(r'data-start="(\d+)" data-end="(\d+)" title="Tuesday"', page)
    assert found and int(found[1]) == start and int(found[2]) >= end


def test_an_undated_article_offers_nothing_that_it_does_not_say_itself(login, alice, make_article):
    article = make_article("Talks\n\nHe said on Tuesday that it was over, as in May 2024.")
    page = login(alice).get(url("tagging_options", article)).content.decode()
    assert page.count("data-said=") == 1 and 'data-said="2024-05"' in page


def test_without_a_script_the_form_says_what_the_text_names(login, alice, make_article):
    facts = {"published_at": datetime(2026, 3, 4, tzinfo=UTC), "published_precision": "day"}
    article = make_article("Talks\n\nHe said on Tuesday that it was over.", **facts)
    page = login(alice).get(url("annotation_new", article), {"block": 1}).content.decode()
    assert "“Tuesday”, that is 2026-03-03" in page and 'value="2026-03-03"' not in page
