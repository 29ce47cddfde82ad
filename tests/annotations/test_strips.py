"""The strip in the library."""

import itertools

from hypothesis import given, strategies as st

from annotations.strips import BUCKETS, UNIT, WIDTH, lay_out

notes = st.lists(
    st.tuples(st.integers(0, BUCKETS - 1), st.integers(1, BUCKETS), st.integers(0, 8)).map(
        lambda note: (note[0], max(note[1], note[0] + 1), note[2])
    ),
    max_size=60,
)


@given(notes)
def test_bars_of_one_lane_never_cover_each_other(found: list[tuple[int, int, int]]) -> None:
    for lane in (0, 1):
        bars = [bar for bar in lay_out(found) if bar.lane == lane]
        for left, right in itertools.pairwise(bars):
            assert left.x + left.width <= right.x


@given(notes)
def test_bars_stay_on_the_strip(found: list[tuple[int, int, int]]) -> None:
    for bar in lay_out(found):
        assert 0 <= bar.x < bar.x + bar.width <= WIDTH
        assert bar.width % UNIT == 0


def test_every_lone_note_is_drawn() -> None:
    assert len(lay_out([(0, 1, 1), (10, 12, 2), (50, 50, 3)])) == 3
