"""Code points and UTF-16 units: 1,500 texts with emoji, combining marks and many scripts."""

import json
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given, strategies as st

from annotations.anchoring import Misplaced, describe, place
from annotations.offsets import code_point_offset, utf16_length, utf16_offset

CASES = json.loads((Path(__file__).parents[1] / "data" / "offset_cases.json").read_text(encoding="utf-8"))


def test_every_known_span_has_its_utf16_offsets_and_back():
    assert len(CASES) == 1_500
    for case in CASES:
        for span in case["spans"]:
            text = case["text"]
            assert [utf16_offset(text, at) for at in span["cp"]] == span["utf16"]
            assert [code_point_offset(text, at) for at in span["utf16"]] == span["cp"]
            assert text[slice(*span["cp"])] == span["exact"]


def test_every_known_span_is_placed_where_it_stands_or_grown_to_whole_characters():
    refused = []
    for case in CASES:
        for start, end in (span["cp"] for span in case["spans"]):
            passage = case["text"][start:end]
            try:
                found = place(case["text"], describe(case["text"], start, end))
            except Misplaced:
                refused.append(passage)
                continue
            assert found.how == "position"
            assert passage.strip() in case["text"][found.start : found.end]
    assert {category(character) for passage in refused for character in passage} <= {"Zs", "Cf", "Cc", "Zl", "Zp"}


@given(st.text(), st.integers(0, 50))
def test_offsets_survive_the_way_there_and_back(text, offset):
    offset = min(offset, len(text))
    assert code_point_offset(text, utf16_offset(text, offset)) == offset


@pytest.mark.parametrize(("function", "offset"), [(utf16_offset, 3), (utf16_offset, -1), (code_point_offset, 4)])
def test_an_offset_outside_the_text_is_refused(function, offset):
    with pytest.raises(ValueError, match="outside"):
        function("a😀", offset)


def test_half_a_pair_counts_to_its_start():
    assert code_point_offset("a😀b", 2) == 1
    assert utf16_length("a😀b") == 4
