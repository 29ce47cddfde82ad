"""The rule for plain text: what becomes headline, standfirst, paragraph, and what is dropped."""

from pathlib import Path

import pytest

from newsroom.importers import plain_text
from newsroom.importers.notices import Refused
from newsroom.importers.options import Options

SAMPLE = (Path(__file__).parents[2] / "data/macron-dialogue.txt").read_text("utf-8")
PARAGRAPH = "The ministers met on Tuesday and agreed on nothing that they were willing to write down."


def read(text, **options):
    return plain_text.read(text, Options(**options))


def body(draft):
    return [block.text for block in draft.body]


def codes(notices):
    return [notice.code for notice in notices]


def test_sample_gives_second_line_as_title_first_as_standfirst_and_six_paragraphs():
    draft = read(SAMPLE)
    lines = SAMPLE.split("\n")
    assert draft.title == lines[1] and not draft.title_made_up
    assert draft.title.startswith("Macron Preparing To Reopen Dialogue With Putin — Says")
    assert draft.standfirst == lines[0]
    assert [len(text) for text in body(draft)] == [301, 377, 228, 319, 354, 315]
    assert [block.kind for block in draft.blocks] == ["title", "standfirst"] + ["paragraph"] * 6
    assert (draft.byline, draft.outlet, draft.url, draft.published) == ("", "", "", "")


def test_sample_drops_and_lists_the_closing_phrase():
    draft = read(SAMPLE)
    assert [(dropped.where, dropped.text) for dropped in draft.dropped] == [(9, "Help us improve.")]
    assert "Help us improve" not in draft.layout().text


def test_dropped_line_can_be_restored():
    draft = read(SAMPLE, restore=frozenset([9]))
    assert body(draft)[-1] == "Help us improve."
    assert draft.dropped == ()


def test_title_and_standfirst_can_be_swapped():
    text = f"A shorter summary of what happened at the talks.\nTalks resume\n\n{PARAGRAPH}"
    draft = read(text, swap=True)
    assert (draft.title, draft.standfirst) == ("A shorter summary of what happened at the talks.", "Talks resume")
    assert [block.kind for block in draft.blocks] == ["title", "standfirst", "paragraph"]


def test_standfirst_too_long_for_a_title_is_not_swapped_and_said():
    draft = read(SAMPLE, swap=True)
    assert draft.title.startswith("Macron Preparing")
    assert codes(draft.warnings) == ["not-swapped"]


def test_title_above_standfirst_is_found_too():
    draft = read(f"Talks resume\nMinisters will meet again, the two sides said after a night in Geneva.\n\n{PARAGRAPH}")
    assert draft.title == "Talks resume"
    assert draft.standfirst.startswith("Ministers")


def test_without_blank_line_the_first_line_is_the_headline():
    draft = read(f"Talks resume in Geneva\n{PARAGRAPH}\n{PARAGRAPH}")
    assert draft.title == "Talks resume in Geneva"
    assert body(draft) == [PARAGRAPH, PARAGRAPH]


def test_headline_may_end_in_a_question_mark_or_initials_but_not_in_a_full_stop():
    assert read(f"Will talks resume?\n\n{PARAGRAPH}").title == "Will talks resume?"
    assert read(f"Talks resume in the U.S.\n\n{PARAGRAPH}").title == "Talks resume in the U.S."
    assert read(f"Talks resumed in Geneva.\n\n{PARAGRAPH}").title_made_up


def test_made_up_title_is_not_in_the_text():
    draft = read(f"{PARAGRAPH}\n\n{PARAGRAPH}")
    assert draft.title_made_up
    assert draft.title == PARAGRAPH[:80].strip()
    assert body(draft) == [PARAGRAPH, PARAGRAPH]
    assert draft.layout().text == f"{PARAGRAPH}\n\n{PARAGRAPH}"
    assert "title-made-up" in codes(draft.steps)


def test_byline_and_date_below_the_headline_are_no_paragraphs():
    draft = read(f"Talks resume in Geneva\nBy Jane Doe and Ali Öz\n3 February 2026\n\n{PARAGRAPH}\n\n{PARAGRAPH}")
    assert (draft.byline, draft.published, draft.standfirst) == ("By Jane Doe and Ali Öz", "3 February 2026", "")
    separate = read(f"Talks resume in Geneva\n\nBy Jane Doe\n\n{PARAGRAPH}")
    assert separate.byline == "By Jane Doe" and body(separate) == [PARAGRAPH]


