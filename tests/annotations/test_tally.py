"""Codings as columns, and what is counted on them."""

import doctest

from hypothesis import given, strategies as st

from annotations import tally as module
from annotations.places import Coding, places
from annotations.tally import STANCES, UNITS, Ledger, placed, row

ROWS = st.lists(
    st.builds(
        lambda article, start, length, speaker, stance, analyst, outlet, published, said: (
            article,
            start,
            length,
            speaker,
            stance,
            analyst,
            outlet,
            published,
            said,
        ),
        st.integers(1, 3),
        st.integers(0, 40),
        st.integers(1, 15),
        st.integers(0, 2),
        st.integers(0, 3),
        st.integers(1, 3),
        st.integers(0, 2),
        st.sampled_from([0, 738000, 738001]),
        st.sampled_from([0, 0, 737999]),
    ),
    max_size=30,
)


def rows_of(facts):
    return placed(
        row(
            annotation=number,
            article=article,
            wording=article,
            start=start,
            end=start + length,
            speaker=speaker,
            stance=stance,
            analyst=analyst,
            outlet=outlet,
            story=article // 2,
            published=published,
            said=said,
        )
        for number, (article, start, length, speaker, stance, analyst, outlet, published, said) in enumerate(facts, 1)
    )


KEYS = {
    "annotations": lambda one: one.annotation,
    "places": lambda one: one.place,
    "articles": lambda one: one.article,
    "stories": lambda one: one.story,
    "voices": lambda one: (one.speaker, one.stance, one.article),
    "daily": lambda one: (one.speaker, one.stance, one.said or one.published),
}


@given(ROWS)
def test_a_unit_counts_its_different_things(facts):
    rows = rows_of(facts)
    ledger = Ledger.of(rows)
    assert {unit: ledger.count(unit) for unit in UNITS} == {
        unit: len({key(one) for one in rows}) for unit, key in KEYS.items()
    }


@given(ROWS, st.sampled_from(UNITS))
def test_a_split_counts_the_same_part_by_part(facts, unit):
    rows = rows_of(facts)
    split = Ledger.of(rows).split(unit, "outlet", "stance")
    for outlet in range(3):
        for stance in range(4):
            some = {KEYS[unit](one) for one in rows if (one.outlet, one.stance) == (outlet, stance)}
            assert split[outlet, stance] == len(some)


@given(ROWS)
def test_columns_know_the_same_places_as_codings(facts):
    rows = rows_of(facts)
    codings = [
        Coding(
            one.annotation,
            one.article,
            one.wording,
            one.start,
            one.end,
            1,
            one.speaker or None,
            STANCES[one.stance],
            one.analyst,
        )
        for one in rows
    ]
    found = {(frozenset(coding.key for coding in place.codings), place.is_contested) for place in places(codings)}
    own = {}
    for one in rows:
        own.setdefault((one.place, bool(one.contested)), set()).add(one.annotation)
    assert {(frozenset(keys), contested) for (_place, contested), keys in own.items()} == found


@given(ROWS, st.integers(0, 3))
def test_leaving_rows_out_keeps_the_numbers_of_the_others(facts, stance):
    rows = rows_of(facts)
    ledger = Ledger.of(rows)
    kept = ledger.only(one == stance for one in ledger.stance)
    assert list(kept.place) == [one.place for one in rows if one.stance == stance]
    assert kept.count("articles") == len({one.article for one in rows if one.stance == stance})


def test_an_empty_ledger_counts_nothing():
    ledger = Ledger.of(())
    assert [ledger.count(unit) for unit in UNITS] == [0] * len(UNITS)
    assert not ledger.split("places", "outlet")


def test_the_example_holds():
    assert doctest.testmod(module).failed == 0
