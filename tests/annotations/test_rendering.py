"""The HTML of a text: what is written between the tags is the text, whatever is in it."""

from html.parser import HTMLParser

import lxml.html
import pytest
from hypothesis import given

from annotations.article_markup import render_article
from annotations.rendering import Notes, draw_blocks, render_block, render_excerpt
from annotations.segments import Highlight, Layer
from newsroom.text import Draft, Span, compose
from tests.annotations.texts import highlighted

VOID = {"br", "img", "input", "hr", "meta", "link"}


class Reader(HTMLParser):
    """Collects the text of each block element without what carries data-skip, and checks that tags nest."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.blocks, self.marked, self.links = [], {}, {}, []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        assert tag not in VOID
        if tag == "a":
            assert "a" not in [name for name, _ in self.open], "a link inside a link"
            self.links.append(found)
        self.open.append((tag, found))
        if "data-block" in found:
            self.blocks[int(found["data-block"])] = ""

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        blocks = [found["data-block"] for _, found in self.open if "data-block" in found]
        if not blocks or any("data-skip" in found for _, found in self.open):
            assert blocks or not data.strip(), f"text outside a block: {data!r}"
            return
        index = int(blocks[-1])
        start = len(self.blocks[index])
        self.blocks[index] += data
        for _, found in self.open:
            for key in found.get("data-a", "").split():
                self.marked.setdefault(key, set()).update((index, at) for at in range(start, start + len(data)))


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def notes_for(highlights, **more):
    numbers = {mark.key: number for number, mark in enumerate(highlights, start=1)}
    return Notes(
        numbers, {key: f'Claim "{key}" <b>' for key in numbers}, tag_url="/tag/?a=1&b", tag_label="Tag", **more
    )


@given(highlighted())
def test_the_text_between_the_tags_is_the_text(drawn):
    layout, highlights = drawn
    rendered = render_article(layout, highlights, notes_for(highlights))
    reader = read(rendered.head + rendered.body)
    for index, block in enumerate(layout.blocks):
        text = layout.text[block.start : block.end]
        assert reader.blocks[index] in (text, "\n" + text if block.kind == "preformatted" else text)


@given(highlighted())
def test_marks_carry_every_highlight_over_each_of_its_characters(drawn):
    layout, highlights = drawn
    for index, block in enumerate(layout.blocks):
        reader = read(render_block(layout, index, highlights, notes_for(highlights)))
        if block.kind == "preformatted":
            continue
        for mark in highlights:
            first, last = max(mark.start, block.start), min(mark.end, block.end)
            wanted = {(index, at - block.start) for at in range(first, last)}
            assert reader.marked.get(mark.key, set()) == wanted


@given(highlighted())
def test_each_highlight_in_the_text_has_one_note_number_and_the_page_keeps_its_order(drawn):
    layout, highlights = drawn
    rendered = render_article(layout, highlights, notes_for(highlights))
    ids = [link["id"] for link in read(rendered.head + rendered.body).links if link.get("id")]
    visible = [mark for mark in highlights if any(mark.start < b.end and mark.end > b.start for b in layout.blocks)]
    assert sorted(ids) == sorted(f"r-{mark.key}" for mark in visible)


@given(highlighted())
def test_one_block_alone_is_drawn_as_in_the_article(drawn):
    layout, highlights = drawn
    rendered = render_article(layout, highlights, notes_for(highlights))
    for index in range(len(layout.blocks)):
        assert render_block(layout, index, highlights, notes_for(highlights)) in rendered.head + rendered.body


PARAGRAPH = compose([Draft("title", "T"), Draft("paragraph", "one two three four")])


def test_overlaps_are_nested_rules_and_all_keys_stay():
    marks = [
        Highlight("wide", 3, 21, (Layer(1, "asserts"),)),
        Highlight("mid", 7, 16, (Layer(2, "disputes"), Layer(4, "none"))),
        Highlight("thin", 7, 10, (Layer(3, "questions"),)),
    ]
    html = render_block(PARAGRAPH, 1, marks, Notes())
    assert (
        '<mark class="hl c3 questions" data-a="thin mid wide">'
        '<i class="c2 disputes"><i class="c4 none">two</i></i></mark>'
    ) in html


def test_an_untagged_highlight_has_slot_zero():
    assert '<mark class="hl c0" data-a="k">one</mark>' in render_block(PARAGRAPH, 1, [Highlight("k", 3, 6)], Notes())


def test_a_claim_that_is_set_back_says_so():
    marks = [Highlight("k", 3, 6, (Layer(3, "asserts", dim=True),))]
    assert '<mark class="hl c3 asserts dim" data-a="k">one</mark>' in render_block(PARAGRAPH, 1, marks, Notes())


def test_a_note_without_a_claim_is_named_by_its_number_and_no_word_means_no_name():
    marks = [Highlight("k", 3, 6)]
    assert 'data-n="2" aria-label="Note 2"></a>' in render_block(PARAGRAPH, 1, marks, Notes({"k": 2}))
    assert 'data-n="2"></a>' in render_block(PARAGRAPH, 1, marks, Notes({"k": 2}, note_label=""))


def test_note_numbers_at_one_place_come_in_their_order():
    marks = [Highlight("b", 3, 10, (Layer(1),)), Highlight("a", 7, 10, (Layer(2),))]
    html = render_block(PARAGRAPH, 1, marks, Notes({"a": 9, "b": 4}, {"a": "A", "b": "B"}, note_label="Nota"))
    assert html.index('id="r-b"') < html.index('id="r-a"')
    assert 'aria-label="Nota 9: A"' in html


def test_a_highlight_over_two_blocks_has_its_number_in_the_second():
    mark = Highlight("k", 0, 6, (Layer(1, "asserts"),))
    assert "ref" not in render_block(PARAGRAPH, 0, [mark], Notes({"k": 1}))
    assert 'id="r-k"' in render_block(PARAGRAPH, 1, [mark], Notes({"k": 1}))


def test_a_key_without_number_is_marked_and_not_numbered():
    html = render_block(PARAGRAPH, 1, [Highlight("k", 3, 6)], Notes())
    assert "data-a" in html
    assert 'class="ref' not in html


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScript:x",
        " javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "//a.example",
        "/x",
        "",
        "https:",
    ],
)
def test_only_addresses_of_the_web_and_mail_become_links(href):
    layout = compose([Draft("paragraph", "click me", (Span("link", 0, 5, href),))])
    assert "me" in render_block(layout, 0, [], Notes())
    assert "href" not in render_block(layout, 0, [], Notes()).replace('href="#b0"', "")


def test_a_link_tells_the_outlet_nothing_and_its_address_is_escaped():
    layout = compose([Draft("paragraph", "click me", (Span("link", 0, 5, 'https://a.example/?q="><b>'),))])
    html = render_block(layout, 0, [], Notes())
    assert 'href="https://a.example/?q=&quot;&gt;&lt;b&gt;" rel="noopener noreferrer nofollow ugc">click</a>' in html


def test_a_note_number_never_stands_inside_a_link():
    layout = compose([Draft("paragraph", "click me now", (Span("link", 0, 8, "https://a.example"),))])
    html = render_block(layout, 0, [Highlight("k", 0, 5)], Notes({"k": 1}))
    assert html.index("</a>", html.index("click")) < html.index('id="r-k"')


def test_hostile_text_and_labels_come_out_as_text():
    evil = "<script>alert(1)</script>"
    layout = compose([Draft("title", evil), Draft("paragraph", f"\"{evil}'")])
    marks = [Highlight("k", 0, 9, (Layer(1),))]
    rendered = render_article(layout, marks, Notes({"k": 1}, {"k": f'"{evil}'}, note_label='N"<'))
    tree = lxml.html.fragment_fromstring(rendered.head + rendered.body, create_parent="div")
    assert tree.xpath("//script") == []
    assert {name for element in tree.iter() for name in element.attrib if name.startswith("on")} == set()
    assert tree.xpath("//a[@id='r-k']/@aria-label") == [f'N"< 1: "{evil}']


def test_an_excerpt_marks_its_passage_and_nothing_else():
    assert render_excerpt("a <b> c", 2, 5, Layer(0)) == 'a <mark class="hl c0">&lt;b&gt;</mark> c'
    assert render_excerpt("abc", 5, 9, Layer(1)) == "abc"
    assert render_excerpt("abc", -2, 2, Layer(1)) == '<mark class="hl c1">ab</mark>c'


def test_far_blocks_are_drawn_light_with_the_same_text_and_marks() -> None:
    layout = compose([Draft("paragraph", "First of two."), Draft("paragraph", "Second of two.")])
    marks = [Highlight("one", 0, 5, (Layer(1, "asserts"),)), Highlight("two", 15, 21, (Layer(2, "disputes"),))]
    notes = Notes({"one": 1, "two": 2}, light={1})
    near, far = draw_blocks(layout, marks, notes)
    assert 'data-a="one"' in near
    assert 'id="r-one"' in near
    assert '<mark class="hl c2 disputes">Second</mark> of two.' in far
    assert "r-two" not in far
    assert "data-a" not in far
