"""What extractors lose or keep wrongly, each trap on a page of its own."""

import pytest

from newsroom.importers import registry
from newsroom.text import Span
from tests.newsroom.importers.html_pages import ADDRESS, PARAGRAPHS, around, middle, page, read, record, texts

LONG = "It was the third meeting since the autumn and by far the longest one that either side could remember."


def test_article_of_a_page_is_found_among_navigation_and_footers():
    draft = read(page())
    assert (draft.title, texts(draft)) == ("Talks resume in Geneva", list(PARAGRAPHS))
    assert draft.more.confidence > 0.9


def test_page_without_head_and_body_tags_is_read():
    body = "".join(f"<p>{text}" for text in PARAGRAPHS)
    draft = read(
        f"<!doctype html><title>Talks resume</title><meta name=author content='Jane Doe'><main><article>{body}"
    )
    assert (draft.title, draft.byline, texts(draft)) == ("Talks resume", "Jane Doe", list(PARAGRAPHS))


def test_inline_code_and_quotes_do_not_cut_a_sentence():
    assert middle(f"<p>{LONG} He wrote <code>no deal</code> and <q>not now</q> on a card.</p>") == [
        ("paragraph", f"{LONG} He wrote no deal and not now on a card.")
    ]


def test_ordered_list_keeps_its_numbers_and_its_nested_list():
    inside = f"<ol start=3><li>{LONG}<ul><li>A point below it.</li></ul></li><li>Second {LONG}</li></ol>"
    items = [block for block in read(page(around(inside))).body if block.kind == "list_item"]
    assert [(item.attributes["level"], item.attributes["ordered"], item.attributes["number"]) for item in items] == [
        (1, True, 3),
        (2, False, 1),
        (1, True, 4),
    ]
    assert len({item.attributes["group"] for item in items}) == 1


def test_table_comes_as_cells_with_its_caption():
    inside = (
        "<table><caption>Votes in the assembly by party and year</caption><tr><th>Party<th>Votes<tr><td>Greens of the "
        "north<td>12<tr><td colspan=2>Independents and others</table>"
    )
    body = read(page(around(inside))).body
    cells = [(b.text, b.attributes["row"], b.attributes["column"]) for b in body if b.kind == "table_cell"]
    assert cells == [
        ("Party", 0, 0),
        ("Votes", 0, 1),
        ("Greens of the north", 1, 0),
        ("12", 1, 1),
        ("Independents and others", 2, 0),
    ]
    assert ("caption", "Votes in the assembly by party and year") in [(block.kind, block.text) for block in body]


def test_picture_caption_and_the_name_under_a_quotation_stay():
    inside = (
        f"<figure><img src='x.jpg'><figcaption>The hall in Geneva. Photo: Agency</figcaption></figure>"
        f"<blockquote><p>{LONG}</p><footer>Ann Roe, mediator</footer></blockquote>"
    )
    assert middle(inside) == [
        ("caption", "The hall in Geneva. Photo: Agency"),
        ("quotation", LONG),
        ("quotation", "Ann Roe, mediator"),
    ]


def test_short_and_repeated_paragraphs_stay():
    assert middle("<p>“No.”</p><p>He paused.</p><p>“No.”</p>") == [
        ("paragraph", "“No.”"),
        ("paragraph", "He paused."),
        ("paragraph", "“No.”"),
    ]


def test_links_and_emphasis_keep_their_words_and_addresses():
    inside = f'<p>{LONG} <a href="/a?b=1">Read the <em>whole</em> letter</a>, it <strong>says</strong>.</p>'
    draft = read(page(around(inside)), url=ADDRESS)
    block = draft.body[3]
    found = {(span.kind, block.text[span.start : span.end], span.href) for span in block.spans}
    assert found == {
        ("link", "Read the whole letter", "https://daily.example/a?b=1"),
        ("emphasis", "whole", ""),
        ("strong", "says", ""),
    }


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt&#58;alert(1)", "file:///x"])
def test_links_that_run_come_over_as_words(address):
    draft = read(page(around(f'<p class="x" onclick="y()">{LONG} <a href="{address}">There</a> it ended.</p>')))
    assert draft.body[3].text.endswith("There it ended.")
    assert not draft.body[3].spans


def test_very_short_article_comes_without_the_navigation():
    draft = read(page("<p>Police said on Monday that two people were hurt.</p>"))
    assert texts(draft) == ["Police said on Monday that two people were hurt."]
    assert "little-text" in [warning.code for warning in draft.warnings]


def test_line_breaks_make_paragraphs_where_a_page_has_no_others():
    draft = read(page("<br><br>".join(PARAGRAPHS)))
    assert texts(draft) == list(PARAGRAPHS)


def test_page_set_in_columns_by_a_table_has_paragraphs_not_cells():
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    columns = (
        f"<table><tr><td><a href='/'>Home</a><br><a href='/n'>News</a></td><td><h1>Talks</h1>{body}</td></tr></table>"
    )
    draft = read(f"<html><body>{columns}</body></html>")
    assert [(block.kind, block.text) for block in draft.body] == [("paragraph", text) for text in PARAGRAPHS]


def test_white_space_and_soft_hyphens_do_not_survive():
    assert middle(f"<p>{LONG}&nbsp;A&shy;B\u200b C \n <b> D </b></p>") == [("paragraph", f"{LONG} AB C D")]


