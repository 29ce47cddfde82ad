"""The page of a claim: numbers that can be defended, when, who, where, in which words."""

import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from annotations.models import Claim, Speaker, Tagging, Visibility
from annotations.tally import UNITS
from newsroom import log
from newsroom.folding import fold
from newsroom.models import Outlet

pytestmark = pytest.mark.django_db

# The units as one would ask for them by hand; a place begins where nothing before it in its text reaches.
SQL = """
WITH coded AS (
    SELECT t.id, t.stance, COALESCE(t.speaker_id, 0) AS speaker, a.id AS annotation, a.article_id AS article, r.story,
           r.uuid AS own, n.revision_id AS wording, n.start AS first, n."end" AS last,
           COALESCE(t.said_at, r.published_at) AS at
    FROM annotations_tagging t
    JOIN annotations_annotation a ON a.id = t.annotation_id
    JOIN newsroom_article r ON r.id = a.article_id
    JOIN annotations_anchor n ON n.annotation_id = a.id AND n.is_origin
    WHERE t.claim_id = %s AND t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.visibility = 'project'
      AND r.deleted_at IS NULL {more}
), marked AS (
    SELECT *, CASE WHEN first < MAX(last) OVER (
        PARTITION BY article, wording, speaker ORDER BY first, last, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END AS begins
    FROM coded
)
SELECT COUNT(DISTINCT annotation), SUM(begins), COUNT(DISTINCT article), COUNT(DISTINCT COALESCE(story, own)),
       (SELECT COUNT(*) FROM (SELECT DISTINCT speaker, stance, article FROM coded) v),
       (SELECT COUNT(*) FROM (SELECT DISTINCT speaker, stance, DATE(at) FROM coded) d)
FROM marked
"""


def by_hand(claim, more=""):
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(more=more), [claim.pk])
        return dict(zip(UNITS, (number or 0 for number in cursor.fetchone()), strict=True))


def at(day):
    return datetime(2026, 1, day, 9, tzinfo=UTC)


@pytest.fixture
def outlets(project):
    return [Outlet.objects.create(project=project, name=name, folded=fold(name)) for name in ("North", "South", "Mute")]


@pytest.fixture
def claim(project, make_article, alice, bob, edgar, outlets, highlight):
    """Four articles: two copies of one story, one without outlet, one without a date; one place that is contested."""
    text = "Title\n\nOne says there is no will to talk at all.\n\nTwo says there is a will. One says no will again."
    known = {"published_precision": "minute"}
    story = uuid4()
    first = make_article(text, outlet=outlets[0], published_at=at(5), story=story, **known)
    second = make_article(text + " Copied.", outlet=outlets[1], published_at=at(7), story=story, **known)
    third = make_article(text + " Third.", outlet=None, published_at=at(20), **known)
    fourth = make_article(text + " Undated.", outlet=outlets[1], published_at=None, published_precision="unknown")
    make_article("Else\n\nNothing of the kind.", outlet=outlets[2], published_at=at(10), **known)
    for number, article in enumerate((first, second, third, fourth)):
        highlight(alice, article, "no will to talk", "A claim", speaker="One", form="direct")
        highlight(bob, article, "will to talk at all", "A claim", speaker="One", stance="asserts" if number else "none")
        highlight(alice, article, "there is a will", "A claim", speaker="Two", stance="disputes", form="summary")
    highlight(alice, third, "no will again", "A claim", speaker="One", stance="disputes")
    highlight(alice, fourth, "no will again", "A claim")
    highlight(bob, first, "no will again", "A claim", speaker="One", visibility=Visibility.PRIVATE)
    return Claim.objects.get(label="A claim")


@pytest.fixture
def page(project, claim, alice, login):
    client = login(alice)

    def get(query="", status=200, headers=None):
        response = client.get(reverse("claim_show", args=[project.key, claim.uuid]) + query, headers=headers)
        assert response.status_code == status
        return response

    return get


def numbers(response):
    return {number.unit: number.count for number in response.context["numbers"]}


def test_every_unit_equals_a_plain_group_by(page, claim):
    assert numbers(page()) == by_hand(claim)
    assert numbers(page()) == {"annotations": 14, "places": 10, "articles": 4, "stories": 3, "voices": 11, "daily": 11}


