"""Where the marks of a timeline go."""

import doctest
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from annotations import timeline as module
from annotations.timeline import WIDTH, Count, begin, draw, end, step_for, steps

DAY = date(2026, 2, 3).toordinal()
DAYS = st.integers(date(1900, 1, 1).toordinal(), date(2100, 12, 31).toordinal())


@given(DAYS, st.sampled_from(["day", "week", "month", "year"]))
def test_every_day_lies_in_its_step(day, step):
    start = begin(day, step)
    assert start <= day <= end(start, step)
    assert begin(end(start, step) + 1, step) == end(start, step) + 1


@given(DAYS, st.integers(0, 4_000), st.sampled_from(["week", "month", "year"]))
def test_steps_follow_each_other_without_gaps(day, length, step):
    found = steps(day, day + length, step)
    assert found[0] <= day and end(found[-1], step) >= day + length
    assert all(end(one, step) + 1 == two for one, two in pairwise(found))


def test_weeks_begin_on_mondays_and_months_on_their_first():
    assert date.fromordinal(begin(DAY, "week")) == date(2026, 2, 2)
    assert date.fromordinal(begin(DAY, "month")) == date(2026, 2, 1)
    assert date.fromordinal(end(date(2028, 2, 1).toordinal(), "month")) == date(2028, 2, 29)


@pytest.mark.parametrize(("days", "step"), [(0, "day"), (40, "day"), (60, "week"), (700, "month"), (9_000, "year")])
def test_the_range_asks_for_its_step(days, step):
    assert step_for(DAY, DAY + days) == step


def test_nothing_is_no_drawing():
    assert draw([], "day") is None
    assert draw([Count(DAY, "asserts")], "day") is None


def test_one_place_is_one_mark_above_the_axis():
    drawing = draw([Count(DAY, "asserts", said=1)], "day")
    (column,) = drawing.columns
    (mark,) = column.marks
    assert (mark.stance, mark.kind, drawing.apart, drawing.is_bars) == ("asserts", "said", None, False)
    assert 0 < column.x < WIDTH
    assert ys(mark) < drawing.axis


def test_disputes_stand_below_and_questions_apart():
    counts = [Count(DAY, stance, published=1) for stance in ("asserts", "disputes", "questions", "none")]
    drawing = draw(counts, "day")
    by_stance = {mark.stance: mark for mark in drawing.columns[0].marks}
    assert ys(by_stance["asserts"]) < drawing.axis < ys(by_stance["disputes"]) < drawing.apart
    assert drawing.axis < ys(by_stance["questions"]) < drawing.apart
    assert by_stance["questions"].half and not by_stance["none"].half


def test_times_said_published_and_of_months_differ_in_shape():
    drawing = draw([Count(DAY, "asserts", said=1, published=1, coarse=1)], "day")
    assert [mark.kind for mark in drawing.columns[0].marks] == ["said", "published", "coarse"]
    assert len({mark.d.strip("M0123456789. -") for mark in drawing.columns[0].marks}) == 3


def test_ten_thousand_places_are_bars_within_the_picture():
    counts = [Count(begin(DAY + 7 * n, "week"), "asserts", said=150, published=42 + n) for n in range(50)]
    drawing = draw(counts, "week")
    assert drawing.is_bars
    assert sum(len(column.marks) for column in drawing.columns) == 100
    assert drawing.height < 400
    assert all(column.left + column.width <= WIDTH + 1 for column in drawing.columns)


def test_empty_steps_between_keep_their_room():
    drawing = draw([Count(DAY, "asserts", said=1), Count(DAY + 9, "disputes", said=1)], "day")
    assert len(drawing.columns) == 10
    assert sum(bool(column.marks) for column in drawing.columns) == 2


def test_labels_do_not_crowd():
    drawing = draw([Count(DAY, "asserts", said=1), Count(DAY + 44, "asserts", said=1)], "day")
    assert sum(column.is_labelled for column in drawing.columns) <= 9


def test_the_examples_hold():
    assert doctest.testmod(module).failed == 0


def ys(mark):
    return float(mark.d.split()[1].rstrip("ahvlz").split("a")[0].split("h")[0].split("l")[0])
