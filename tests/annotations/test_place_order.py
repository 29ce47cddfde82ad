"""Places of a ledger in order, and what is held from when to when: as one would write it down by hand."""

import doctest
from itertools import groupby

import pytest
from hypothesis import given

from annotations import held as held_module, place_order as module
from annotations.held import MOST, began_by, held_by, last_of
from annotations.place_order import by_column, newest, oldest, runs_of
from annotations.tally import Ledger
from tests.annotations.test_tally import ROWS, rows_of


@pytest.mark.parametrize("tried", [module, held_module])
def test_the_examples_are_true(tried):
    assert doctest.testmod(tried).failed == 0


def days_of(rows):
    """By place its first time said, or else the day of publication of its first coding."""
    found = {}
    for place, some in groupby(rows, key=lambda row: row.place):
        kept = list(some)
        found[place] = min((row.said for row in kept if row.said), default=kept[0].published)
    return found


@given(ROWS)
def test_places_come_newest_or_oldest_first_with_undated_ones_last(facts):
    rows = rows_of(facts)
    ledger, days = Ledger.of(rows), days_of(rows)
    runs = runs_of(ledger)
    places = [ledger.place[row] for row in runs.first]
    assert list(runs.day) == list(days.values())
    by_age = sorted(days, key=lambda place: (not days[place], -days[place], place))
    assert [places[run] for run in newest(ledger)] == by_age
    assert [places[run] for run in oldest(ledger)] == sorted(days, key=lambda place: (days[place] or 10**9, place))
    assert [row for run in range(len(places)) for row in runs.rows(run)] == list(range(len(rows)))


@given(ROWS)
def test_places_come_by_a_column_or_by_names_with_what_has_none_last(facts):
    ledger = Ledger.of(rows_of(facts))
    first = runs_of(ledger).first
    speakers = [ledger.speaker[first[run]] for run in by_column(ledger, "speaker", {1: "b", 2: "a"})]
    assert speakers == sorted(speakers, key={2: 0, 1: 1, 0: 2}.__getitem__)
    stances = [ledger.stance[first[run]] for run in by_column(ledger, "stance")]
    assert stances == sorted(stances)


@given(ROWS)
def test_what_is_held_follows_the_days_and_leaves_contested_codings_out(facts):
    ledger = Ledger.of(rows_of(facts))
    columns = zip(ledger.speaker, ledger.day, ledger.coarse, ledger.stance, ledger.contested, strict=True)
    rows = sorted({row[:4] for row in columns if row[1] and not row[4]})
    expected = {}
    for (speaker, stance), some in groupby(rows, key=lambda row: (row[0], row[3])):
        days = [row[1] for row in some]
        expected.setdefault(speaker, []).append((stance, days[0], days[-1]))
    found = held_by(ledger, ledger.speaker)
    assert {key: [(one.stance, one.first[0], one.last[0]) for one in some] for key, some in found.items()} == {
        key: some[-MOST:] for key, some in expected.items()
    }


@given(ROWS)
def test_stances_begin_on_their_first_day_and_all_ends_on_the_last(facts):
    rows = rows_of(facts)
    ledger = Ledger.of(rows)
    for speaker, began in began_by(ledger).items():
        for stance, (day, _coarse) in began.items():
            own = [row for row in rows if (row.speaker, row.stance) == (speaker, stance)]
            assert day == min(row.said or row.published for row in own if row.said or row.published)
    assert last_of(ledger)[0] == max((row.said or row.published for row in rows), default=0)
