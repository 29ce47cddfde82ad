"""Pages made to break a reader: they end soon, within memory, with text or a clear refusal."""

import time

import pytest

from newsroom.importers import registry
from newsroom.importers.notices import Refused
from tests.newsroom.importers.html_pages import PARAGRAPHS, page

TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
MOST_SECONDS = 10
"""Of processor time; each takes two at most on a quiet machine."""
PAGES = {
    "a hundred thousand nested elements": f"<article>{TEXT}" + "<div>" * 100_000,
    "a hundred thousand open letters": f"<article>{TEXT}<p>" + "<b>x " * 100_000,
    "ten megabytes of paragraphs": "".join(f"<p>Word {n} of them, {n * 7} more.</p>" for n in range(49_000))
    + " " * 8_000_000,
    "an attribute of nine megabytes": f"<p class='{'x ' * 4_500_000}'>{TEXT}",
    "a line of a million characters": f"<article><p>{PARAGRAPHS[0] * 9_000}</p></article>",
    "a word of a million characters": f"<article>{TEXT}<p>{'x' * 1_000_000}</p></article>",
    "many elements in a paragraph": f"<article>{TEXT}<p>" + "<span>a</span> " * 20_000,
    "a table of many cells": f"<article>{TEXT}<table>" + "<tr><td>1<td>2<td>three" * 6_000,
    "the same words again and again": "<article>" + f"<p>{'the of to ' * 40}</p>" * 3_000,
    "nested records": f"<script type='application/ld+json'>{'[' * 500_000}</script>{TEXT}",
    "many records": "<script type='application/ld+json'>["
    + '{"@type":"NewsArticle"},' * 40_000
    + f"{{}}]</script>{TEXT}",
    "a title of bars": f"<title>{'a | ' * 200_000}</title>{TEXT}",
    "many headlines": "<h1>Talks | x | y</h1>" * 5_000 + TEXT,
    "unclosed brackets": "<" * 500_000 + TEXT,
    "ampersands": "&" * 1_500_000 + TEXT,
    "comments": "<!-- x -->" * 400_000 + TEXT,
    "declarations": '<?xml version="1.0"?>' * 50_000 + TEXT,
    "combining marks": "<p>a" + "\u0301" * 400_000 + f"</p>{TEXT}",
    "line breaks": f"<article>{TEXT}<p>" + "a<br>" * 20_000,
    "a long address": f"<p><a href='{'x' * 2_000_000}'>a</a></p>{TEXT}",
    "entities of its own": "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;</p>" + TEXT,
}


@pytest.mark.parametrize("name", PAGES)
def test_hostile_page_ends_within_its_bounds(name):
    data = PAGES[name].encode()[:10_000_000]
    began = time.process_time()
    try:
        draft = registry.read(data, filename="page.html")
    except Refused as refused:
        assert str(refused)
    else:
        assert draft.layout().text
    assert time.process_time() - began < MOST_SECONDS


def test_page_that_is_too_deep_or_too_large_says_so():
    deep = registry.read(PAGES["a hundred thousand nested elements"].encode(), filename="a.html")
    assert "deep-nesting" in [warning.code for warning in deep.warnings]
    large = registry.read(PAGES["many elements in a paragraph"].encode(), filename="a.html")
    assert "huge-page" in [warning.code for warning in large.warnings]
    assert [block.text for block in large.body[:5]] == list(PARAGRAPHS)


def test_characters_that_no_markup_may_hold_do_no_harm():
    markup = page(TEXT + "<p>Bell \x07, null \x00, &#0; and &#xD800; end the text of it.</p>")
    text = registry.read(markup.encode(), filename="a.html").layout().text
    assert "end the text" in text and "\x00" not in text and "\x07" not in text
