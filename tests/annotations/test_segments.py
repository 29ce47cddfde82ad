"""Blocks are cut at every edge, and the pieces are the block."""

from itertools import pairwise

from hypothesis import given

from annotations.segments import Highlight, Segment, segments, shares
from newsroom.text import Span
from tests.annotations.texts import highlighted


def cut(layout, highlights):
    """The segments of every block, by the block."""
    return [(block, segments(block.start, block.end, layout.spans, highlights)) for block in layout.blocks]


@given(highlighted())
def test_joined_segments_are_the_block(drawn):
    layout, highlights = drawn
    for block, pieces in cut(layout, highlights):
        assert "".join(layout.text[piece.start : piece.end] for piece in pieces) == layout.text[block.start : block.end]
        assert pieces[0].start == block.start
        assert all(one.end == other.start for one, other in pairwise(pieces))


@given(highlighted())
def test_every_highlight_covers_exactly_its_own_characters(drawn):
    layout, highlights = drawn
    covered = {mark.key: set() for mark in highlights}
    inside = set()
    for block, pieces in cut(layout, highlights):
        inside.update(range(block.start, block.end))
        for piece in pieces:
            for mark in piece.highlights:
                covered[mark.key].update(range(piece.start, piece.end))
    for mark in highlights:
        assert covered[mark.key] == set(range(mark.start, mark.end)) & inside


@given(highlighted())
def test_every_span_covers_exactly_its_own_characters(drawn):
    layout, highlights = drawn
    for block, pieces in cut(layout, highlights):
        for span in layout.spans:
            covered = {at for piece in pieces if span in piece.spans for at in range(piece.start, piece.end)}
            assert covered >= set(range(max(span.start, block.start), min(span.end, block.end)))


@given(highlighted())
def test_no_segment_is_empty_and_the_shortest_highlight_comes_first(drawn):
    for _, pieces in cut(*drawn):
        for piece in pieces:
            lengths = [mark.end - mark.start for mark in piece.highlights]
            assert piece.start < piece.end
            assert lengths == sorted(lengths)


@given(highlighted())
def test_shares_give_each_block_what_touches_it(drawn):
    layout, highlights = drawn
    found = shares(highlights, [(block.start, block.end) for block in layout.blocks])
    for index, block in enumerate(layout.blocks):
        touching = [mark for mark in highlights if mark.start < block.end and mark.end > block.start]
        assert found.get(index, []) == touching


def test_a_block_without_anything_is_one_segment():
    assert segments(7, 16, (), ()) == [Segment(7, 16, (), ())]


def test_a_highlight_across_blocks_is_cut_at_the_blocks_ends():
    mark = Highlight("a", 3, 40)
    assert segments(10, 20, (), [mark]) == [Segment(10, 20, (), (mark,))]


def test_highlights_that_touch_do_not_overlap():
    one, other = Highlight("a", 0, 5), Highlight("b", 5, 9)
    assert [piece.highlights for piece in segments(0, 9, (), [other, one])] == [(one,), (other,)]


def test_the_wider_span_is_the_outer_one():
    link, emphasis = Span("link", 0, 9, "https://a.example"), Span("emphasis", 0, 4)
    assert segments(0, 9, [emphasis, link], ())[0].spans == (link, emphasis)


def test_equal_highlights_keep_one_order():
    one, other = Highlight("a", 0, 5), Highlight("b", 0, 5)
    assert segments(0, 5, (), [one, other]) == segments(0, 5, (), [other, one])


def test_cutting_stays_quick_when_thousands_overlap():
    marks = [Highlight(f"k{i}", i, 100_000 - i) for i in range(1_000)]
    pieces = segments(0, 100_000, (), marks)
    assert len(pieces) == 1_999
    assert len(pieces[999].highlights) == 1_000
