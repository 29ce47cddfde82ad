"""Short cuts that must say what the long way says: whole addresses, runs of combining marks."""

import unicodedata
from urllib.parse import urljoin

import pytest
from hypothesis import given, strategies as st

from newsroom.importers.links import link
from newsroom.importers.marks import MOST_MARKS, limit_marks, tidy
from newsroom.text import clean

PIECES = ("http:", "https:", "HTTP:", "//", "/", "a.example", "?", "#", ";", "..", "b=1", ":80", "%20", "ä", "x@y")
BASES = ("http://daily.example/a/b?c", "https://daily.example")


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join), st.sampled_from(BASES))
def test_a_link_is_what_the_standard_library_joins(address, base):
    found = link(address, base)
    assert found in ("", urljoin(base, address))


@pytest.mark.parametrize("mark", ["\u0301", "\u0e38", "\U0001d165"])
def test_a_long_run_of_marks_is_cut_on_every_plane(mark):
    assert limit_marks("a" + mark * 500 + "b") == "a" + mark * MOST_MARKS + "b"


def test_marks_that_a_removed_character_parts_are_one_run():
    assert len(limit_marks("a" + "\u0301\u0323\ufeff" * 100)) < 100


@given(st.text(alphabet="ae\u0301\u0323\U0001d165\ufeff\x07 한あ", max_size=90))
def test_no_run_is_longer_whatever_stands_between(text):
    run = longest = 0
    for character in clean(limit_marks(text)):
        run = run + 1 if unicodedata.combining(character) else 0
        longest = max(longest, run)
    assert longest <= MOST_MARKS


@given(st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=40))
def test_plain_letters_are_cleaned_the_same_the_short_way(text):
    assert tidy(text) == clean(text)
