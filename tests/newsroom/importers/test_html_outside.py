"""What stands around an article on real pages, in small: comments, related stories, teasers, lost first lines."""

from newsroom.importers.draft import ArticleDraft
from newsroom.importers.html import read

LINES = [
    "The envoys met in Geneva on Tuesday and agreed to meet again before the end of the month, officials said.",
    "Neither side named a date, and both said that the question of the border had not been touched on at all.",
    "A minister who took part spoke of a useful exchange; another one called it a waste of everybody's time.",
    "The talks had been put off twice since the spring, when a first round ended without any common statement.",
]
BODY = "".join(f"<p>{line}</p>" for line in LINES)


def page(inside: str, after: str = "") -> ArticleDraft:
    return read(
        f"<title>Talks resume in Geneva</title><article><h1>Talks resume in Geneva</h1>"
        f"<div class=text>{inside}</div>{after}</article>"
    )


def texts(draft: ArticleDraft) -> list[str]:
    return [block.text for block in draft.body]


def test_comments_of_readers_are_left_out_even_where_they_are_longer_than_the_text() -> None:
    remark = (
        "<div class=c_comment_text><p>I have read this three times and still do not see what they agreed on.</p></div>"
    )
    draft = page(BODY, f'<div id="c_comment_list" class=box><h2>Say something</h2>{remark * 12}</div>')
    assert texts(draft) == LINES


def test_a_page_that_is_named_after_its_comments_keeps_its_text() -> None:
    draft = read(f'<title>Talks</title><div class="post comments-open"><h1>Talks</h1>{BODY}</div>')
    assert texts(draft) == LINES


def test_related_stories_are_left_out_by_the_name_of_their_part() -> None:
    other = "<p>Prices of grain rose again in all harbours of the region, traders said on Monday afternoon.</p>"
    assert texts(page(BODY, f'<div class="related-stories">{other}</div>')) == LINES


def test_a_row_of_linked_headlines_below_the_text_is_left_out() -> None:
    row = "".join(
        f'<div class=item><h4><a href="/{number}">Another story number {number} of the day</a></h4>'
        f"<p>What happened in the case number {number} and why it matters for all of us, in two sentences.</p></div>"
        for number in range(3)
    )
    assert texts(page(BODY, f"<div class=group><h2>Other columns</h2>{row}</div>")) == LINES


def test_a_first_line_in_a_heading_of_its_own_is_kept() -> None:
    first = "The mother of a man who was held for a year has described how she heard that he was free"
    draft = page(f"<h2>{first}</h2><figure><figcaption>The family</figcaption></figure>{BODY}")
    assert texts(draft)[0] == first


def test_a_row_of_facts_above_the_text_is_left_out() -> None:
    assert texts(page(f"<p>Ana Ruiz | Palma de Mallorca | 08/01/2014</p>{BODY}")) == LINES


def test_a_sentence_in_a_heading_may_end_a_text() -> None:
    last = "He says that he would do all of it again, and that nobody has asked him yet."
    assert texts(page(f"{BODY}<h4>{last}</h4>"))[-1] == last


def test_words_below_the_end_of_the_body_are_read() -> None:
    draft = read(f"<html><body><h1>Talks</h1><p>{LINES[0]}</p></body><p>{LINES[1]}</p><p>{LINES[2]}</p></html>")
    assert texts(draft) == LINES[:3]


def test_a_headline_cut_by_a_quotation_mark_in_its_attribute_is_taken_from_the_page() -> None:
    head = '<meta property="og:title" content="A prize of seven millions: "the Nobel of the south" goes to a nurse">'
    draft = read(f'{head}<h1>A prize of seven millions: "the Nobel of the south" goes to a nurse</h1>{BODY}')
    assert draft.title == 'A prize of seven millions: "the Nobel of the south" goes to a nurse'


def test_a_heading_that_the_page_is_named_after_is_the_headline_and_not_that_of_its_section() -> None:
    draft = read(
        f"<title>Babies who eat nuts early avoid allergy</title><h1>Allergies Health Centre</h1>"
        f"<h2>Babies who eat nuts early avoid allergy</h2>{BODY}"
    )
    assert draft.title == "Babies who eat nuts early avoid allergy"


def test_the_date_below_the_headline_comes_before_those_of_other_stories() -> None:
    other = '<article><time datetime="2019-07-30">30 July</time></article>'
    draft = read(f'{other}<h1>Talks resume</h1><p><time datetime="2019-06-27">27 June</time></p>{BODY}')
    assert draft.published.startswith("2019-06-27")
