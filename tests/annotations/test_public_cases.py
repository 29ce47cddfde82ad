"""Public cases of approximate search and of text fragments, where they apply to stored text (docs/anchoring.md)."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from annotations.anchoring import Misplaced, Selector, place, relocate

DATA = Path(__file__).parents[1] / "data"
APPROXIMATE = json.loads((DATA / "approx_string_match.json").read_text(encoding="utf-8"))["cases"]
FRAGMENTS = json.loads((DATA / "wpt_text_fragments.json").read_text(encoding="utf-8"))["find_range"]
TEXT = FRAGMENTS["target_text"]


def code_points(text, units):
    """Their offsets count UTF-16 units."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "replace"))


@pytest.mark.parametrize(
    "case", [case for case in APPROXIMATE if case["pattern"]], ids=lambda case: case["pattern"][:20]
)
def test_a_pattern_that_became_the_text_is_found_there_and_never_passed_off_as_the_same_words(case):
    text, pattern = case["text"], case["pattern"]
    [found] = relocate(pattern, text, [(0, len(pattern))])
    if found.status in ("exact", "moved"):
        assert text[found.start : found.end] == pattern
    if found.start is None:
        assert not case["min_error_matches"]
        return
    places = [(code_points(text, best["start"]), code_points(text, best["end"])) for best in case["min_error_matches"]]
    assert not places or any(start < found.end and found.start < end for start, end in places)


def parsed(directive):
    """Return quote, prefix and suffix of a directive; no quote where it is a range."""
    parts = directive.split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    return unquote(parts[0]) if len(parts) == 1 else "", prefix, suffix


SINGLE = [case for case in FRAGMENTS["cases"] if parsed(case["directive"])[0]]
IN_TEXT = [case for case in SINGLE if case["found"] and parsed(case["directive"])[0] in TEXT]


def test_only_words_on_both_sides_of_a_picture_are_not_in_a_stored_text():
    assert [case["note"] for case in SINGLE if case["found"] and case not in IN_TEXT] == ["across an image"]


@pytest.mark.parametrize("case", IN_TEXT, ids=lambda case: case["directive"])
def test_what_a_browser_finds_is_placed_in_its_context(case):
    quote, prefix, suffix = parsed(case["directive"])
    found = place(TEXT, Selector(-1, -1, quote, prefix, suffix))
    assert TEXT[found.start : found.end] == quote
    if "[" not in TEXT[: found.start].splitlines()[-1]:  # what stands in brackets is a picture or a frame
        assert TEXT[: found.start].rstrip().endswith(prefix)
        assert TEXT[found.end :].lstrip().startswith(suffix)


@pytest.mark.parametrize("case", [case for case in SINGLE if not case["found"]], ids=lambda case: case["directive"])
def test_what_a_browser_does_not_find_is_refused_or_is_part_of_a_word_or_has_another_context(case):
    quote, prefix, suffix = parsed(case["directive"])
    try:
        found = place(TEXT, Selector(-1, -1, quote, prefix, suffix))
    except Misplaced:
        return
    around = TEXT[found.start - 1 : found.start] + TEXT[found.end : found.end + 1]
    assert prefix or suffix or any(map(str.isalnum, around))