@pytest.mark.parametrize("stance", ["asserts", "disputes", "none"])
def test_every_unit_of_a_stance_equals_a_plain_group_by(stance, page, claim):
    found = numbers(page(f"?stance={stance}"))
    expected = by_hand(claim, f"AND t.stance = '{stance}'")
    assert {unit: found[unit] for unit in UNITS if unit != "places"} == {
        unit: expected[unit] for unit in UNITS if unit != "places"
    }


def test_speakers_outlets_and_days_filter_all_numbers(page, claim, outlets):
    speaker = Speaker.objects.get(name="One")
    assert numbers(page(f"?speaker={speaker.uuid}")) == by_hand(claim, f"AND t.speaker_id = {speaker.pk}")
    assert numbers(page("?speaker=none"))["places"] == 1
    assert numbers(page(f"?outlet={outlets[1].uuid}")) == by_hand(claim, f"AND r.outlet_id = {outlets[1].pk}")
    days = "AND COALESCE(t.said_at, r.published_at) BETWEEN '2026-01-05' AND '2026-01-08'"
    assert numbers(page("?from=2026-01-05&to=2026-01-07")) == by_hand(claim, days)
    assert numbers(page("?undated=1")) == by_hand(claim, "AND t.said_at IS NULL AND r.published_at IS NULL")


def test_the_numbers_of_the_list_and_of_the_page_are_the_same(page, project, claim, alice, login):
    (entry,) = login(alice).get(reverse("claim_list", args=[project.key])).context["book"].entries
    found = numbers(page())
    assert (entry.annotations, entry.articles, entry.stories) == tuple(
        found[unit] for unit in ("annotations", "articles", "stories")
    )


def test_what_overlaps_is_one_row_with_all_its_analysts(page):
    rows = page("?sort=oldest").context["places"].rows
    assert {tagging.annotation.author.username for tagging in rows[0].taggings} == {"alice", "bob"}
    assert page().context["places"].total == 10


def test_contested_places_say_so_and_can_be_listed(page):
    contested = page().context["contested"]
    assert contested.count == 1
    rows = page(contested.address).context["places"].rows
    assert [row.is_contested for row in rows] == [True]
    assert {stance for stance, _word in rows[0].stances} == {"asserts", "none"}


@pytest.mark.parametrize("unit", UNITS)
def test_every_number_opens_what_it_counts(unit, page):
    context = page(f"?unit={unit}").context
    for step in context["timeline"].filled:
        for cell in step.cells:
            assert numbers(page(cell.address))[unit] == cell.count
    for voice in context["voices"]:
        assert numbers(page(voice.address))[unit] == voice.total
    for carrier in context["carriers"].carrying:
        assert numbers(page(carrier.address))[unit] == carrier.count
    for name in ("contested", "undated"):
        assert numbers(page(context[name].address))[unit] == context[name].count


def test_who_says_it_who_denies_it_and_since_when_stands_at_the_top(page):
    sentences = [text for _stance, text in page().context["summary"]]
    assert sentences[0] == "One and somebody unnamed assert it, One first, on 5 January 2026."
    assert sentences[1] == "Two and One dispute it, Two first, on 5 January 2026."
    assert sentences[-1] == "Last said on 20 January 2026."


def test_nobody_denies_it_is_said_too(page):
    sentences = [text for _stance, text in page("?stance=asserts&speaker=none").context["summary"]]
    assert sentences == ["Somebody unnamed asserts it.", "Nobody disputes it."]


def test_a_stance_that_moved_is_shown_with_its_days_and_what_is_contested_moves_nobody(page):
    one = next(voice for voice in page().context["voices"] if voice.speaker and voice.speaker.name == "One")
    moves = [(move.stance, move.first.day.day, move.last.day.day) for move in one.moves]
    assert moves == [("asserts", 7, 20), ("disputes", 20, 20)]
    assert one.has_moved


def test_outlets_that_published_meanwhile_and_are_silent_are_named(page, outlets, project, make_article):
    late = Outlet.objects.create(project=project, name="Late", folded="late")
    make_article("Late\n\nNothing.", outlet=late, published_at=at(25), published_precision="minute")
    carriers = page().context["carriers"]
    assert [(one.outlet and one.outlet.name, one.count) for one in carriers.carrying] == [
        ("South", 5),
        ("North", 2),
        (None, 3),
    ]
    assert [outlet.name for outlet in carriers.silent] == ["Mute"]


