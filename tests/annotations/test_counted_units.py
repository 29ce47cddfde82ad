"""The units in which lists count: each number is that of a plain SQL group-by, for whoever looks."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Claim, ReadingState, Visibility
from annotations.units import LISTED
from newsroom.models import Project

pytestmark = pytest.mark.django_db

SHARED = """
    FROM annotations_tagging t JOIN annotations_annotation a ON a.id = t.annotation_id
    JOIN newsroom_article r ON r.id = a.article_id JOIN annotations_claim c ON c.id = t.claim_id
    WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND r.deleted_at IS NULL AND a.visibility = 'project'
"""
STORY = "COUNT(DISTINCT r.story) + COUNT(DISTINCT CASE WHEN r.story IS NULL THEN r.id END)"
COUNTS = {"annotations": "COUNT(DISTINCT a.id)", "articles": "COUNT(DISTINCT r.id)", "stories": STORY}
PLACES = {"A claim": 4, "Another": 3}
"""Told by hand: in three articles both mark "two three" or a part of it, in one Bob marks another word too."""


@pytest.fixture
def coded(project, make_article, alice, bob, highlight):
    """Three articles, two of them copies of one text; one private annotation, and one that says the claim twice."""
    story = uuid4()
    for number in range(3):
        text = f"Title {number}\n\nOne two three four five six.\n\nIt ends at {number}."
        article = make_article(text, **({"story": story} if number else {}))
        highlight(alice, article, "two three", "A claim", speaker="Ann")
        highlight(bob, article, "three", "A claim", speaker="Ann", stance="disputes")
        highlight(alice, article, "five", "Another")
    highlight(bob, article, "six", "A claim", speaker="Ann")
    highlight(alice, article, "One", "A claim", speaker="Ann", visibility=Visibility.PRIVATE)
    return article


@pytest.fixture
def claims(project):
    return reverse("claim_list", args=[project.key])


@pytest.fixture
def passages(project):
    return reverse("passages_list", args=[project.key])


def listed(client, address, unit):
    entries = client.get(address, {"unit": unit}).context["book"].entries
    return {entry.claim.label: entry.count for entry in entries if entry.count}


def by_sql(unit, more="", *values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.label, {COUNTS[unit]} {SHARED} {more} GROUP BY c.label", values)
        return dict(cursor.fetchall())


def all_by_sql(unit, more="", *values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COUNTS[unit]} {SHARED} {more}", values)
        return cursor.fetchone()[0]


def in_stories(client, address, **query):
    counts = client.get(address, query).context["counts"]
    return {unit: getattr(counts, unit) for unit in COUNTS}


@pytest.mark.parametrize("unit", COUNTS)
def test_a_claim_in_the_list_counts_what_sql_counts(unit, coded, alice, bob, rita, login, claims):
    expected = by_sql(unit)
    assert len(expected) == 2
    assert [listed(login(user), claims, unit) for user in (alice, bob, rita)] == [expected] * 3


def test_what_two_mark_at_one_place_counts_once(coded, alice, rita, login, claims):
    assert [listed(login(user), claims, "places") for user in (alice, rita)] == [PLACES] * 2


@pytest.mark.parametrize("unit", COUNTS)
def test_under_the_blind_each_counts_their_own(unit, coded, project, alice, bob, edgar, login, claims):
    everything = by_sql(unit)
    Project.objects.filter(pk=project.pk).update(is_blind=True)
    for user in (alice, bob):
        assert listed(login(user), claims, unit) == by_sql(unit, "AND a.author_id = %s", user.pk)
    assert listed(login(edgar), claims, unit) == everything


def test_under_the_blind_places_are_those_of_ones_own(coded, project, alice, bob, login, claims):
    Project.objects.filter(pk=project.pk).update(is_blind=True)
    assert listed(login(alice), claims, "places") == {"A claim": 3, "Another": 3}
    assert listed(login(bob), claims, "places") == {"A claim": 4}


@pytest.mark.parametrize("unit", LISTED)
def test_the_number_leads_to_what_it_counts(unit, coded, alice, login, claims, passages, project):
    client, claim = login(alice), Claim.objects.get(label="A claim")
    shown = reverse("claim_show", args=[project.key, claim.uuid])
    target = f"{passages}?claim={claim.uuid}" if unit == "annotations" else f"{shown}?unit={unit}"
    assert f'href="{target}"' in client.get(claims, {"unit": unit}).content.decode()
    context = client.get(target).context
    there = context["counts"].annotations if unit == "annotations" else None
    there = there or {number.unit: number.count for number in context["numbers"] if number.is_set}[unit]
    assert there == listed(client, claims, unit)["A claim"]


def test_what_is_used_most_in_the_unit_comes_first(coded, alice, bob, login, claims, highlight):
    for _again in range(4):
        highlight(bob, coded, "five", "Often in one article")
    order = {unit: list(listed(login(alice), claims, unit)) for unit in LISTED}
    assert order["annotations"] == ["A claim", "Often in one article", "Another"]
    assert order["articles"] == order["stories"] == ["A claim", "Another", "Often in one article"]


def test_the_unit_stays_while_one_sorts_and_finds_and_a_wrong_one_is_told(coded, alice, login, claims):
    page = login(alice).get(claims, {"unit": "stories", "find": "a & b"}).content.decode()
    assert "sort=label&amp;find=a+%26+b&amp;unit=stories" in page
    assert '<input type="hidden" name="unit" value="stories">' in page
    refused = login(alice).get(claims, {"unit": "voices"})
    assert refused.status_code == 400 and "“voices” is no value of “unit”" in refused.content.decode()


def test_passages_say_how_many_articles_and_stories_they_are_in(coded, alice, rita, login, passages):
    expected = {unit: all_by_sql(unit) for unit in COUNTS}
    assert expected == {"annotations": 10, "articles": 3, "stories": 2}
    assert [in_stories(login(user), passages) for user in (alice, rita)] == [expected] * 2
    assert "in 3 articles (2 stories)" in " ".join(login(rita).get(passages).content.decode().split())
    disputed = {unit: all_by_sql(unit, "AND t.stance = 'disputes'") for unit in COUNTS}
    assert in_stories(login(rita), passages, stance="disputes") == disputed
    assert in_stories(login(alice), passages, private="1")["annotations"] == 11


def test_under_the_blind_passages_count_ones_own_until_the_article_is_coded(
    coded, project, alice, bob, login, passages
):
    Project.objects.filter(pk=project.pk).update(is_blind=True)
    for user in (alice, bob):
        mine = {unit: all_by_sql(unit, "AND a.author_id = %s", user.pk) for unit in COUNTS}
        assert in_stories(login(user), passages) == mine
    ReadingState.objects.create(project=project, article=coded, user=bob, uuid=uuid4(), opened_at=coded.created_at)
    seen = "AND (a.author_id = %s OR a.article_id = %s)"
    assert in_stories(login(bob), passages) == {unit: all_by_sql(unit, seen, bob.pk, coded.pk) for unit in COUNTS}


def test_the_list_asks_as_much_in_every_unit(coded, alice, login, claims):
    client, costs = login(alice), set()
    client.get(claims)
    for unit in LISTED:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(claims, {"unit": unit}).status_code == 200
        costs.add(len(queries))
    assert len(costs) == 1 and costs.pop() <= 26
