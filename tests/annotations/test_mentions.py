"""Names in a text: who is meant, and what stays plain text."""

import pytest
from hypothesis import given, strategies as st

from annotations.mentions import MOST, added, handles, pieces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@anna", ["anna"]),
        ("Thanks @anna, @ben.k.", ["anna", "ben.k"]),
        ("(@anna)", ["anna"]),
        ("@anna and @anna", ["anna"]),
        ("press@example.org", []),
        ("@", []),
        ("@@anna", []),
        ("see https://example.org/@anna", []),
    ],
)
def test_a_name_begins_with_an_at_sign_that_begins_a_word(text, found):
    assert handles(text) == found


def test_a_text_names_a_bounded_number_of_people():
    assert len(handles(" ".join(f"@p{number}" for number in range(100)))) == MOST


def test_a_change_names_those_alone_who_were_not_named_before():
    assert added("Ask @anna", "Ask @anna or @ben") == ["ben"]


def test_a_member_is_shown_by_today_s_name_and_a_stranger_stays_as_written():
    found = list(pieces("Ask @Anna or @nobody", {"anna": "Anna Berg"}))
    assert [(piece.text, piece.name) for piece in found] == [("Ask ", ""), ("@Anna", "Anna Berg"), (" or @nobody", "")]


@given(st.text(alphabet="@ab. \n", max_size=40))
def test_pieces_joined_are_the_text(text):
    assert "".join(piece.text for piece in pieces(text, {"a": "A", "ab": "B"})) == text
