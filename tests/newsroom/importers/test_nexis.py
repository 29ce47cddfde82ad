"""Nexis: the paragraphs of Word downloads and the texts of the older service."""

import pytest

from newsroom.importers import nexis
from newsroom.importers.notices import Refused
from newsroom.importers.options import Options
from newsroom.importers.registry import detect
from tests.newsroom.importers.archives import NEXIS, NEXIS_OLDER, body, drafts, each, found


def test_documents_end_where_they_say_and_the_cover_is_none():
    pieces = found(NEXIS.encode(), "nexis.txt")
    assert [piece.place for piece in pieces] == ["document 1", "document 2"]
    assert pieces[0].data.decode().startswith("Talks resume in Geneva\nThe Daily Example")


def test_head_and_headings_become_facts():
    first, second = drafts(NEXIS.encode(), "nexis.txt")
    assert (first.title, first.outlet, first.byline) == ("Talks resume in Geneva", "The Daily Example", "Jane Doe")
    assert first.published == "September 30, 2015 9:03 AM GMT"
    assert (first.standfirst, first.language) == ("Both sides came back.", "en")
    assert (first.more.section, first.more.subjects) == ("WORLD NEWS", ("DIPLOMACY", "NEGOTIATIONS"))
    assert (second.title, second.outlet, second.published) == (
        "Talks adjourned",
        "The Weekly Example",
        "October 2, 2015",
    )


def test_text_stands_between_body_and_classification():
    first, second = drafts(NEXIS.encode(), "nexis.txt")
    assert body(first) == ["The negotiations began on Monday.", "They may last for weeks."]
    assert body(second) == ["They were adjourned."]


def test_paragraphs_of_a_word_download_are_known():
    lines = NEXIS.split("\n")
    assert nexis.is_nexis(lines)
    assert not nexis.is_nexis(["Talks resume", "They met.", "End of Document"])
    assert not nexis.is_nexis(["Talks resume", "Body", "They met."])
    pieces = list(nexis.pieces_of(lines, name="nexis.docx", options=Options()))
    assert [each(piece).title for piece in pieces] == ["Talks resume in Geneva", "Talks adjourned"]


def test_older_texts_are_numbered_and_unwrapped():
    first, second = drafts(NEXIS_OLDER.encode(), "nexis.txt")
    assert (first.title, first.outlet, first.byline) == ("Talks resume in Geneva", "The Daily Example", "Jane Doe")
    assert (first.published, first.language, first.more.section) == ("September 30, 2015", "en", "WORLD; Pg. 4")
    assert [len(text.split("\n")) for text in body(first)] == [1, 1]
    assert body(first)[1] == "They were open, one of them said."
    assert (second.title, body(second)) == ("Talks adjourned", ["They were adjourned."])


def test_piece_of_an_older_text_reads_the_same_again():
    for piece in found(NEXIS_OLDER.encode(), "nexis.txt"):
        assert each(piece).blocks == nexis.read(piece.data, Options()).blocks


def test_document_without_its_end_is_still_read():
    cut = NEXIS.rpartition("Load-Date")[0]
    assert [draft.title for draft in drafts(cut.encode(), "a.txt", importer="nexis")][1] == "Talks adjourned"


def test_document_without_a_text_is_partial():
    [draft] = drafts(
        b"Talks\nThe Example\nMay 3, 2015\nBody\nLoad-Date: May 4, 2015\nEnd of Document", "a.txt", importer="nexis"
    )
    assert draft.more.is_partial


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02\x03\x04\x05" * 100, b"Only a text.", b"PK\x03\x04broken"],
    ids=["empty", "binary", "text", "zip"],
)
def test_what_is_no_download_is_refused(data):
    with pytest.raises(Refused):
        drafts(data, "nexis.txt", importer="nexis")


def test_article_about_documents_is_no_download():
    text = b"Talks\n\n12 of 250 documents\n\nwere found. End of document\n"
    [piece] = found(text, "text.txt")
    assert piece.options["importer"] == ""


def test_pages_of_the_older_service_are_taken_apart() -> None:
    documents = "".join(
        f"<p>{number} of 2 DOCUMENTS</p><div><p>The Times</p></div><p>May {number}, 2015 Sunday</p><p>Talks {number}</p>"
        f"<p>BYLINE: Jane Doe</p><p>LENGTH: 9 words</p><p>They met on day {number}.</p><p>They left.</p>"
        f"<p>LOAD-DATE: May {number}, 2015</p>"
        for number in (1, 2)
    )
    made = drafts(f"<html><body>{documents}</body></html>".encode(), "nexis.html")
    assert [draft.title for draft in made] == ["Talks 1", "Talks 2"]
    assert [draft.byline for draft in made] == ["Jane Doe", "Jane Doe"]
    assert [block.text for block in made[1].body] == ["They met on day 2.", "They left."]


def test_a_web_page_that_talks_of_nexis_is_a_web_page() -> None:
    page = "<html><h1>Talks</h1><p>Lexis Nexis found 3 of 4 documents that nobody had seen before.</p></html>"
    assert detect(page.encode(), "a.html").name == "html"
