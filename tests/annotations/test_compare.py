"""Two wordings compared: which blocks belong together, which words differ, which highlights are touched."""

import re

import pytest
from hypothesis import given, strategies as st

from annotations.compare import compare, touched
from annotations.compare_markup import Mark, Words, both, earlier, later
from annotations.word_diff import Edit, words_edited
from newsroom.text import Draft, compose

WORDS = Words("removed:", "added:")
FIRST = "They met in Rome on Tuesday and spoke about grain and gas."
SECOND = "Nobody from the ministry was there, a person who had seen the list said."
THIRD = "The next round is planned for the spring, in a place that nobody would name."


def layout(*paragraphs, title="Talks fail in Rome", standfirst=""):
    head = [Draft("title", title), Draft("standfirst", standfirst)]
    return compose([*head, *(Draft("paragraph", words) for words in paragraphs)])


def kinds(comparison):
    return [row.kind for row in comparison.rows]


def plain(html):
    """The words of a rendering without its tags, and without what is only spoken."""
    spoken = re.sub(r'<span class="vh">[^<]*</span>', "", html)
    return re.sub(r"<[^>]+>", "", spoken).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_equal_wordings_have_nothing_but_equal_rows():
    old = layout(FIRST, SECOND)
    found = compare(old, old)
    assert kinds(found) == ["same", "same", "same"]
    assert found.words() == (0, 0)


def test_the_headline_comes_first_and_is_compared_with_the_headline():
    found = compare(layout(FIRST, title="Talks fail"), layout("Talks fail", FIRST, title="Grain flows again"))
    assert (found.rows[0].kind, found.rows[0].old, found.rows[0].new) == ("changed", (0, 1), (0, 1))
    assert kinds(found)[1:] == ["added", "same"]


def test_a_standfirst_that_came_is_new_and_one_that_went_is_gone():
    without, with_one = layout(FIRST), layout(FIRST, standfirst="In short: nothing.")
    assert kinds(compare(without, with_one)) == ["same", "added", "same"]
    assert kinds(compare(with_one, without)) == ["same", "removed", "same"]


def test_a_word_that_was_taken_out_is_the_only_edit():
    old, new = layout('He has shown no "real willingness" to stop.'), layout('He has shown "real willingness" to stop.')
    [edit] = compare(old, new).rows[1].edits
    assert (old.text[edit.b0 : edit.b1].strip(), new.text[edit.a0 : edit.a1], edit.is_typographic) == ("no", "", False)
    assert compare(old, new).words() == (1, 0)


@pytest.mark.parametrize(
    ("before", "after", "quiet"),
    [
        ('"It is so," he said - twice.', "“It is so,” he said – twice.", True),
        ("It is so .", "It is so.", True),
        ("The Polish envoy came.", "The polish envoy came.", False),
        ("Some 12 500 came.", "Some 12,500 came.", False),
        ('He spoke of "aid" there.', "He spoke of aid there.", False),
    ],
)
def test_typography_is_told_from_wording(before, after, quiet):
    row = compare(layout(before), layout(after)).rows[1]
    assert row.kind == "changed"
    assert row.is_quiet is quiet


def test_a_block_of_another_kind_with_the_same_words_is_quiet():
    old = compose([Draft("title", "T"), Draft("paragraph", "A line of words")])
    new = compose([Draft("title", "T"), Draft("heading", "A line of words", (), {"level": 2})])
    row = compare(old, new).rows[1]
    assert (row.kind, row.edits, row.is_quiet) == ("changed", (), True)


def test_split_and_joined_paragraphs_belong_together():
    apart, joined = layout(FIRST, SECOND, THIRD), layout(f"{FIRST} {SECOND}", THIRD)
    found = compare(apart, joined)
    assert [(row.kind, row.old, row.new) for row in found.rows[1:]] == [
        ("changed", (1, 3), (1, 2)),
        ("same", (3, 4), (2, 3)),
    ]
    assert found.words() == (0, 0)
    assert [(row.old, row.new) for row in compare(joined, apart).rows[1:]] == [((1, 2), (1, 3)), ((2, 3), (3, 4))]


