"""Markdown: structure and formatting come over, raw HTML stays text."""

import pytest

from newsroom.importers import markdown
from newsroom.importers.options import Options
from newsroom.text import Span


def read(text, **options):
    return markdown.read(text, Options(**options))


def blocks(text):
    return [(block.kind, block.text) for block in read(text).body]


def test_first_top_heading_is_the_title():
    draft = read("Before\n\n# Talks *resume*\n\n## Part\n\nText")
    assert (draft.title, draft.title_made_up) == ("Talks resume", False)
    assert [block.kind for block in draft.blocks] == ["title", "paragraph", "heading", "paragraph"]
    assert draft.blocks[0].spans == (Span("emphasis", 6, 12),)
    assert draft.body[1].attributes == {"level": 2}


def test_front_matter_gives_the_fields():
    draft = read("---\ntitle: Talks\ndate: 2026-02-03\nauthor: Jane Doe\nlang: fr\ntags: x\n---\n# Talks\n\nText")
    assert (draft.title, draft.published, draft.byline, draft.language) == ("Talks", "2026-02-03", "Jane Doe", "fr")
    assert [block.text for block in draft.body] == ["Text"]
    assert "tags: x" in [str(step) for step in draft.steps][1]


def test_spans_count_from_the_start_of_their_block():
    block = read("Some **bold [link](https://a.example/?x=1&y=2) more**.").body[0]
    assert block.text == "Some bold link more."
    assert set(block.spans) == {Span("strong", 5, 19), Span("link", 10, 14, "https://a.example/?x=1&y=2")}


def test_list_items_know_their_level_number_and_list():
    draft = read("3. three\n\n   more\n   - below\n4. four\n\npause\n\n- other")
    items = [(block.text, *block.attributes.values()) for block in draft.body if block.kind == "list_item"]
    expected = [("three\nmore", 1, True, 3, 1), ("below", 2, False, 1, 1), ("four", 1, True, 4, 1)]
    assert items == [*expected, ("other", 1, False, 1, 2)]


def test_quotations_code_and_cells_have_their_kinds():
    text = "> said\n\n```\na  b\n  c\n```\n\n| h | i |\n|---|---|\n| 1 | 2 |"
    found = blocks(text)
    assert found[:2] == [("quotation", "said"), ("preformatted", "a  b\n  c")]
    assert [text for kind, text in found[2:] if kind == "table_cell"] == ["h", "i", "1", "2"]
    assert read(text).body[-1].attributes == {"group": 1, "row": 1, "column": 1}


def test_hard_break_is_a_line_and_soft_break_a_space():
    assert blocks("one\ntwo  \nthree") == [("paragraph", "one two\nthree")]


def test_raw_html_is_shown_as_text():
    assert blocks("A <b onclick=x>tag</b>\n\n<script>alert(1)</script>") == [
        ("paragraph", "A <b onclick=x>tag</b>"),
        ("paragraph", "<script>alert(1)</script>"),
    ]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "/relative", "#part"])
def test_only_web_and_mail_links_are_links(address):
    draft = read(f"See [this]({address}) and [mail](mailto:a@b.example)")
    assert [span.href for span in draft.body[0].spans] == ["mailto:a@b.example"]


def test_closing_phrase_is_dropped_and_can_be_restored():
    text = "# Talks\n\nText\n\nSign up for our newsletter"
    assert [(dropped.where, dropped.text) for dropped in read(text).dropped] == [(1, "Sign up for our newsletter")]
    assert len(read(text, restore=frozenset([1])).body) == 2


def test_huge_paragraph_is_read_as_plain_text():
    draft = read("[a](b" * 20_000)
    assert "too-large-for-markdown" in [warning.code for warning in draft.warnings]
    assert len(draft.body[0].text) == 100_000
