"""What overlaps with the same claim and speaker is one place."""

import doctest
from itertools import combinations

from hypothesis import given, strategies as st

from annotations import places as module
from annotations.places import Coding, are_contested, places

STANCES = ["asserts", "disputes", "questions", "none"]


@st.composite
def codings(draw):
    rows = draw(st.lists(st.tuples(*[st.integers(0, 1)] * 2, st.integers(0, 60), st.integers(1, 12)), max_size=25))
    return [
        Coding(
            key,
            article,
            article * 10 + draw(st.integers(0, 1)),
            start,
            start + length,
            claim,
            draw(st.sampled_from([None, 1, 2])),
            draw(st.sampled_from(STANCES)),
            draw(st.integers(1, 3)),
        )
        for key, (article, claim, start, length) in enumerate(rows)
    ]


def together(one, other):
    same = all(getattr(one, name) == getattr(other, name) for name in ("article", "wording", "claim", "speaker"))
    return same and one.start < other.end and other.start < one.end


def components(rows):
    """The same the slow way: join groups as long as any two codings of them overlap."""
    groups = [{row} for row in rows]
    while pair := next((p for p in combinations(groups, 2) if any(together(a, b) for a in p[0] for b in p[1])), None):
        groups = [group for group in groups if group not in pair] + [pair[0] | pair[1]]
    return {frozenset(group) for group in groups}


@given(codings())
def test_places_are_what_hangs_together_by_overlaps(rows):
    assert {frozenset(place.codings) for place in places(rows)} == components(rows)


@given(codings())
def test_every_coding_is_in_exactly_one_place(rows):
    assert sorted(coding.key for place in places(rows) for coding in place.codings) == [row.key for row in rows]


@given(codings(), st.randoms())
def test_the_order_in_which_codings_come_does_not_matter(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert places(shuffled) == places(rows)


@given(codings())
def test_places_of_one_claim_and_speaker_do_not_overlap(rows):
    for one, other in combinations(places(rows), 2):
        assert not together(one, other)


@given(codings())
def test_a_place_reaches_from_its_first_to_its_last_word(rows):
    for place in places(rows):
        assert place.start == min(coding.start for coding in place.codings)
        assert place.end == max(coding.end for coding in place.codings)


@given(codings())
def test_one_analyst_alone_contests_nothing(rows):
    assert not any(place.is_contested for place in places(rows) if len(place.analysts) == 1)


def test_contested_is_where_two_analysts_saw_other_stances():
    assert are_contested([(1, "asserts"), (2, "disputes")])
    assert are_contested([(1, "asserts"), (1, "disputes"), (2, "asserts")])
    assert not are_contested([(1, "asserts"), (2, "asserts")])
    assert not are_contested([(1, "asserts"), (1, "disputes")])


def test_no_codings_are_no_places():
    assert places([]) == []


def test_the_example_holds():
    assert doctest.testmod(module).failed == 0


def test_ten_thousand_codings_on_one_spot_are_one_place():
    rows = [Coding(key, 1, 1, key, key + 2, 1, None, "asserts", key % 7) for key in range(10_000)]
    assert len(places(rows)) == 1