def test_a_moved_block_is_recognised_whole_and_edited():
    old = layout(FIRST, SECOND, THIRD)
    found = compare(old, layout(THIRD.replace("spring", "autumn"), FIRST, SECOND))
    assert kinds(found) == ["same", "moved", "same", "same", "left"]
    moved, left = found.rows[1], found.rows[4]
    assert (moved.old, moved.new, moved.other, left.other) == ((3, 4), (1, 2), 3, 1)
    assert found.words() == (1, 1)


def test_other_words_altogether_are_taken_out_and_put_in():
    found = compare(layout(FIRST, SECOND), layout("Something else entirely stands here now.", SECOND))
    assert kinds(found) == ["same", "removed", "added", "same"]


def test_highlights_are_counted_where_their_words_changed():
    old = layout(FIRST, SECOND, THIRD)
    found = compare(old, layout(FIRST.replace("Tuesday", "Wednesday"), THIRD))
    at = old.text.index
    spans = [
        (at("They met"), at("They met") + 8),
        (at("Tuesday"), at("Tuesday") + 7),
        (at("on Tuesday and"), at("on Tuesday and") + 14),
        (at("Nobody"), at("Nobody") + 6),
        (at("The next"), at("The next") + 8),
    ]
    counts, total = touched(found, spans)
    by_kind = dict(zip(kinds(found), counts, strict=True))
    assert (by_kind["changed"], by_kind["removed"], total) == (2, 1, 3)


def test_what_is_put_in_touches_the_highlight_around_it_alone():
    old, new = layout("He agreed to talk to them now."), layout("He never agreed to really talk to them now.")
    spans = [(old.text.index("He"), old.text.index("He") + 2), (old.text.index("agreed"), len(old.text))]
    counts, total = touched(compare(old, new), spans)
    assert (counts[1], total) == (1, 1)


def test_html_holds_both_wordings_and_escapes_them():
    before, after = "Prices < wages & rents.", "Prices > wages & rents."
    old, new = (0, len(before)), (0, len(after))
    found = words_edited(before, after, old, new)
    assert plain(earlier(before, found, old, WORDS)) == before
    assert plain(later(after, found, new, WORDS)) == after
    html = both(before, after, found, old, new, WORDS)
    assert '<del><span class="vh">removed: </span>&lt;</del><ins><span class="vh">added: </span>&gt;</ins>' in html


def test_a_marked_passage_may_begin_and_end_inside_an_edit():
    html = earlier("one two three", [Edit(4, 13, 4, 4, False)], (0, 13), WORDS, Mark(0, 7, "c1"))
    assert plain(html) == "one two three"
    assert html.count('<mark class="hl c1">') == 2
    assert html.endswith(" three</del>")


words = st.lists(
    st.sampled_from(["the", "talks", "“went”", "on", "no.", "12", "Kyiv,", "é", "\U0001f642", "ไทย"]), max_size=12
)
texts = st.lists(words.map(" ".join).filter(str.strip), min_size=1, max_size=6)


@given(texts, texts)
def test_every_word_of_both_wordings_is_in_one_row_and_what_is_not_edited_is_the_same(before, after):
    old, new = layout(*before), layout(*after)
    found = compare(old, new)
    was = sorted(at for row in found.rows if row.old and row.kind != "moved" for at in range(*row.old))
    now = sorted(at for row in found.rows if row.new for at in range(*row.new))
    assert (was, now) == (list(range(len(old.blocks))), list(range(len(new.blocks))))
    for row in found.rows:
        if row.old and row.new:
            b, a = found.old_range(row)[0], found.new_range(row)[0]
            for edit in (*row.edits, Edit(found.old_range(row)[1], 0, found.new_range(row)[1], 0, False)):
                assert old.text[b : edit.b0] == new.text[a : edit.a0]
                b, a = edit.b1, edit.a1
