"""The page's own markup is found for what an extractor chose, whatever stands beside it; parts in lists are parts."""

from copy import deepcopy

import pytest
from lxml.html import document_fromstring, tostring
from readability.readability import Document

from newsroom.importers import html_readability
from newsroom.importers.html_align import align, tokens
from tests.newsroom.importers.html_pages import PARAGRAPHS, meta, page, read, texts

BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def shares(page_texts, chosen):
    return align([tokens(text) for text in page_texts], [tokens(text) for text in chosen]).shares


def test_a_part_that_begins_as_another_line_of_the_text_is_found_where_it_goes_on():
    whole = f"3 February 2026 by our staff {' '.join(PARAGRAPHS)}"
    found = shares([whole, "3 February 2026 other news"], [*PARAGRAPHS, "Other stories", "3 February 2026 other news"])
    assert found[0] > 0.9


def test_a_comment_that_quotes_a_paragraph_does_not_take_its_place():
    quoted = f"> {PARAGRAPHS[4]} I do not think so."
    chatter = (
        "They met in a room. Nobody said when. Fishing rights in the north are all that anybody ever talks about here."
    )
    found = shares([*PARAGRAPHS, chatter, quoted], PARAGRAPHS)
    assert found[:5] == (1.0, 1.0, 1.0, 1.0, 1.0)
    assert found[5:] == (0.0, 0.0)


def test_an_article_inside_an_item_of_a_list_keeps_its_paragraphs():
    draft = read(page(f"<ul class=columns><li class=left><p>Bern</p>{BODY}</li><li class=right>Weather</li></ul>"))
    kinds = {block.text: block.kind for block in draft.body}
    assert [kinds[text] for text in PARAGRAPHS] == ["paragraph"] * 5


def test_points_of_a_list_stay_points_however_many_paragraphs_the_lists_in_them_have():
    points = "".join(f"<li><p>{text}</p></li>" for text in PARAGRAPHS)
    draft = read(page(f"{BODY}<ul><li>First <ul>{points.replace('ministers', 'envoys')}</ul></li><li>Last</li></ul>"))
    assert [block.kind for block in draft.body[5:]] == ["list_item"] * 7


@pytest.mark.parametrize("label", ["", "<span>Subscribers</span>"])
def test_teasers_in_articles_of_their_own_are_left_out_where_the_headline_carries_a_label(label):
    text = "".join(f"<p>{line}</p>" for line in PARAGRAPHS[:4])
    teasers = "".join(f"<li><article><h2>Story {at}</h2><p>{PARAGRAPHS[4]} {at}.</p></article></li>" for at in range(9))
    head = "<title>Talks resume in Geneva | Chronicles | The Daily</title>"
    head += meta(og__site_name="The Daily", og__title="Talks resume in Geneva | Chronicles | The Daily")
    draft = read(
        f"<html><head>{head}</head><body><article><h1>Talks resume in Geneva {label}</h1>{text}</article>"
        f"<ul>{teasers}</ul></body></html>"
    )
    assert (draft.title, texts(draft)) == ("Talks resume in Geneva", list(PARAGRAPHS[:4]))


LOOSE = (
    f"<div id=top class='header menu'>Menu <a href=/>Home</a></div><div class=story>{PARAGRAPHS[0]}<br>{PARAGRAPHS[1]}"
    f"<div>{PARAGRAPHS[2]}</div> loose <span>words</span> between <div><div><span><img src=x></span></div>tail</div></div>"
    f"<div class='sidebar'><article>aside</article></div><DIV><custom-part>{PARAGRAPHS[3]}</custom-part></DIV>"
)


@pytest.mark.parametrize("step", ["remove_unlikely_candidates", "transform_misused_divs_into_paragraphs"])
def test_the_second_reader_cleans_as_its_library_does(step):
    trees = []
    for kind in (html_readability._Reader, Document):
        reader = html_readability._Reader("")
        reader.html = deepcopy(document_fromstring(f"<body>{LOOSE}{LOOSE}</body>"))
        getattr(kind, step)(reader)
        trees.append(tostring(reader.html))
    assert trees[0] == trees[1]
    assert trees[0] != tostring(document_fromstring(f"<body>{LOOSE}{LOOSE}</body>"))
