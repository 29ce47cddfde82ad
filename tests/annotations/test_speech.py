"""Proposals: the form from quotation marks, the speaker from names of the article."""

import pytest
from hypothesis import given, strategies as st

from annotations.speech import guess_form, propose_speaker
from tests.annotations.texts import texts

SPEECH = 'He said. "It is being prepared and so talks go on," Macron said. "I think it would be useful."'


def form(text, passage):
    start = text.index(passage)
    return guess_form(text, start, start + len(passage))


@pytest.mark.parametrize(
    ("text", "passage", "wanted"),
    [
        (SPEECH, "It is being prepared", "direct"),
        (SPEECH, '"I think it would be useful."', "direct"),
        (SPEECH, SPEECH[9:], "direct"),
        (SPEECH, "Macron said", "indirect"),
        ('Russia has no "real willingness" to talk', 'Russia has no "real willingness"', "partly_quoted"),
        ("He said “we will go” today", "we will go", "direct"),
        ("Er sagte: „Wir gehen“ und ging", "Wir gehen", "direct"),
        ("Er sagte: „Wir gehen“ und ging", "und ging", "indirect"),
        ("Il a dit « nous partons » hier", "nous partons", "direct"),
        ("Er sagte: »Wir gehen« und ging", "Wir gehen", "direct"),
        ("他说「我们走」然后", "我们走", "direct"),
        ("他说「我们走」然后", "然后", "indirect"),
        ("It's Macron's and don't", "Macron's", "indirect"),
        ("“Still open, they said\n\nNext one here", "Next one", "indirect"),
        ("“Still open, they said\n\nNext one here", "open", "direct"),
    ],
)
def test_the_form_follows_the_quotation_marks(text, passage, wanted):
    assert form(text, passage) == wanted


@given(texts, st.data())
def test_any_passage_has_a_form(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert guess_form(text, start, end) in ("direct", "partly_quoted", "indirect")


NAMES = [("m", "Emmanuel Macron"), ("p", "Vladimir Putin"), ("k", "Kremlin"), ("z", "王毅")]


def speaker(text, passage, names=NAMES):
    start = text.index(passage)
    return propose_speaker(text, start, start + len(passage), 0, len(text), names)


def test_the_nearest_name_before_the_passage_is_proposed():
    assert speaker("Putin left. Macron said that talks go on. Kremlin too.", "talks go on") == "m"


def test_without_a_name_before_it_the_first_one_inside_or_after_is_proposed():
    assert speaker('"It is prepared," Macron said after Putin.', "It is prepared") == "m"
    assert speaker("The Kremlin sees no need, Putin said.", "The Kremlin sees no need") == "k"


def test_names_are_whole_words_and_last_words_keep_their_case():
    assert speaker("Macronism and the putin of it: talks go on", "talks go on") is None
    assert speaker("emmanuel macron's talks go on", "talks go on") == "m"


def test_scripts_without_spaces_have_names_too():
    assert speaker("外交部长王毅表示和平", "和平") == "z"


def test_a_last_word_that_two_share_names_nobody():
    names = [("a", "Ann Lee"), ("b", "Bob Lee")]
    assert speaker("Lee said no", "no", names) is None
    assert speaker("Lee and Bob Lee said no", "no", names) == "b"


def test_names_in_other_blocks_do_not_count():
    text = "Macron spoke.\n\nTalks go on."
    assert propose_speaker(text, 15, 20, 15, 27, NAMES) is None


def test_a_name_is_no_pattern():
    assert speaker("a.b said .* and (", "said", [("x", ".*"), ("y", "("), ("e", " ")]) == "x"
