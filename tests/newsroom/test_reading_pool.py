"""Articles read in processes beside: in order, and those that end their process take no other with them."""

import os

from newsroom.importers.notices import Refused
from newsroom.reading_pool import read_all
from newsroom.working import bounds

DEADLY = {7, 25, 26, 99}


def read(number):
    if number in DEADLY:
        os._exit(9)
    return number * number


def lost(number, why):
    return f"{number}: {why.code}"


def greedy(number):
    """One of them wants more memory than there is."""
    try:
        with bounds.limited(20):
            return len(bytearray(10**12 if number == 3 else 10))
    except Refused as refused:
        return str(refused)


def test_all_are_read_in_their_order():
    assert list(read_all(range(8, 25), read, lost)) == [number * number for number in range(8, 25)]
    assert list(read_all([], read, lost)) == []


def test_those_that_end_their_process_are_named_and_the_others_go_on():
    found = list(read_all(range(100), read, lost))
    assert found == [f"{number}: stopped-reader" if number in DEADLY else number * number for number in range(100)]


def test_one_that_wants_too_much_memory_is_told_so_and_the_others_go_on():
    found = list(read_all(range(12), greedy, lost))
    assert "needs too much memory" in found[3]
    assert [each for each in found if each != found[3]] == [10] * 11