def test_emoji_pictures_and_words_for_screen_readers_are_told_apart():
    inside = (
        f'<p>{LONG} Fine<img class="emoji" alt="🙂" src="x"> <span class="sr-only">opens a window</span>it was.</p>'
    )
    assert middle(inside) == [("paragraph", f"{LONG} Fine🙂 it was.")]


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="/x">Read more: talks fail again</a></p>',
        '<p><strong>Lesen Sie auch: <a href="/x">Gespräche scheitern</a></strong></p>',
        '<p><a href="/x">À lire aussi : les pourparlers échouent</a></p>',
        "<p>[Advertisement]</p>",
        "<div><span>ADVERTISEMENT</span></div>",
        '<div class="newsletter"><p>Sign up to our newsletter</p></div>',
        '<p><a href="/x">MINISTER SAYS TALKS WILL FAIL</a></p>',
    ],
)
def test_lines_that_lead_elsewhere_are_left_out_listed_and_restored(line):
    markup = page(around(line))
    draft = read(markup)
    assert texts(draft) == list(PARAGRAPHS)
    [dropped] = [piece for piece in draft.dropped if piece.where]
    restored = read(markup, restore=frozenset([dropped.where]))
    assert texts(restored) == [*PARAGRAPHS[:3], dropped.text, *PARAGRAPHS[3:]]


def test_list_of_links_under_related_is_left_out_and_one_of_sources_stays():
    links = "".join(f'<li><a href="/{n}">Headline number {n} of another story</a></li>' for n in range(4))
    assert middle(f"<h3>Related stories</h3><ul>{links}</ul>") == []
    assert len(middle(f"<p>{LONG} The sources are these:</p><ul>{links}</ul>")) == 5


def test_byline_date_and_reading_time_above_the_text_are_left_out():
    above = (
        "<p>By Jane Doe</p><p>Published 3 February 2026</p><p>3 min read</p><ul><li><a href='#f'>Facebook</a></li></ul>"
    )
    draft = read(page(above + around(""), head=record()))
    assert texts(draft) == list(PARAGRAPHS)


def test_next_articles_of_an_endless_page_are_left_out():
    more = "".join(f"<p>Another story altogether, part {n}. {LONG}</p>" for n in range(6))
    below = f"<article><h1>Another story</h1>{more}</article>"
    assert texts(read(page(below=below))) == list(PARAGRAPHS)


def test_declared_body_says_where_the_article_ends():
    more = "".join(f"<p>Another story altogether, part {n}. {LONG}</p>" for n in range(6))
    markup = page(around("") + f"</div><div class='extra'>{more}", head=record(articleBody=" ".join(PARAGRAPHS)))
    draft = read(markup)
    assert texts(draft) == list(PARAGRAPHS)
    assert [piece.text for piece in draft.dropped if "Another" in piece.text]


def test_page_that_a_script_draws_is_read_from_what_it_declares():
    head = record(articleBody="\n\n".join(PARAGRAPHS))
    draft = read(f"<html><head>{head}</head><body><div id='root'></div><p>Loading the page</p></body></html>")
    assert (draft.title, texts(draft)) == ("Talks resume in Geneva", list(PARAGRAPHS))


def test_unspaced_scripts_are_matched_too():
    paragraphs = [
        "停火谈判于星期二在日内瓦举行，双方没有达成任何书面协议，官员们在会后对记者表示。",
        "第二轮会谈计划在三月份举行，但双方代表团都不愿意确认谁将出席这次会议。",
        "密切关注这一争端的分析人士原本只期待发表一份关于交换囚犯的简短声明。",
    ]
    markup = page("".join(f"<p>　　{text}</p>" for text in paragraphs), title="停火谈判重新开始")
    draft = read(markup)
    assert (draft.title, texts(draft)) == ("停火谈判重新开始", paragraphs)


def test_title_keeps_its_emphasis():
    markup = page(title="Talks in <em>Le Monde</em> resume")
    block = read(markup).blocks[0]
    assert (block.kind, block.spans) == ("title", (Span("emphasis", 9, 17),))


FRENCH = "Le président a déclaré à Genève qu’il n’était « pas prêt » à négocier avant la fin de l’été, selon ses conseillers."
CZECH = "Ministři se sešli v úterý v Ženevě a nedohodli se na ničem, co by chtěli zapsat, řekli úředníci po schůzce."


@pytest.mark.parametrize(
    ("declared", "text", "language", "encoding", "found"),
    [
        ("utf-8", FRENCH, "fr", "cp1252", "cp1252"),
        ("iso-8859-1", FRENCH, "fr", "cp1252", "cp1252"),
        ("iso-8859-1", FRENCH, "fr", "utf-8", "utf-8"),
        ("", FRENCH, "fr", "cp1252", "cp1252"),
        ("", CZECH, "cs", "cp1250", "cp1250"),
    ],
)
def test_page_that_says_nothing_or_something_wrong_about_its_encoding_is_read(
    declared, text, language, encoding, found
):
    label = f"<meta charset='{declared}'>" if declared else ""
    data = f"<html lang='{language}'><head>{label}</head><body><article><p>{text}</p></article>".encode(encoding)
    draft = registry.read(data, filename="page.html")
    assert (texts(draft), draft.encoding) == ([text], found)


@pytest.mark.parametrize(("end", "is_told"), [("", True), ("</p></body></html>", False), ("</P></BODY>", False)])
def test_page_that_ends_in_its_middle_is_read_and_told(end, is_told):
    page = (
        "<!doctype html><html><body><article><h1>Talks resume</h1>" + "<p>They met for a whole day in the town.</p>" * 9
    )
    draft = read(f"{page}<p>The last words are{end}")
    assert draft.body[-1].text == "The last words are"
    assert ("page-cut" in [warning.code for warning in draft.warnings]) == is_told
