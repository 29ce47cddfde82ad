"""Blocks inside their containers, and long articles in sections."""

from itertools import pairwise

import lxml.html

from annotations.article_markup import render_article
from annotations.rendering import Notes
from newsroom.text import Draft, compose


def tree_of(drafts):
    rendered = render_article(compose(drafts), [], Notes())
    return lxml.html.fragment_fromstring(rendered.body, create_parent="div")


def item(text, **attributes):
    return Draft("list_item", text, (), {"group": 1, "level": 1, "ordered": False, "number": 1} | attributes)


def cell(text, row, column):
    return Draft("table_cell", text, (), {"group": 1, "row": row, "column": column})


def test_title_and_standfirst_are_the_head():
    rendered = render_article(
        compose([Draft("title", "T"), Draft("standfirst", "S"), Draft("paragraph", "P")]), [], Notes()
    )
    assert rendered.head.startswith('<h1 class="block" id="b0" data-block="0" data-start="0" dir="auto">T</h1>')
    assert '<p class="block stand" id="b1"' in rendered.head
    assert ">P<" in rendered.body
    assert rendered.chunks == ()


def test_items_of_one_list_share_it_and_another_list_begins_anew():
    tree = tree_of([item("a"), item("b", level=2), Draft("paragraph", "p"), item("c", group=2), item("d", group=3)])
    assert [len(found) for found in tree.xpath("//ul")] == [2, 1, 1]
    assert tree.xpath("//li[2]/@data-level") == ["2"]


def test_a_numbered_list_keeps_its_numbers():
    tree = tree_of([item("a", ordered=True, number=4), item("b", ordered=True, number=7)])
    assert tree.xpath("//ol/@start") == ["4"]
    assert tree.xpath("//li/@value") == ["4", "7"]


def test_table_cells_stand_in_their_rows_and_columns():
    tree = tree_of([cell("a", 0, 0), cell("b", 0, 2), cell("c", 1, 1)])
    rows = [[found.text_content() for found in row] for row in tree.xpath("//tr")]
    assert rows == [["a", "", "b"], ["", "c"]]


def test_a_wild_column_number_does_not_make_a_wide_table():
    assert len(tree_of([cell("a", 0, 10**9)]).xpath("//td")) <= 101


def test_attributes_of_the_wrong_type_do_no_harm():
    tree = tree_of(
        [Draft("heading", "h", (), {"level": '"><b>'}), item("a", level="x", number=[]), Draft("quotation", "q")]
    )
    assert tree.xpath("//h2")
    assert tree.xpath("//blockquote/p")
    assert not tree.xpath("//b")


def test_paragraphs_are_numbered_and_headings_are_not():
    tree = tree_of([Draft("heading", "h", (), {"level": 1}), Draft("paragraph", "p"), Draft("quotation", "q")])
    assert tree.xpath("//a[@class='pn']/@data-n") == ["1", "2"]
    assert tree.xpath("//h2")


def test_line_feeds_stay_text_and_ask_for_their_class():
    assert tree_of([Draft("paragraph", "one\ntwo")]).xpath("//p/@class") == ["block lines"]


def test_a_first_line_feed_of_preformatted_text_is_written_twice_for_browsers_drop_one():
    layout = compose([Draft("preformatted", "\n  x")])
    assert render_article(layout, [], Notes()).body.endswith('dir="auto">\n\n  x</pre>')


def test_a_long_article_is_cut_into_sections_that_hold_every_block_once():
    layout = compose([Draft("title", "T"), *[Draft("paragraph", "word " * 60) for _ in range(130)]])
    rendered = render_article(layout, [], Notes())
    tree = lxml.html.fragment_fromstring(rendered.body, create_parent="div")
    assert rendered.chunks[0][0] == 1
    assert rendered.chunks[-1][1] == 130
    assert all(one[1] + 1 == other[0] for one, other in pairwise(rendered.chunks))
    ranges = [(int(found.get("data-first")), int(found.get("data-last"))) for found in tree.xpath("section")]
    assert tuple(ranges) == rendered.chunks
    assert tree.xpath("section[1]/@class") == ["chunk s3"]


def test_a_section_never_cuts_a_list():
    layout = compose([item("word " * 200) for _ in range(60)])
    assert render_article(layout, [], Notes()).chunks == ((0, 59),)
