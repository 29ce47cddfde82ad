"""Placing a selection: by position, by its words, by what stands around it, or not at all."""

import json
from pathlib import Path

import lxml.html
import pytest
from hypothesis import assume, given, strategies as st

from annotations.anchoring import Misplaced, Place, Selector, context, describe, place, relocate
from newsroom.graphemes import cluster_end, cluster_start
from tests.annotations.texts import texts

DATA = Path(__file__).parents[1] / "data"
HYPOTHESIS = json.loads((DATA / "hypothesis_match_quote.json").read_text(encoding="utf-8"))
APACHE = json.loads((DATA / "apache_annotator_match.json").read_text(encoding="utf-8"))["cases"]
TEXT = "we had everything before us, we had nothing before us"


def reason(text, selector):
    with pytest.raises(Misplaced) as caught:
        place(text, selector)
    return caught.value.reason


@st.composite
def selections(draw):
    text = draw(texts)
    assume(text)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(selections())
def test_what_a_browser_sends_is_placed_where_it_stood(drawn):
    text, start, end = drawn
    try:
        found = place(text, describe(text, start, end))
    except Misplaced as refused:
        assert refused.reason == "empty"
        return
    assert 0 <= found.start < found.end <= len(text)
    assert found.how == "position"
    assert text[start:end].strip() in text[found.start : found.end]


@given(selections())
def test_a_place_never_cuts_a_character(drawn):
    text, start, end = drawn
    assume(not text[start:end].isspace())
    try:
        found = place(text, describe(text, start, end))
    except Misplaced:
        return
    assert cluster_start(text, found.start) == found.start
    assert cluster_end(text, found.end) == found.end


@given(selections(), st.text(max_size=5))
def test_a_wrong_position_never_gives_other_words(drawn, noise):
    text, start, end = drawn
    try:
        found = place(noise + text, describe(text, start, end))
    except Misplaced as refused:
        assert refused.reason in ("empty", "ambiguous", "not found")
        return
    assert " ".join(text[start:end].split()) in " ".join((noise + text)[found.start : found.end].split())


@pytest.mark.parametrize("case", HYPOTHESIS["cases"], ids=lambda case: f"{case['kind']} {case['quote'][:12]}")
def test_quotes_of_the_hypothesis_client(case):
    text = HYPOTHESIS["texts"].get(case.get("text", ""), case.get("text_literal"))
    selector = Selector(-1, -1, case["quote"], case.get("prefix", ""), case.get("suffix", ""))
    if case["kind"] == "null":
        assert reason(text, selector) in ("empty", "outside")
        return
    found = place(text, selector)
    assert text[found.start : found.end] == case["expect_text"]
    assert found.start == case.get("expect_start", found.start)


QUOTES = [case for case in APACHE if "text-quote" in case["suite"] and case["selector"]["exact"]]


@pytest.mark.parametrize("case", QUOTES, ids=lambda case: case["name"])
def test_quotes_of_apache_annotator(case):
    text = lxml.html.document_fromstring(case["html"]).text_content()
    wanted, quote = case["expected"], case["selector"]["exact"]
    selector = Selector(-1, -1, quote, case["selector"].get("prefix", ""), case["selector"].get("suffix", ""))
    if len(wanted) > 1:
        assert reason(text, selector) == "ambiguous"
    elif wanted:
        found = place(text, selector)
        assert text[found.start : found.end] == quote
        assert found.start == wanted[0]["startOffset"] or "/u" in wanted[0]["endContainerXPath"] or "/i" in str(wanted)
    elif quote not in text:
        assert reason(text, selector) == "outside"
    else:  # their prefix is a condition; ours chooses between several places and one is no choice
        assert place(text, selector).how == "quote"


def test_positions_of_apache_annotator_count_code_points():
    case = next(case for case in APACHE if "text-position" in case["suite"] and case["name"] == "simple")
    text = lxml.html.document_fromstring(case["html"]).text_content()
    start, end = case["selector"]["start"], case["selector"]["end"]
    assert text[start:end] == "dolor am"
    assert place(text, describe(text, start, end)) == Place(start, end, "position")


@pytest.mark.parametrize(
    ("selector", "wanted"),
    [
        (Selector(5, 5, ""), "empty"),
        (Selector(6, 7, " "), "empty"),
        (Selector(0, 3, "\u200d\u202e"), "empty"),
        (Selector(50, 900, "what is not there"), "outside"),
        (Selector(-5, 3, "what is not there"), "outside"),
        (Selector(9, 3, "what is not there"), "outside"),
        (Selector(0, 5, "what is not there"), "not found"),
        (Selector(0, 5, "before us"), "ambiguous"),
        (Selector(0, 5, "before us", "unrelated", "words"), "ambiguous"),
    ],
)
def test_what_has_no_one_place_is_refused_with_its_reason(selector, wanted):
    assert reason(TEXT, selector) == wanted


def test_the_context_decides_between_equal_words():
    assert place(TEXT, Selector(0, 3, "before us", prefix="we had nothing ")) == Place(44, 53, "context")


def test_an_offset_past_the_end_is_forgiven_when_the_words_stand_once():
    assert place(TEXT, Selector(35, 10_000, "nothing")) == Place(36, 43, "quote")


def test_white_space_at_the_ends_is_left_out_and_line_ends_of_a_form_do_no_harm():
    text = "One.\n\nTwo words."
    assert place(text, Selector(3, 10, ".\r\n\r\nTwo ")) == Place(3, 9, "position")
    assert place(text, Selector(4, 10, "\n\nTwo ")) == Place(6, 9, "position")


def test_half_an_emoji_becomes_the_whole():
    text = "a 👨‍👩‍👧 b"
    assert place(text, describe(text, 4, 5)) == Place(2, 7, "position")


def test_thousands_of_places_are_ambiguous_and_not_compared():
    assert reason("a " * 100_000, Selector(-1, -1, "a", "a a", "a a")) == "ambiguous"


def test_context_stops_at_the_ends_of_the_text():
    assert context("abc", 1, 2) == ("a", "c")


def test_a_new_title_moves_the_text_and_loses_only_what_changed():
    body = "Same words. Much later, after a whole long sentence of its own: Same words."
    before, after = f"Old title here\n\n{body}", f"New title\n\n{body}"
    spans = [(0, 14), (16, 27), (80, 91)]
    found = relocate(before, after, spans)
    assert [place.status for place in found] == ["lost", "moved", "exact"]
    assert [after[p.start : p.end] for p in found[1:]] == ["Same words.", "Same words."]
    assert (found[1].start, found[2].start) == (11, 75)


@given(texts, texts, texts, st.data())
def test_relocation_gives_the_same_words_or_none(head, middle, other, data):
    before, after = f"{head} {middle}", f"{other} {middle}"
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    [found] = relocate(before, after, [(start, end)])
    if found.start is not None:
        assert after[found.start : found.end].split() == before[start:end].split() or found.status != "exact"


def test_an_unchanged_text_keeps_every_passage():
    assert [found.status for found in relocate(TEXT, TEXT, [(0, 2), (18, 27), (44, 53)])] == ["exact"] * 3
