"""The numbers of a speaker's page, in every unit: what a plain GROUP BY counts, and what the page that they open counts."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.urls import reverse

from annotations.models import Speaker
from annotations.tally import UNITS
from annotations.units import counted

pytestmark = pytest.mark.django_db
SQL = """
WITH coded AS (
    SELECT t.id, t.stance, t.claim_id AS claim, a.id AS annotation, a.article_id AS article, r.story, r.uuid AS own,
           n.revision_id AS wording, n.start AS first, n."end" AS last, COALESCE(t.said_at, r.published_at) AS at
    FROM annotations_tagging t
    JOIN annotations_annotation a ON a.id = t.annotation_id
    JOIN newsroom_article r ON r.id = a.article_id
    JOIN annotations_anchor n ON n.annotation_id = a.id AND n.is_origin
    WHERE t.speaker_id = %s AND t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.visibility = 'project'
), marked AS (
    SELECT *, CASE WHEN first < MAX(last) OVER (
        PARTITION BY article, wording, claim ORDER BY first, last, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END AS begins
    FROM coded
)
SELECT COUNT(DISTINCT annotation), SUM(begins), COUNT(DISTINCT article), COUNT(DISTINCT COALESCE(story, own)),
       (SELECT COUNT(*) FROM (SELECT DISTINCT claim, stance, article FROM coded) v),
       (SELECT COUNT(*) FROM (SELECT DISTINCT claim, stance, DATE(at) FROM coded) d)
FROM marked
"""


@pytest.fixture
def speaker(make_article, alice, bob, highlight):
    """Two copies of one story, one more article, one without a date; two claims, one of which two analysts mark at one place."""
    text = "Title\n\nAda says that they will talk, and that guns are silent."
    story = "00000000-0000-4000-8000-000000000007"
    days = [{"published_at": datetime(2026, 1, day, tzinfo=UTC), "published_precision": "day"} for day in (5, 5, 9)]
    articles = [make_article(text + " Again." * n, story=story if n < 2 else None, **day) for n, day in enumerate(days)]
    for article in (*articles, make_article(text + " No date.")):
        highlight(alice, article, "they will talk", "Talks", speaker="Ada")
        highlight(bob, article, "will talk, and", "Talks", speaker="Ada")
        highlight(bob, article, "guns are silent", "Silence", speaker="Ada", stance="disputes")
    highlight(alice, articles[0], "guns are silent", "Silence", speaker="Ada", visibility="private")
    return Speaker.objects.get(name="Ada")


def by_hand(speaker):
    with connection.cursor() as cursor:
        cursor.execute(SQL, [speaker.pk])
        return dict(zip(UNITS, map(int, cursor.fetchone()), strict=True))


def test_every_unit_equals_a_plain_group_by_and_opens_what_it_counts(speaker, login, bob):
    client, url = login(bob), reverse("speaker_show", args=[speaker.project.key, speaker.uuid])
    expected = by_hand(speaker)
    assert len(set(expected.values())) > 3
    for unit in UNITS:
        page = client.get(f"{url}?unit={unit}").context
        assert {number["unit"]: number["count"] for number in page["numbers"]} == expected
        counts = {}
        for line in page["lines"].shown:
            there = client.get(
                reverse("claim_show", args=[speaker.project.key, line.claim.uuid]) + line.address
            ).context
            counts[line.claim.label] = {one.unit: one.count for one in there["numbers"]}[unit]
            assert counts[line.claim.label] == line.total
        assert set(counts) == {"Talks", "Silence"}


@pytest.mark.parametrize("unit", UNITS)
def test_stances_outlets_and_steps_of_time_open_what_they_count(unit, speaker, login, bob):
    client, url = login(bob), reverse("speaker_show", args=[speaker.project.key, speaker.uuid])
    page = client.get(f"{url}?unit={unit}").context

    def counted_at(address):
        there = client.get(address).context
        found = {one["unit"] if isinstance(one, dict) else one.unit: one for one in there["numbers"]}[unit]
        return found["count"] if isinstance(found, dict) else found.count

    for line in page["lines"].shown:
        claim = reverse("claim_show", args=[speaker.project.key, line.claim.uuid])
        assert line.counts
        for stand in line.counts:
            assert counted(unit, counted_at(claim + stand.address)) == stand.words
    for carrier in page["carriers"]:
        assert counted(unit, counted_at(url + carrier.address)) == carrier.words
    cells = [cell for step in page["timeline"].filled for cell in step.cells]
    assert len(cells) > 1
    for cell in cells:
        assert counted_at(url + cell.address) == cell.count
    assert counted_at(url + page["undated"].address) == page["undated"].count > 0
