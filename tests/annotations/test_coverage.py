"""Claim by outlet, speaker and month: the page, the table, the graph."""

import csv
import io
from collections import Counter
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Claim, Speaker, Tagging, Visibility
from annotations.tally import UNITS
from newsroom.folding import fold
from newsroom.models import Outlet

pytestmark = pytest.mark.django_db
NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}


@pytest.fixture
def coded(project, make_article, alice, bob, highlight):
    """Six articles of two outlets, a speaker and a claim each time; one private coding and one without outlet or date."""
    outlets = [Outlet.objects.create(project=project, name=name, folded=fold(name)) for name in ("North", "South")]
    for number in range(6):
        known = {"outlet": outlets[number % 2], "published_precision": "minute"}
        known["published_at"] = datetime(2026, 1 + number % 3, 5, tzinfo=UTC)
        if number == 5:
            known = {"outlet": None}
        article = make_article(f"Title {number}\n\nOne two three four.\n\nIt ends at {number}.", **known)
        highlight(alice, article, "two three", "A & <claim>", speaker="Ann & Co", stance="asserts")
        highlight(
            bob, article, "three", "A & <claim>", speaker="Ann & Co", stance="disputes" if number < 2 else "asserts"
        )
        highlight(alice, article, "four", "Another", stance="questions")
    highlight(bob, article, "One", "Another", speaker="Hidden", visibility=Visibility.PRIVATE)
    return outlets


@pytest.fixture
def page(project, coded, alice, login):
    client = login(alice)

    def get(query="", status=200, name="claims_coverage"):
        response = client.get(reverse(name, args=[project.key]) + query)
        assert response.status_code == status
        return response

    return get


def cells(response):
    matrix = response.context["matrix"]
    return {
        (line.claim.label, head.name): cell.count
        for line in matrix.lines
        for head, cell in zip(matrix.heads, line.cells, strict=True)
        if cell.count
    }


def test_cells_equal_a_plain_group_by(page):
    rows = Tagging.objects.filter(annotation__visibility="project").values_list(
        "claim__label", "annotation__article__outlet__name"
    )
    for unit, counted in (("annotations", "annotation"), ("articles", "annotation__article")):
        expected = {
            (claim, outlet or "No outlet"): number
            for claim, outlet, number in rows.annotate(number=Count(counted, distinct=True))
        }
        assert cells(page(f"?unit={unit}")) == expected
    assert cells(page()) == cells(page("?unit=articles"))  # one place in each article


@pytest.mark.parametrize("by", ["outlet", "speaker", "month"])
@pytest.mark.parametrize("unit", UNITS)
def test_every_cell_opens_what_it_counts(by, unit, page, project, alice, login):
    matrix = page(f"?by={by}&unit={unit}").context["matrix"]
    client = login(alice)
    for line in matrix.lines:
        for cell in line.cells:
            if cell.count:
                address = reverse("claim_show", args=[project.key, line.claim.uuid]) + cell.address
                found = {number.unit: number.count for number in client.get(address).context["numbers"]}
                assert found[unit] == cell.count


def test_months_stand_in_order_and_undated_ones_last(page):
    heads = [head.name for head in page("?by=month").context["matrix"].heads]
    assert heads == ["Mar 2026", "Feb 2026", "Jan 2026", "No date"]


def test_days_and_stance_filter_the_cells(page):
    assert cells(page("?stance=disputes")) == {("A & <claim>", "North"): 1, ("A & <claim>", "South"): 1}
    in_february = cells(page("?from=2026-02-01&to=2026-02-28&unit=articles"))
    assert in_february == {(claim, name): 1 for claim in ("A & <claim>", "Another") for name in ("North", "South")}
    assert "Nothing to show" in page("?from=2030-01-01").content.decode()


def test_a_range_that_is_backwards_gets_a_message_and_keeps_what_was_typed(page):
    text = page("?from=2026-03-01&to=2026-01-01&by=month", 422).content.decode()
    assert "The range ends before it begins." in text
    assert 'value="2026-03-01"' in text and 'name="by" value="month"' in text


@pytest.mark.parametrize("query", ["?by=mood", "?unit=pages", "?page=0", "?page=x", "?across=-1", "?mood=1", "?from=x"])
@pytest.mark.parametrize("name", ["claims_coverage", "claims_coverage_csv", "claims_coverage_graphml"])
def test_an_address_that_makes_no_sense_says_why(query, name, page):
    page(query, 400, name)


def test_an_empty_project_has_an_empty_page_and_empty_files(project, alice, login):
    client = login(alice)
    for page in ("claims_coverage", "claims_time"):
        text = client.get(reverse(page, args=[project.key])).content.decode()
        assert "No coded passages yet" in text and "these filters" not in text
    assert table(client.get(reverse("claims_coverage_csv", args=[project.key]))) == []
    graph = tree(client.get(reverse("claims_coverage_graphml", args=[project.key])))
    assert graph.findall(".//g:node", NAMESPACE) == []


def table(response):
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))


def tree(response):
    return ElementTree.fromstring(b"".join(response.streaming_content))


@pytest.mark.parametrize("by", ["outlet", "speaker", "month"])
def test_the_table_holds_every_cell_by_stance(by, page):
    rows = table(page(f"?by={by}&unit=annotations", name="claims_coverage_csv"))
    assert sum(int(row["count"]) for row in rows) == Tagging.objects.count() - 1
    assert {row["unit"] for row in rows} == {"annotations"}
    sums = Counter()
    for row in rows:
        sums[row["claim"]] += int(row["count"])
    assert sums == {"A & <claim>": 12, "Another": 6}


def test_the_graph_is_read_back_as_it_is_counted(page):
    root = tree(page("?unit=annotations", name="claims_coverage_graphml"))
    nodes = {
        node.get("id"): [data.text for data in node.findall("g:data", NAMESPACE)]
        for node in root.findall(".//g:node", NAMESPACE)
    }
    speaker, claim = Speaker.objects.get(name="Ann & Co"), Claim.objects.get(label="A & <claim>")
    assert nodes[str(speaker.uuid)] == ["speaker", "Ann & Co"]
    assert nodes[str(claim.uuid)] == ["claim", "A & <claim>"]
    assert "Hidden" not in str(nodes)
    (edge,) = root.findall(".//g:edge", NAMESPACE)
    data = {one.get("key"): one.text for one in edge.findall("g:data", NAMESPACE)}
    assert (edge.get("source"), edge.get("target")) == (str(speaker.uuid), str(claim.uuid))
    assert data == {"weight": "12", "sign": "1", "asserts": "10", "disputes": "2", "questions": "0", "none": "0"}
    declared = {key.get("id") for key in root.findall("g:key", NAMESPACE)}
    assert declared >= set(data)


def test_members_read_and_strangers_find_nothing(project, coded, rita, frank, charlie, login):
    for name in ("claims_coverage", "claims_coverage_csv", "claims_coverage_graphml"):
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
    article = make_article("Title\n\n" + " ".join(f"w{number}x" for number in range(30)) + ".\n\nThe end.")
    for number in range(30):
        highlight(alice, article, f"w{number}x", f"Claim {number}")
    cost()
    assert cost() == few
    assert page().context["matrix"].pages == 2
    assert len(page("?page=2").context["matrix"].lines) == 7
