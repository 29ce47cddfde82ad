"""Saved pages: the article and its facts come over, nothing that runs does."""

import pytest

from newsroom.importers import html
from newsroom.importers.notices import Refused
from newsroom.importers.options import Options
from newsroom.text import Span

LONG = "The ministers met on Tuesday and agreed on nothing that they were willing to write down. " * 3
PAGE = f"""<!doctype html><html lang="en_GB"><head><title>Talks resume | The Daily</title>
<meta property="og:site_name" content="The Daily"><meta property="og:description" content="A summary of the talks.">
<meta property="article:published_time" content="2026-02-03T09:30:00Z"><meta name="author" content="Jane Doe">
<link rel="canonical" href="https://daily.example/talks"></head><body><nav>Home News</nav><aside>Popular</aside>
<article><h1>Talks resume</h1><p>A summary of the talks.</p><p>{LONG}</p><script>alert(1)</script></article>
<footer>Imprint</footer></body></html>"""


def read(page, **options):
    return html.read(page, Options(**options))


def blocks(inside):
    return [(block.kind, block.text) for block in read(f"<article>{inside}</article>").body]


def test_page_gives_its_facts():
    draft = read(PAGE)
    assert (draft.title, draft.standfirst, draft.byline) == ("Talks resume", "A summary of the talks.", "Jane Doe")
    assert (draft.outlet, draft.url) == ("The Daily", "https://daily.example/talks")
    assert (draft.language, draft.published) == ("en-GB", "2026-02-03T09:30:00Z")
    assert [block.text for block in draft.body] == [LONG.strip()]


def test_description_that_begins_the_first_paragraph_is_no_standfirst():
    page = PAGE.replace("A summary of the talks.", "The ministers met on Tuesday", 1).replace(
        "<p>A summary of the talks.</p>", ""
    )
    assert read(page).standfirst == ""


def test_title_falls_back_to_metadata_and_the_document_title_without_the_site():
    page = PAGE.replace("<h1>Talks resume</h1>", "")
    assert read(page).title == "Talks resume"
    assert read(page.replace("<title>", '<meta property="og:title" content="Told to others"><title>')).title == (
        "Told to others"
    )


def test_blocks_have_their_kinds():
    assert blocks(
        "<h2>Part</h2><p>One<br>line</p>loose<ul><li>item<p>more</p></li></ul><blockquote><p>said</p>"
        "<footer>Ann</footer></blockquote><figure><img src=x><figcaption>Cap</figcaption></figure>"
        "<pre>a  b\n c</pre><table><tr><td>1<td>2</table>"
    ) == [
        ("heading", "Part"),
        ("paragraph", "One\nline"),
        ("paragraph", "loose"),
        ("list_item", "item\nmore"),
        ("quotation", "said"),
        ("quotation", "Ann"),
        ("caption", "Cap"),
        ("preformatted", "a  b\n c"),
        ("table_cell", "1"),
        ("table_cell", "2"),
    ]


def test_lists_keep_numbers_and_levels():
    draft = read("<article><ol start=3><li>a<ul><li>b</ul><li value=9>c</ol></article>")
    assert [tuple(block.attributes.values()) for block in draft.body] == [
        (1, True, 3, 1),
        (2, False, 1, 1),
        (1, True, 9, 1),
    ]


def test_two_line_breaks_begin_a_paragraph():
    assert blocks("<p>One<br><br>two</p>") == [("paragraph", "One"), ("paragraph", "two")]


def test_spans_survive_white_space_and_relative_links_are_resolved():
    page = PAGE.replace(f"<p>{LONG}</p>", '<p>  They <b> met <a href="/x">here</a> </b>&shy;&nbsp;now</p>')
    block = read(page).body[0]
    assert block.text == "They met here now"
    assert block.spans == (Span("strong", 5, 13), Span("link", 9, 13, "https://daily.example/x"))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<iframe srcdoc='alert(1)'>alert(1)</iframe>",
        "<svg><text>alert(1)</text></svg>",
        "<noscript>alert(1)</noscript>",
        "<form><button>alert(1)</button></form>",
        "<!-- alert(1) -->",
        "<img src=x onerror='alert(1)'>",
        "<template>alert(1)</template>",
        "<p hidden>alert(1)</p>",
    ],
)
def test_what_is_no_article_is_left_out(hostile):
    assert blocks(f"<p>before</p>{hostile}<p>after</p>") == [("paragraph", "before"), ("paragraph", "after")]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "java\nscript:alert(1)", " JaVaScRiPt:x", "data:text/html,x", "//[", "file:///x"]
)
def test_link_that_runs_is_no_link(address):
    draft = read(f'<article><p><a href="{address}">click</a></p></article>')
    assert (draft.body[0].text, draft.body[0].spans) == ("click", ())


def test_link_to_other_articles_is_dropped_and_listed():
    page = f'<article><p>{LONG}</p><p><a href="https://a.example">Read more: talks fail</a></p><p>{LONG}!</p></article>'
    assert [dropped.text for dropped in read(page).dropped] == ["Read more: talks fail"]
    assert len(read(page, restore=frozenset([1])).body) == 3


def test_page_with_little_text_and_deep_nesting_are_warned_about():
    assert [warning.code for warning in read("<p>Short</p>").warnings] == ["little-text"]
    deep = f"<article><p>{LONG}</p>" + "<div>" * 400 + "lost"
    assert "deep-nesting" in [warning.code for warning in read(deep).warnings]


@pytest.mark.parametrize("page", ["<script>load()</script>", "<html><body></body></html>", "<div>" * 5000])
def test_page_without_text_is_refused_with_advice(page):
    with pytest.raises(Refused) as refused:
        read(page)
    assert "paste" in str(refused.value)


def test_xml_declaration_and_entity_bombs_do_no_harm():
    bomb = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b; text</p>'
    assert "aaaa" not in read(bomb).layout().text
