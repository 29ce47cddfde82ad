"""Short texts that say nearly the same stand together."""

import doctest

from hypothesis import given, strategies as st

from annotations import likeness as module
from annotations.likeness import like

TEXTS = st.lists(st.text("ab cd", min_size=1, max_size=20), max_size=60)


@given(TEXTS)
def test_every_text_is_in_exactly_one_group(texts):
    assert sorted(index for group in like(texts) for index in group) == list(range(len(texts)))


@given(TEXTS)
def test_larger_groups_come_first(texts):
    sizes = [len(group) for group in like(texts)]
    assert sizes == sorted(sizes, reverse=True)


def test_case_and_space_make_no_difference():
    assert len(like(["No will  to talk", "no WILL to talk"])) == 1


def test_the_example_holds():
    assert doctest.testmod(module).failed == 0
