"""How two wordings differ, and whether they are wordings of one article."""

import random

import pytest
from hypothesis import given, strategies as st

from newsroom.heads import drafts_of, head_of, with_head
from newsroom.text import Draft, Span, compose
from newsroom.wordings import compare_words, is_other_article, likeness
from tests.annotations.reanchoring_score import cases
from tests.newsroom.wordings import BODY, OTHER, edited


def layout(*body, title="Talks resume", standfirst=""):
    head = [Draft("title", title), Draft("standfirst", standfirst)]
    return compose([*head, *(Draft("paragraph", text) for text in body)])


def changes(one, other):
    return compare_words(layout(*one), layout(*other))


def test_words_are_counted():
    found = changes(BODY, edited("no real willingness", "a willingness"))
    assert (found.kind, found.words_removed, found.words_added) == ("wording", 2, 1)
    assert (found.blocks_added, found.blocks_removed, found.headline) == (0, 0, False)


@pytest.mark.parametrize(
    ("old", "new"),
    [("minister said", "minister  said"), ("willingness to", "willingness\u00a0to"), ("There is", "“There” is")],
)
def test_typography_and_white_space_are_told_apart(old, new):
    body = edited("There is", '"There" is') if "“" in new else BODY
    found = changes(body, edited(old.replace("There", '"There"') if "“" in new else old, new, *body))
    assert (found.kind, found.words_added, found.words_removed) == ("typography", 0, 0)


@pytest.mark.parametrize(("old", "new"), [("Monday", "monday"), ("four years", "4 years"), ("out.", "out?")])
def test_case_digits_and_sentence_ends_are_wording(old, new):
    assert changes(BODY, edited(old, new)).kind == "wording"


def test_the_same_text_in_other_blocks_is_formatting_alone():
    one = compose([Draft("title", "Talks"), Draft("paragraph", "They met.")])
    other = compose([Draft("title", "Talks"), Draft("heading", "They met.", (Span("strong", 0, 4),))])
    assert compare_words(one, other).kind == "formatting"


def test_headline_and_standfirst_are_named():
    found = compare_words(layout(*BODY), layout(*BODY, title="Talks go on", standfirst="A summary."))
    assert (found.headline, found.standfirst) == (True, True)
    assert found.as_json()["headline"] is True


def test_blocks_that_came_went_and_moved_are_counted():
    found = changes((*BODY, OTHER[0]), (BODY[2], BODY[0], BODY[1], OTHER[1]))
    assert (found.blocks_added, found.blocks_removed, found.blocks_moved) == (1, 1, 1)
    only_moved = changes(BODY, BODY[::-1])
    assert (only_moved.kind, only_moved.words_added, only_moved.words_removed) == ("wording", 0, 0)


def test_chinese_is_counted_by_characters():
    found = changes(("双方周一会面。",), ("双方周二会面。",))
    assert (found.words_removed, found.words_added) == (1, 1)


def test_real_edits_are_wordings_of_one_article_and_other_articles_are_not():
    pairs = [(layout(case["before"], title=""), layout(case["after"], title="")) for case in cases()]
    assert [number for number, pair in enumerate(pairs) if is_other_article(*pair)] == []
    chance = random.Random(1)
    others = [chance.sample(range(len(pairs)), 2) for _ in range(300)]
    taken_for_one = [pair for pair in others if not is_other_article(pairs[pair[0]][0], pairs[pair[1]][1])]
    assert len(taken_for_one) <= 1


def test_a_text_that_grew_is_the_same_article_and_another_under_its_headline_is_not():
    assert not is_other_article(layout(BODY[0]), layout(*BODY, *OTHER))
    assert is_other_article(layout(*BODY), layout(*OTHER))
    assert is_other_article(layout(*BODY * 3), layout(*OTHER * 3, title="Storm"))


def test_short_texts_go_by_their_words():
    assert not is_other_article(layout("They met."), layout("They met again."))
    assert is_other_article(layout("They met.", title="Talks"), layout("Ferries stay in port.", title="Storm"))
    assert likeness("", "words") == 0.0


texts = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip), max_size=6)


@given(texts, texts)
def test_counts_add_up_whatever_the_texts(one, other):
    found = changes(one, other)
    assert (
        min(found.words_added, found.words_removed, found.blocks_added, found.blocks_removed, found.blocks_moved) >= 0
    )
    back = changes(other, one)
    assert (back.kind, back.words_added, back.words_removed) == (found.kind, found.words_removed, found.words_added)
    assert 0 <= likeness("\n".join(one), "\n".join(other)) <= 1


@given(texts)
def test_a_layout_is_taken_apart_and_put_together_again(body):
    made = layout(*body, standfirst="A summary.")
    assert compose(drafts_of(made)) == made
    assert with_head(made, head_of(made)) == made


def test_another_headline_leaves_the_rest_as_it_is():
    spans = (Span("emphasis", 0, 4),)
    made = compose([Draft("title", "Talks", spans), Draft("paragraph", "They met.", spans)])
    found = with_head(made, {"title": "Talks go on"})
    assert found.text == "Talks go on\n\nThey met."
    assert [(span.start, span.end) for span in found.spans] == [(13, 17)]
    assert with_head(made, {"title": ""}).text == "They met."
