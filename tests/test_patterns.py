"""Regular expressions take time that grows with the text, and not with its square: on texts made to hurt each of them."""

import re
import time

import pytest

from newsroom.importers import bylines, decoding, partial
from tests.patterns import Used, compiled_inside, texts, used

LENGTHS = (25, 400, 36_000)
LONGEST = 0.06
"""Seconds of CPU for the longest text; what grows with the square takes several times as long."""
STEEP = 8
"""How much longer four times the text may take, on a machine that is too slow for the limit: the square takes sixteen times as long."""
BOUNDED = {
    "newsroom.importers.bylines._ADDRESS": bylines.LONGEST,
    "newsroom.importers.bylines._JOINTS": bylines.LONGEST,
    "newsroom.importers.decoding._LANGUAGE": decoding.BEGINNING,
    "newsroom.importers.decoding._META": decoding.BEGINNING,
    "newsroom.importers.html_phrases._ABOUT": 120,
    "newsroom.importers.partial._MORE": partial._TAIL,
}
"""How many characters at the most a pattern is given, by its place."""


def seconds(pattern, method, text):
    data = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    found = getattr(pattern, method)(data)
    if method == "finditer":
        for _each in found:
            pass
    return time.process_time() - began


def too_long(pattern, method, parts, length):
    lead, pump, end = parts
    taken = seconds(pattern, method, lead + pump * (length // len(pump)) + end)
    return taken > LONGEST and taken > STEEP * seconds(pattern, method, lead + pump * (length // 4 // len(pump)) + end)


def slow(pattern, method, most=LENGTHS[-1]):
    """The first text on which the pattern takes too long, twice in a row; None where there is none."""
    for lead, pump, end in texts(pattern):
        for length in sorted({min(length, most) for length in LENGTHS}):
            if all(too_long(pattern, method, (lead, pump, end), length) for _again in range(2)):
                return f"{method} of {lead!r} + {pump!r} * {length // len(pump)} + {end!r}"
    return None


PATTERNS = {f"{each.place} {number}": each for number, each in enumerate(used())}


@pytest.mark.parametrize("name", PATTERNS)
def test_it_takes_no_longer_than_its_text(name):
    each = PATTERNS[name]
    for method in sorted(each.methods):
        assert slow(each.pattern, method, BOUNDED.get(each.place, LENGTHS[-1])) is None


@pytest.mark.parametrize("bad", [r"(a+)+$", r"\s+$", r"<b>.*?</b>", r"^(?:\w+\s?)*,$", r"(?:x+x+)+y"])
def test_a_pattern_that_would_is_found(bad):
    assert slow(re.compile(bad), "search")


def test_the_site_has_patterns_and_all_of_them_are_found():
    assert len(PATTERNS) > 150
    assert all(isinstance(each, Used) and each.methods for each in PATTERNS.values())


def test_patterns_are_compiled_where_they_can_be_looked_at():
    """But for those that are made of names: a name is escaped, and what is made for a language is among the patterns."""
    assert compiled_inside() == {
        "annotations/saying.py:_compiled",
        "annotations/saying.py:_pattern",
        "annotations/speech.py:_places",
        "newsroom/importers/marks.py:_runs",
    }


def test_what_is_bounded_is_there():
    assert set(BOUNDED) <= {each.place for each in PATTERNS.values()}
