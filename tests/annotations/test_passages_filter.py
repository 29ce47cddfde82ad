"""The filter of the passages: its address, and what it refuses."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given, strategies as st

from annotations.passages import CHOICES, IDS, LISTS, BadFilter, PassageFilter, parse

ids = st.uuids().map(str)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=20)


def values(key):
    if key in CHOICES:
        return st.sampled_from(CHOICES[key])
    if key in IDS:
        return ids | st.just("none") if key in ("speaker", "via", "outlet") else ids
    return words


filters = st.builds(
    PassageFilter,
    **{key: st.lists(values(key), max_size=3, unique=True).map(tuple) for key in (*LISTS, "visibility")},
    since=days,
    until=days,
    undated=st.booleans(),
    untagged=st.booleans(),
    private=st.booleans(),
    q=st.lists(words, max_size=3).map(" ".join),
    order=st.sampled_from(["reading", "newest"]),
)


@given(filters)
def test_an_address_reads_back_as_its_filter(filter):
    assert parse(QueryDict(filter.address())) == filter


@given(filters, ids)
def test_adding_a_value_and_taking_it_away_gives_the_same_address(filter, uuid):
    with_one = parse(QueryDict(filter.plus("claim", uuid)))
    assert uuid in with_one.claim
    if uuid not in filter.claim:
        assert with_one.minus("claim", uuid) == filter.address()


def test_what_is_empty_is_not_in_the_address():
    assert parse(QueryDict("q=&from=&claim=&stance=disputes&private=")).address() == "stance=disputes"
    assert not parse(QueryDict("private=1&order=newest")).is_set


@pytest.mark.parametrize(
    "query",
    [
        "colour=red",
        "project=other",
        "claim__label=x",
        "claim=1",
        "claim=none",
        "article=x%00y",
        "stance=agrees",
        "kind=footnote",
        "visibility=everybody",
        "author=" + "x" * 200,
        "from=yesterday",
        "to=2026-02-30",
        "undated=yes",
        "untagged=0",
        "order=random",
        "q=" + "a" * 301,
        "q=a&q=b",
        "&".join(f"author=user{number}" for number in range(101)),
    ],
)
def test_what_makes_no_sense_is_refused_with_words(query):
    with pytest.raises(BadFilter) as caught:
        parse(QueryDict(query))
    assert str(caught.value)


def test_keys_of_the_export_are_left_to_it():
    assert parse(QueryDict("layout=wide&stance=asserts"), ("layout",)).stance == ("asserts",)
