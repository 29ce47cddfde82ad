"""Other ways to read the same kept page: stricter, alternative, whole, and blocks that a person picked."""

import pytest

from newsroom.importers.html import page_blocks
from newsroom.importers.html_align import align, contained, overlap, tokens
from newsroom.importers.notices import Refused
from tests.newsroom.importers.html_pages import PARAGRAPHS, around, meta, page, read, record, texts


@pytest.mark.parametrize("method", ["stricter", "alternative"])
def test_other_readers_find_the_article_with_its_markup(method):
    inside = around(
        "<p>It was <em>the third</em> meeting since the autumn and by far the longest one of all of them.</p>"
    )
    draft = read(page(inside), method=method)
    assert (draft.title, len(draft.body)) == ("Talks resume in Geneva", 6)
    assert [span.kind for span in draft.body[3].spans] == ["emphasis"]
    assert method in [step.code for step in draft.steps]


def test_whole_page_has_every_block_in_the_order_in_which_it_is_picked():
    markup = page(head=record(description="A summary of the talks in Geneva."))
    draft = read(markup, method="whole")
    assert texts(draft) == [block.text for block in page_blocks(markup)]
    assert "Section" in texts(draft) and "© 2026 The Daily. All rights reserved." in texts(draft)


def test_picked_blocks_are_the_article():
    markup = page()
    blocks = [block.text for block in page_blocks(markup)]
    picked = frozenset(
        at for at, text in enumerate(blocks) if text in PARAGRAPHS[1:3] or text == "Talks resume in Geneva"
    )
    draft = read(markup, method="picked", picked=picked)
    assert (draft.title, texts(draft)) == ("Talks resume in Geneva", list(PARAGRAPHS[1:3]))


@pytest.mark.parametrize("picked", [(), (9_999,)])
def test_nothing_picked_is_refused_with_advice(picked):
    with pytest.raises(Refused) as refused:
        read(page(), method="picked", picked=frozenset(picked))
    assert "Pick" in str(refused.value)


def test_page_on_which_the_readers_differ_is_said_to_be_uncertain():
    teasers = "".join(
        f"<div><h3>Story {n}</h3><p>Something else {n} happened, in a town of {n} people.</p></div>" for n in range(30)
    )
    draft = read(f"<html><body><div>{teasers}</div><div>{teasers}</div></body></html>")
    assert draft.more.confidence is None or 0 <= draft.more.confidence <= 1
    sure = read(page())
    assert sure.more.confidence > 0.9 and "not-sure" not in [warning.code for warning in sure.warnings]


def test_reading_twice_gives_the_same():
    markup = page(around("<p>“No.”</p>"), head=record() + meta(og__description="A summary of the talks in Geneva."))
    assert read(markup) == read(markup)


def test_words_are_matched_in_order_and_once():
    blocks = [
        tokens(text) for text in ("Talks fail again today", "Menu", "Talks fail again today", "They met in Paris.")
    ]
    chosen = [tokens("Talks fail again today they met in Paris")]
    assert sum(align(blocks, chosen).shares) == 2
    assert align(blocks, chosen).covered == 1
    assert align(blocks, []).covered == 0
    assert align([], chosen).shares == ()


def test_words_inside_a_block_may_be_missing_from_the_choice():
    page_words = tokens("The ministers met on Tuesday share this and agreed on nothing at all")
    chosen = [tokens("The ministers met on Tuesday and agreed on nothing at all")]
    assert align([page_words], chosen).shares[0] == pytest.approx(11 / 13)


def test_likeness_of_two_texts_is_counted_in_runs_of_four_words():
    one, other = [tokens(PARAGRAPHS[0])], [tokens(PARAGRAPHS[1])]
    assert overlap(one, one) == contained(one, one) == 1
    assert overlap(one, other) == overlap([], one) == contained([], one) == 0
    assert contained(one, one + other) == 1
