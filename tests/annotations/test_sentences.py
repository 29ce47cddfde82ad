"""Sentences: decided once, in every script, never across a block."""

import time

import pytest
from hypothesis import given

from newsroom.sentences import WINDOW, sentence_at, sentence_span, sentences
from newsroom.text import Draft, compose
from tests.annotations.texts import layouts


def split(text, language):
    layout = compose([Draft("paragraph", text)])
    return [layout.text[start:end] for start, end in sentences(layout.text, layout.blocks, language)]


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "en",
            ["He met Mr. Smith in the U.S. on Monday.", '"It is useful," Macron said.', '"But not now."', "He left."],
        ),
        ("en-GB", ["“I do not think so.”", "Prices rose by 3.5 percent.", "Why?"]),
        ("de", ["Am 3. Februar kam Dr. Müller nach Berlin.", "„Ich gehe.“", "Er ging."]),
        ("fr", ["Il a dit « Je pars. »", "Puis M. Dupont est parti.", "Est-ce vrai ?", "Oui !"]),
        ("ru", ["Он сказал: «Я ухожу».", "Потом г. Иванов ушёл."]),
        ("ar", ["ماذا قال؟", "قال إنه ذاهب.", "نعم."]),
        ("ur", ["وہ گیا۔", "کیا وہ آیا؟", "ہاں۔"]),
        ("hi", ["वह गया।", "क्या वह आया?", "हाँ।"]),
        ("", ["Hello there.", "Are you here?"]),
        ("../../etc", ["Hello there.", "Are you here?"]),
    ],
)
def test_sentences_of_many_languages(language, wanted):
    assert split(" ".join(wanted), language) == wanted


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("zh", ["他说：“我不知道。”", "然后离开了。", "真的吗？", "是的！", "「好。」", "他說。"]),
        ("ja", ["「そうです。」", "と彼は言った。", "本当ですか？"]),
        ("", ["他说。", "真的吗？"]),
    ],
)
def test_sentences_without_spaces_between_them(language, wanted):
    assert split("".join(wanted), language) == wanted


def test_thai_breaks_at_spaces_after_long_runs():
    found = split("ประเทศไทย เป็นประเทศ ที่มีความสวยงาม ผมชอบมาก " * 10, "th")
    assert len(found) > 3
    assert all(60 <= len(sentence) < 90 for sentence in found[:-1])


@given(layouts)
def test_sentences_hold_all_text_stay_in_their_blocks_and_have_no_white_space_at_the_ends(layout):
    found = sentences(layout.text, layout.blocks, "en")
    previous = 0
    for start, end in found:
        assert previous <= start < end
        assert layout.text[start:end] == layout.text[start:end].strip()
        assert any(block.start <= start and end <= block.end for block in layout.blocks)
        assert not layout.text[previous:start].strip()
        previous = end
    assert not layout.text[previous:].strip()


def test_a_lone_closing_mark_belongs_to_the_sentence_before_it():
    assert split("He left. ”\nShe stayed? …", "en") == ["He left. ”", "She stayed? …"]


def test_a_text_without_any_end_is_cut_at_a_space_and_never_inside_a_character():
    assert all(len(found) <= WINDOW for found in split("word " * 3_000, "en"))
    family = "👨‍👩‍👧x"
    assert all(len(found) % len(family) == 0 or found == "x" for found in split(family * 3_000, "en"))


@pytest.mark.parametrize(
    "piece", ["x", "他说。", "ประเทศไทย ", '"', "Mr. ", "e\u0301", "(a. ", "\n", "?\u0301", "한국. "]
)
def test_a_block_of_a_million_characters_takes_bounded_time(piece):
    text = "a" + (piece * 1_000_000)[:1_000_000]
    began = time.process_time()
    split(text, "zh")
    # Some 1.2 s at worst on a slow core; a quadratic rule would take hours.
    assert time.process_time() - began < 15


RANGES = [(0, 5), (6, 9), (11, 20)]


@pytest.mark.parametrize(("offset", "wanted"), [(0, (0, 5)), (5, (0, 5)), (6, (6, 9)), (10, (6, 9)), (99, (11, 20))])
def test_the_sentence_at_an_offset(offset, wanted):
    assert sentence_at(RANGES, offset) == wanted


def test_a_text_without_sentences_has_none_at_any_offset():
    with pytest.raises(ValueError, match="no sentence"):
        sentence_at([], 0)


@pytest.mark.parametrize(
    ("start", "end", "wanted"), [(1, 3, (0, 5)), (3, 7, (0, 9)), (5, 6, (5, 6)), (5, 7, (6, 9)), (0, 20, (0, 20))]
)
def test_the_sentences_that_a_passage_touches(start, end, wanted):
    assert sentence_span(RANGES, start, end) == wanted