def test_the_timeline_prefers_the_time_said_and_keeps_undated_ones_apart(page, claim):
    tagging = Tagging.objects.filter(claim=claim, stance="disputes").first()
    Tagging.objects.filter(pk=tagging.pk).update(said_at=at(2), said_precision="day")
    claim.project.__class__.objects.filter(pk=claim.project_id).update(sequence=claim.project.sequence + 1_000_000)
    context = page("?unit=annotations").context
    first = context["timeline"].filled[0]
    assert (first.name, first.cells[0].stance, first.cells[0].said) == ("2 January 2026", "disputes", 1)
    assert context["undated"].count == 4
    text = page().content.decode()
    assert "As a table" in text and "<svg" in text and "style=" not in text


def test_a_range_that_is_backwards_gets_a_message_and_keeps_what_was_typed(page):
    response = page("?from=2026-03-01&to=2026-01-01&unit=articles", 422)
    text = response.content.decode()
    assert "The range ends before it begins." in text
    assert 'value="2026-03-01"' in text and 'value="2026-01-01"' in text
    assert 'name="unit" value="articles"' in text


@pytest.mark.parametrize(
    "query",
    ["?unit=pages", "?from=tomorrow", "?speaker=nobody", f"?speaker={UUID(int=7)}", f"?outlet={UUID(int=7)}", "?mood=1"]
    + ["?stance=likes", "?sort=mood", "?undated=2", "?unit=places&unit=articles", "?from=2026-02-30"],
)
def test_an_address_that_makes_no_sense_says_why(query, page):
    assert page(query, 400)


def test_a_filter_that_leaves_nothing_says_so(page):
    assert "No place of this claim is left" in page("?from=2030-01-01").content.decode()


@pytest.mark.parametrize(
    ("sort", "quotes"),
    [
        ("oldest", ["no will to talk", "there is a will"]),
        ("speaker", ["no will again", "no will to talk"]),
        ("stance", ["no will to talk", "no will to talk"]),
    ],
)
def test_places_can_be_sorted(sort, quotes, page):
    rows = page(f"?sort={sort}").context["places"].rows
    assert len(rows) == 10
    if sort == "speaker":
        names = [row.speaker.name if row.speaker else None for row in rows]
        assert names == sorted(names, key=lambda name: name or "~")
    if sort == "oldest":
        assert rows[-1].passage.anchor.article.published_at is None


def test_merged_claims_and_speakers_count_as_what_they_were_merged_into(
    page, claim, project, alice, article, highlight
):
    highlight(alice, article, "ceasefire", "Twin", speaker="Uno")
    twin, uno = Claim.objects.get(label="Twin"), Speaker.objects.get(name="Uno")
    before = numbers(page())
    with log.act(by=alice, project=project, kind="claim_merge", token=log.make_token()) as act:
        for row, into in ((twin, claim), (uno, Speaker.objects.get(name="One"))):
            old = log.snapshot(row)
            row.merged_into = into
            row.save()
            act.changed(row, old)
    after = page()
    assert {unit: number - before[unit] for unit, number in numbers(after).items()} == {
        **dict.fromkeys(UNITS, 1),
        "daily": 0,  # One asserts it without a date already
    }
    assert {voice.speaker.name for voice in after.context["voices"] if voice.speaker} == {"One", "Two"}


def test_wordings_stand_by_form_and_then_by_likeness(project, claim, alice, login):
    address = reverse("claim_wordings", args=[project.key, claim.uuid])
    response = login(alice).get(address)
    forms = {str(form.title): form for form in response.context["wordings"].forms}
    assert set(forms) == {"Quoted directly", "Summed up", "Form not said"}
    assert [(group.first.quote, group.count) for group in forms["Quoted directly"].groups] == [("no will to talk", 4)]
    fragment = login(alice).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment and "Quoted directly" in fragment


def test_removed_articles_count_nowhere(page, claim):
    before = numbers(page())["articles"]
    article = Tagging.objects.filter(claim=claim).first().annotation.article
    with log.act(by=article.added_by, project=article.project, kind="article_remove", token=log.make_token()) as act:
        old = log.snapshot(article)
        article.deleted_at = timezone.now()
        article.save()
        act.changed(article, old)
    assert numbers(page())["articles"] == before - 1


def test_nothing_on_the_page_needs_a_style_or_a_script_of_its_own(page):
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page().content.decode())
