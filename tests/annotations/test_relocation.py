"""Passages in an edited text: where they are, and what may be said of them."""

import pytest
from hypothesis import assume, given, strategies as st

from annotations.anchoring import Relocation, relocate
from newsroom.graphemes import cluster_end, cluster_start
from tests.annotations.texts import texts

AHEAD = "The council met on Monday. Nobody expected much. The doors stayed closed until noon."
BEHIND = "Outside, some forty people waited. It began to rain. The meeting ended at six."


def found(before, after, words, nth=0):
    """Relocate the nth place of ``words``; return the relocation and the words there."""
    start = -1
    for _ in range(nth + 1):
        start = before.index(words, start + 1)
    [place] = relocate(before, after, [(start, start + len(words))])
    return place, None if place.start is None else after[place.start : place.end]


@st.composite
def edits(draw):
    """Two texts that have pieces in common, and passages of the first that cut no character."""
    pieces = draw(st.lists(texts, min_size=1, max_size=6))
    others = draw(st.lists(st.sampled_from(pieces) | texts, min_size=1, max_size=6))
    before, after = "\n\n".join(pieces), draw(st.sampled_from(["\n\n", " "])).join(others)
    assume(before)
    spans = []
    for _ in range(draw(st.integers(1, 4))):
        start = cluster_start(before, draw(st.integers(0, len(before) - 1)))
        spans.append((start, cluster_end(before, draw(st.integers(start + 1, len(before))))))
    return before, after, spans


@given(edits())
def test_a_text_that_did_not_change_keeps_every_passage(drawn):
    before, _, spans = drawn
    assert relocate(before, before, spans) == [Relocation("exact", start, end, 1.0) for start, end in spans]


@given(edits())
def test_exact_and_moved_are_said_of_identical_words_only(drawn):
    before, after, spans = drawn
    for (start, end), place in zip(spans, relocate(before, after, spans), strict=True):
        if place.status in ("exact", "moved"):
            assert after[place.start : place.end] == before[start:end]
            assert place.score == 1
        else:
            assert 0 <= place.score < 1


@given(edits())
def test_places_lie_in_the_text_and_cut_no_character(drawn):
    before, after, spans = drawn
    for place in relocate(before, after, spans):
        if place.status == "lost":
            assert (place.start, place.end, place.score) == (None, None, 0)
            continue
        assert 0 <= place.start < place.end <= len(after)
        assert cluster_start(after, place.start) == place.start
        assert cluster_end(after, place.end) == place.end


sentences = st.lists(st.sampled_from("talks war vote bank court tax fire rain peace law oil".split()), min_size=4).map(
    lambda words: " ".join(words)
)


@given(st.lists(sentences, min_size=9, max_size=9), st.lists(sentences, max_size=4), st.lists(sentences, max_size=4))
def test_edits_far_from_a_passage_leave_it_exact(middle, ahead, behind):
    middle = [f"Number {index}: {words}, they said at length." for index, words in enumerate(middle)]
    before = ["One thing is over.", *middle, "Another thing begins."]
    after = [*(words + "?" for words in ahead), *middle, *(words + "!" for words in behind)]
    place, words = found(" ".join(before), " ".join(after), middle[4])
    assert (place.status, words) == ("exact", middle[4])


def test_the_order_of_spans_is_kept_and_repeated_spans_agree():
    before, after = "One. Two. Three.", "Zero. One. Two. Three."
    spans = [(10, 16), (0, 4), (10, 16)]
    assert [place.start for place in relocate(before, after, spans)] == [16, 6, 16]


@pytest.mark.parametrize("span", [(0, 0), (5, 2), (-1, 3), (0, 99)])
def test_a_span_that_is_empty_or_outside_is_refused(span):
    with pytest.raises(ValueError, match="empty or not in the text"):
        relocate("Some text.", "Other text.", [span])


@pytest.mark.parametrize("after", ["", "\n\n", "Ganz andere Wörter in einer anderen Sprache."])
def test_a_text_that_is_gone_loses_its_passages(after):
    assert found(AHEAD, after, "Nobody expected much.")[0].status == "lost"


def test_a_sentence_that_was_taken_out_is_lost():
    assert found(f"{AHEAD} {BEHIND}", f"{AHEAD} It began to rain.", "The meeting ended at six.")[0].status == "lost"


def test_a_paragraph_put_elsewhere_is_moved():
    before, after = f"{AHEAD}\n\n{BEHIND}\n\nThe end.", f"{BEHIND}\n\n{AHEAD}\n\nThe end."
    assert [found(before, after, words)[0].status for words in (AHEAD, BEHIND)] == ["moved", "moved"]


def test_two_sentences_of_a_moved_paragraph_stay_together():
    before, after = f"{AHEAD}\n\n{BEHIND}\n\nThe end.", f"{BEHIND}\n\n{AHEAD}\n\nThe end."
    for words in ("much. The doors", "began to rain. The meeting"):
        assert found(before, after, words)[1] == words