def test_header_lines_become_fields_and_unknown_ones_are_listed():
    text = f"Title: Talks resume\nReporter: X\nSource: The Daily\nDate: 2026-02-03\nURL: https://d.example/a\n\n{PARAGRAPH}"
    draft = read(text)
    assert (draft.title, draft.outlet, draft.published) == ("Talks resume", "The Daily", "2026-02-03")
    assert draft.url == "https://d.example/a"
    assert [(dropped.where, dropped.text) for dropped in draft.dropped] == [(1, "Reporter: X")]
    assert body(read(text, restore=frozenset([1]))) == ["Reporter: X", PARAGRAPH]


def test_front_matter_is_read():
    draft = read(f"---\ntitle: 'Talks resume'\nlang: de\n---\n\n{PARAGRAPH}")
    assert (draft.title, draft.language, body(draft)) == ("Talks resume", "de", [PARAGRAPH])


def test_field_that_cannot_be_used_is_said():
    draft = read(f"Title: Talks\nURL: javascript:alert(1)\n\n{PARAGRAPH}")
    assert draft.url == ""
    assert codes(draft.warnings) == ["field-not-used"]


def test_sentence_with_a_colon_is_no_header():
    assert read(f"Breaking: talks resume\n\n{PARAGRAPH}").title == "Breaking: talks resume"


def test_hard_wrapped_text_is_joined_again():
    text = (
        "Talks resume in Geneva\n\n"
        "The ministers met on Tuesday and agreed on nothing that they were willing\n"
        "to write down, three people who were in the room said. They will meet once\n"
        "more in March.\n\n"
        "Neither side would say whether the exchange of prisoners had been discussed\n"
        "at all.\n"
    )
    draft = read(text)
    assert len(body(draft)) == 2
    assert body(draft)[0].endswith("They will meet once more in March.")
    assert "unwrapped" in codes(draft.steps)


def test_one_sentence_paragraphs_are_not_taken_for_wrapped_lines():
    lines = [f"The minister number {number} said that nothing at all had been agreed upon." for number in range(10, 20)]
    assert body(read("Talks resume\n\n" + "\n".join(lines))) == lines


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("line", ["One", "two", "three"]), ("blank_line", ["One\ntwo", "three"]), ("unwrap", ["One two", "three"])],
)
def test_person_says_what_a_paragraph_is(choice, expected):
    assert body(read("Talks resume\n\nOne\ntwo\n\nthree", paragraphs=choice)) == expected


def test_person_says_where_the_title_is():
    text = "First line here\nSecond line here\n\nThird"
    assert read(text, layout="first_line").title == "First line here"
    assert read(text, layout="second_line").title == "Second line here"
    assert read(text, layout="second_line").standfirst == "First line here"
    assert read(text, layout="none").title_made_up
    assert codes(read(text, layout="headers").warnings) == ["no-headers"]


def test_first_paragraph_can_be_made_the_standfirst():
    draft = read(f"Talks resume\n\nA summary.\n\n{PARAGRAPH}", second_is_standfirst=True)
    assert (draft.standfirst, body(draft)) == ("A summary.", [PARAGRAPH])


def test_list_of_closing_phrases_can_be_replaced():
    text = f"Talks resume\n\n{PARAGRAPH}\nHelp us improve.\nThe end, folks"
    draft = read(text, boilerplate=("the end",))
    assert [dropped.text for dropped in draft.dropped] == ["The end, folks"]
    assert body(draft)[-1] == "Help us improve."


def test_title_of_5000_characters_is_kept_as_a_paragraph():
    draft = read(f"Title: {'long ' * 1000}\n\n{PARAGRAPH}")
    assert draft.title_made_up and len(draft.title) <= 80
    assert len(draft.body) == 2 and len(draft.body[0].text) == 4999
    assert codes(draft.warnings) == ["title-too-long"]


def test_one_line_of_a_million_characters_is_one_paragraph_with_a_warning():
    draft = read("word " * 200_000)
    assert len(draft.body) == 1 and draft.title_made_up
    assert codes(draft.warnings) == ["long-paragraph"]


def test_chinese_headline_is_counted_double():
    draft = read("马克龙准备恢复对话\n\n法国总统周二表示。\n\n他没有说明细节。")
    assert draft.title == "马克龙准备恢复对话"


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200d\u200c", "\x00"[:0]])
def test_text_without_words_is_refused(text):
    with pytest.raises(Refused) as refused:
        read(text)
    assert refused.value.code == "empty"


def test_more_paragraphs_than_a_page_can_show_are_refused():
    with pytest.raises(Refused) as refused:
        read("x\n" * 50_001)
    assert refused.value.code == "too-many-blocks"
