"""What templates say of a passage."""

import pytest

from newsroom.templatetags.newsroom import is_quoted


@pytest.mark.parametrize(
    "text", ["“We will stay,”", "“We will stay”", "„Kein Wille“", '"real willingness"', "«Нет»", "「いいえ」"]
)
def test_a_passage_may_bring_its_own_quotation_marks(text):
    assert is_quoted(text)


@pytest.mark.parametrize("text", ["", "“", "said “we will stay”", "“We will” stay"])
def test_marks_at_one_end_are_part_of_the_words(text):
    assert not is_quoted(text)
