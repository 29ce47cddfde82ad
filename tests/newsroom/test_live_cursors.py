"""Cursors of event streams tell nothing and cannot be made."""

import pytest
from hypothesis import given, strategies as st

from newsroom.live.cursors import seal, unseal

KEY = b"a key"


@given(st.integers(0, 2**63), st.integers(1, 2**31), st.integers(1, 2**31))
def test_a_cursor_leads_back_to_its_number(sequence, person, project):
    assert unseal(KEY, person, project, seal(KEY, person, project, sequence)) == sequence


def test_a_cursor_looks_different_each_time():
    assert len({seal(KEY, 1, 1, 7) for _ in range(50)}) == 50


def test_a_cursor_of_somebody_else_or_elsewhere_counts_for_nothing():
    cursor = seal(KEY, 1, 1, 7)
    assert unseal(KEY, 2, 1, cursor) is None
    assert unseal(KEY, 1, 2, cursor) is None
    assert unseal(b"another key", 1, 1, cursor) is None


@pytest.mark.parametrize("cursor", ["", "7", "x" * 40, "é", "A" * 39, "=" * 40, "A" * 4000])
def test_what_is_no_cursor_counts_for_nothing(cursor):
    assert unseal(KEY, 1, 1, cursor) is None


def test_a_changed_letter_counts_for_nothing():
    cursor = seal(KEY, 1, 1, 7)
    for place in range(len(cursor)):
        other = "A" if cursor[place] != "A" else "B"
        assert unseal(KEY, 1, 1, cursor[:place] + other + cursor[place + 1 :]) is None
