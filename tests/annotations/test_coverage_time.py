"""Outlets over time: the page, its cells, the table, and what odd ranges get."""

import csv
import io
from collections import Counter
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.coverage_time import Begins, split, timespan
from annotations.models import Claim, Tagging, Visibility
from annotations.tally import UNITS, Ledger, row
from newsroom.folding import fold
from newsroom.models import Outlet

pytestmark = pytest.mark.django_db
BY_SQL = """
SELECT claim.label, coalesce(outlet.name, 'No outlet'), {month}, count(DISTINCT article.id)
FROM annotations_tagging AS tagging
JOIN annotations_claim AS claim ON claim.id = tagging.claim_id
JOIN annotations_annotation AS annotation ON annotation.id = tagging.annotation_id
JOIN newsroom_article AS article ON article.id = annotation.article_id
LEFT JOIN newsroom_outlet AS outlet ON outlet.id = article.outlet_id
WHERE annotation.visibility = 'project' AND tagging.deleted_at IS NULL
GROUP BY 1, 2, 3
"""
MONTH = {"sqlite": "strftime('%Y-%m', article.published_at)", "postgresql": "to_char(article.published_at, 'YYYY-MM')"}


@pytest.fixture
def coded(project, make_article, alice, bob, highlight):
    """Twenty-six articles of three outlets over two years, one without outlet or date; one private coding."""
    outlets = [
        Outlet.objects.create(project=project, name=name, folded=fold(name)) for name in ("North", "South", "East")
    ]
    for number in range(26):
        known = {"outlet": outlets[number % 3], "published_precision": "day"}
        known["published_at"] = datetime(2024 + number // 12, 1 + number % 12, 5, tzinfo=UTC)
        if number == 25:
            known = {"outlet": None}
        article = make_article(f"Title {number}\n\nOne two three four.\n\nIt ends at {number}.", **known)
        stance = "disputes" if number % 2 else "asserts"
        highlight(alice, article, "two three", "A & <claim>", speaker="Ann & Co", stance=stance)
        if number % 3 == 0:
            highlight(bob, article, "four", "Another", stance="questions")
    highlight(bob, article, "One", "Another", speaker="Hidden", visibility=Visibility.PRIVATE)


@pytest.fixture
def page(project, coded, alice, login):
    client = login(alice)

    def get(query="", status=200, name="claims_time"):
        response = client.get(reverse(name, args=[project.key]) + query)
        assert response.status_code == status
        return response

    return get


def grid_of(page, query):
    """The cells of all pages of time, by outlet and first day; what has no date under ""."""
    found, across, pages = {}, 1, 1
    while across <= pages:
        grid = page(f"{query}&across={across}").context["grid"]
        found |= {
            (line.head.name, str(span.first or "")[:7]): cell.count
            for line in grid.lines
            for span, cell in zip(grid.spans, line.cells, strict=True)
            if cell.count
        }
        across, pages = across + 1, grid.across_pages
    return found


def by_sql():
    with connection.cursor() as cursor:
        cursor.execute(BY_SQL.format(month=MONTH[connection.vendor]))
        return cursor.fetchall()


def of(label):
    return f"?claim={Claim.objects.get(label=label).uuid}"


def test_cells_equal_a_plain_group_by(page):
    rows = by_sql()
    for label in ("A & <claim>", "Another"):
        expected = {(outlet, month or ""): count for claim, outlet, month, count in rows if claim == label}
        assert grid_of(page, f"{of(label)}&unit=articles") == expected
    sums = Counter()
    for _claim, outlet, month, count in rows:
        sums[outlet, month or ""] += count
    assert grid_of(page, "?unit=articles") == sums


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("all_claims", [True, False])
def test_every_cell_opens_what_it_counts(unit, all_claims, page, alice, login):
    client, query = login(alice), f"?unit={unit}&from=2024-01-01&to=2024-06-30"
    grid = page(query if all_claims else f"{of('A & <claim>')}&{query[1:]}").context["grid"]
    assert grid.step == "week"
    for line in grid.lines:
        for count, address in [(line.count, line.address), *((cell.count, cell.address) for cell in line.cells)]:
            if not count:
                continue
            opened = client.get(address).context
            if all_claims:
                assert sum(one.count for one in opened["matrix"].lines) == count
            else:
                assert {number.unit: number.count for number in opened["numbers"]}[unit] == count


def test_the_range_decides_the_step_and_what_has_no_date_has_a_column(page):
    grid = page().context["grid"]
    assert (grid.step, grid.columns, grid.across_pages) == ("month", 25, 3)
    assert [span.name for span in grid.spans][-1] == "No date"
    assert page("?from=2024-01-01&to=2024-02-10").context["grid"].step == "day"
    assert [span.start for span in page("?from=2024-01-01&to=2024-02-10").context["grid"].spans][-1] != 0
    assert page("?across=3").context["grid"].spans[0].first == date(2026, 1, 1)


def test_one_place_has_one_column(page):
    grid = page(f"{of('A & <claim>')}&from=2024-01-05&to=2024-01-05").context["grid"]
    assert [len(line.cells) for line in grid.lines] == [1] and grid.lines[0].head.name == "North"


def test_nothing_a_backwards_range_and_nonsense_are_told(page):
    assert "Nothing to show" in page("?from=2040-01-01").content.decode()
    text = page("?from=2026-03-01&to=2026-01-01&unit=articles", 422).content.decode()
    assert "The range ends before it begins." in text and 'value="2026-03-01"' in text
    assert 'name="unit" value="articles"' in text
    for query in ("?unit=pages", "?page=0", "?across=x", "?mood=1", "?from=x", "?claim=x", f"?claim={uuid4()}"):
        page(query, 400)
        page(query, 400, "claims_time_csv")


def test_a_claim_is_found_by_its_label_in_any_spelling(page, project):
    found = page("?label=ANOTHER&unit=articles", 303)
    claim = Claim.objects.get(label="Another")
    assert found["Location"] == f"{reverse('claims_time', args=[project.key])}?claim={claim.uuid}&unit=articles"
    text = page("?label=Nobody+says", 422).content.decode()
    assert "There is no claim “Nobody says”." in text and 'value="Nobody says"' in text


def test_the_table_holds_every_cell(page):
    found = page("?unit=annotations", name="claims_time_csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(found.streaming_content).decode())))
    assert sum(int(one["count"]) for one in rows) == Tagging.objects.count() - 1
    assert {one["step"] for one in rows} == {"month", ""}
    assert [one["outlet"] for one in rows if not one["begins"]] == ["", ""][: sum(not one["begins"] for one in rows)]
    assert "2024-01-01" in {one["begins"] for one in rows}
    one = page(f"{of('Another')}&unit=annotations", name="claims_time_csv")
    assert {row["claim"] for row in csv.DictReader(io.StringIO(b"".join(one.streaming_content).decode()))} == {
        "Another"
    }


def test_ten_thousand_places_are_counted_and_a_column_for_each_step():
    rows = [
        row(annotation=n, place=n, article=n, outlet=n % 7, published=739_000 + n % 3_000 if n % 10 else 0)
        for n in range(1, 10_001)
    ]
    one = Ledger.of(rows)
    step, starts = timespan([one])
    counts = split(one, "places", Begins(step))
    assert step == "month" and 98 <= len(starts) <= 100
    assert sum(counts.values()) == 10_000 and {start for _outlet, start in counts} <= {0, *starts}
    assert sum(count for (_outlet, start), count in counts.items() if not start) == 1_000


def test_members_read_and_strangers_find_nothing(project, coded, rita, frank, charlie, login):
    for name in ("claims_time", "claims_time_csv"):
        address = reverse(name, args=[project.key])
        assert [login(user).get(address).status_code for user in (rita, frank, charlie)] == [200, 404, 404]
        assert login(rita).post(address).status_code == 405


def test_the_page_costs_the_same_with_few_and_with_many(page, project, make_article, alice, highlight):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            page()
        return len(queries)

    cost()
    few = cost()
    for number in range(8):
        outlet = Outlet.objects.create(project=project, name=f"Outlet {number}", folded=f"outlet {number}")
        article = make_article(f"Title {number}\n\nOne two three.\n\nMore.", outlet=outlet)
        highlight(alice, article, "two", f"Claim {number}")
    cost()
    assert cost() == few