def test_a_short_word_in_a_moved_paragraph_goes_with_it():
    before, after = f"{AHEAD}\n\nIt rained.\n\n{BEHIND}", f"{BEHIND}\n\n{AHEAD}\n\nIt rained."
    place, _ = found(before, after, "It", nth=1)
    assert place.start == after.index("It began")


def test_a_word_repeated_in_an_edited_text_stays_with_its_sentence():
    before = "He said no. She said no. They said no."
    after = "Then he said no again. She said no. They said no."
    assert found(before, after, "no", nth=1)[0].start == after.index("no", after.index("She"))


def test_near_words_are_changed_and_scored():
    place, words = found(f"{AHEAD} {BEHIND}", f"{AHEAD} {BEHIND.replace('forty', '400')}", "some forty people waited")
    assert (place.status, words, place.typographic) == ("changed", "some 400 people waited", False)
    assert 0.8 < place.score < 1


@pytest.mark.parametrize(
    ("old", "new", "typographic"),
    [
        ('"We will stay" - all of us...', "“We will stay” – all of us…", True),
        ("three  words here", "three words here", True),
        ("“We will stay”", "We will stay", False),
        ("lost 12 500 votes", "lost 12500 votes", False),
        ("the Polish vote", "the polish vote", False),
    ],
)
def test_typography_alone_is_told_apart_from_wording(old, new, typographic):
    place, words = found(f"{AHEAD} {old} {BEHIND}", f"{AHEAD} {new} {BEHIND}", old)
    assert (place.status, words, place.typographic) == ("changed", new, typographic)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("The toll rose to 12 on Monday.", "The toll rose to 12,000 on Monday.", "The toll rose to 12"),
        ("They can win.", "They can't win.", "They can"),
        ("He blamed Putin again.", "He blamed Putin's wife again.", "He blamed Putin"),
    ],
)
def test_a_word_that_grew_at_the_edge_is_a_change(old, new, words):
    place, _ = found(f"{AHEAD} {old} {BEHIND}", f"{AHEAD} {new} {BEHIND}", words)
    assert (place.status, place.typographic) == ("changed", False)


@pytest.mark.parametrize("new", ["Officials doubt that Macron agreed.", "Macron agreed, a blogger claimed."])
def test_words_put_in_front_of_a_whole_sentence_or_behind_it_are_a_change(new):
    place, words = found(f"{AHEAD} Macron agreed. {BEHIND}", f"{AHEAD} {new} {BEHIND}", "Macron agreed")
    assert (place.status, words) == ("changed", "Macron agreed")


def test_a_new_bullet_is_no_change():
    assert found(f"{AHEAD}\n\n{BEHIND}", f"{AHEAD}\n\n- {BEHIND}", BEHIND)[0].status == "moved"


def test_old_words_cited_in_a_correction_are_not_where_the_passage_went():
    old, new = "Russia has refused every offer of talks", "Russia accepted all the offers of talks"
    note = f"Correction: an earlier version of this page said that {old}."
    place, words = found(f"{AHEAD} {old}. {BEHIND}", f"{AHEAD} {new}. {BEHIND}\n\n{note}", old)
    assert (place.status, words) == ("changed", new)


def test_a_word_is_not_found_within_another():
    assert found(f"{AHEAD} The art fair opens. {BEHIND}", f"{AHEAD} The party opens. {BEHIND}", "art")[1] != "art"


def test_a_passage_over_several_paragraphs_stays_exact():
    text = f"First words.\n\n{AHEAD}\n\n{BEHIND}\n\nMore, and more again.\n\nSome. Last words."
    words = f"{AHEAD[-30:]}\n\n{BEHIND[:30]}"
    assert found(text, text.replace("Last", "Final"), words)[0].status == "exact"


def test_a_sentence_of_another_script_is_found():
    before = "会议在周一举行。俄罗斯没有真正的谈判意愿。外面下着雨。"
    after = "会议在周二举行。俄罗斯有真正的谈判意愿。外面下着雨。"
    place, words = found(before, after, "俄罗斯没有真正的谈判意愿")
    assert (place.status, words) == ("changed", "俄罗斯有真正的谈判意愿")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 20_000, "a " * 15_000 + "b " * 500),
        ("a b " * 10_000, "b a c " * 6_000),
        ("a" * 60_000, "a" * 30_000 + "b" + "a" * 29_999),
        ("你好世界他说不" * 4_000, "你好世界他说有" * 4_000),
        ("x\n\n" * 10_000, "y\n\nx\n\n" * 8_000),
        ("word. " * 9_000, "\u0301" * 20_000),
    ],
    ids=["one word", "two words", "one letter", "no spaces", "short blocks", "marks only"],
)
def test_texts_made_to_be_slow_are_answered(before, after):
    spans = [(start, start + 60) for start in range(0, len(before) - 60, len(before) // 100)]
    for (start, end), place in zip(spans, relocate(before, after, spans), strict=True):
        assert place.status not in ("exact", "moved") or after[place.start : place.end] == before[start:end]
