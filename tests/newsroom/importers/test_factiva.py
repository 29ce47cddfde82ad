"""Factiva, as HTML and as text or RTF with indexing."""

import pytest

from newsroom.importers import factiva, factiva_text
from newsroom.importers.notices import Refused
from newsroom.importers.options import Options
from newsroom.text import Span
from tests.newsroom.importers.archives import FACTIVA, FACTIVA_TEXT, body, drafts, found

HOSTILE = {
    "empty": b"",
    "binary": b"\x00\x01\x02\x03\x04\x05" * 100,
    "page": b"<html><body><p>Talks</p></body></html>",
    "image": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
}


def test_every_article_of_a_page_is_a_piece():
    pieces = found(FACTIVA.encode(), "factiva.html")
    assert [piece.place for piece in pieces] == ["record 1", "record 2"]
    assert {piece.options["importer"] for piece in pieces} == {"factiva"}
    assert b"vertagt" not in pieces[0].data


def test_lines_are_told_by_their_place():
    first, second = drafts(FACTIVA.encode(), "factiva.html")
    assert (first.title, first.byline, first.more.section) == ("Talks resume in Geneva", "By Jane Doe", "Politics")
    assert (first.outlet, first.published, first.language) == ("The Daily Example", "13 November 2017 09:30", "en")
    assert first.more.external_id == "factiva:EXMPL00020171113edbd0000d"
    assert (second.title, second.outlet, second.language) == ("Gespräche vertagt", "Das Beispiel", "de")
    assert (second.byline, second.published) == ("", "14. November 2017")


def test_marks_of_search_hits_are_no_formatting():
    first, second = drafts(FACTIVA.encode(), "factiva.html")
    assert body(first) == ["The negotiations began on Monday.", "They may last for weeks."]
    assert first.body[0].spans == ()
    assert first.body[1].spans == (Span("emphasis", 9, 13),)
    assert body(second) == ["Die Gespräche wurden vertagt."]


def test_page_in_windows_characters_reads_the_same():
    page = FACTIVA.replace("<head>", '<head><meta charset="windows-1252">')
    assert [draft.title for draft in drafts(page.encode("cp1252"), "factiva.htm")][1] == "Gespräche vertagt"


def test_texts_have_fields_of_two_letters():
    first, second = drafts(FACTIVA_TEXT.encode(), "factiva.txt")
    assert (first.title, first.byline, first.outlet) == ("Talks resume in Geneva", "By Jane Doe", "The Daily Example")
    assert (first.published, first.language) == ("13 November 2017 09:30", "en")
    assert first.more.subjects == ("Domestic Politics", "International Relations")
    assert body(first) == ["The negotiations began on Monday.", "IN short, nobody expects much."]
    assert (second.title, second.more.external_id) == ("Talks adjourned", "factiva:EXMPL00020171114edbe0000f")


def test_pieces_of_a_text_read_the_same_again():
    for piece in found(FACTIVA_TEXT.encode(), "factiva.txt"):
        once = factiva_text.read(piece.data, Options())
        [again] = drafts(piece.data, "again.txt", importer="factiva_text")
        assert (once.blocks, once.more) == (again.blocks, again.more)


def test_rich_text_with_rows_of_tables_reads_like_text():
    row = r"\trowd\cellx500\cellx9000\pard\intbl {0}\cell {1}\cell\row "
    fields = {
        "HD": "Talks resume",
        "WC": "9 words",
        "PD": "13 November 2017",
        "SN": "The Example",
        "LA": "English",
        "LP": "They met.",
        "TD": "They left.",
        "AN": "Document EXMPL00020171113edbd0000d",
    }
    data = (
        r"{\rtf1\ansi " + "".join(row.replace("{0}", name).replace("{1}", text) for name, text in fields.items()) + "}"
    )
    [draft] = drafts(data.encode(), "factiva.rtf")
    assert (draft.importer, draft.title, draft.outlet) == ("factiva_text", "Talks resume", "The Example")
    assert body(draft) == ["They met.", "They left."]


def test_article_without_text_is_partial():
    page = FACTIVA.split("<p class", 1)[0] + "</div>"
    [draft] = drafts(page.encode(), "factiva.html")
    assert draft.more.is_partial
    assert "partial" in [notice.code for notice in draft.warnings]


@pytest.mark.parametrize("module", [factiva, factiva_text], ids=["html", "text"])
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_export_is_refused(module, name):
    importer = module.__name__.rpartition(".")[2]
    with pytest.raises(Refused):
        drafts(HOSTILE[name], "factiva.html", importer=importer)
    with pytest.raises(Refused):
        module.read(HOSTILE[name], Options())


def test_export_cut_in_the_middle_gives_what_is_there():
    first, second = drafts(FACTIVA[:-300].encode(), "factiva.html")
    assert body(first) == ["The negotiations began on Monday.", "They may last for weeks."]
    assert second.title == "Gespräche vertagt"


def test_plain_web_page_and_plain_text_are_not_taken_for_exports():
    [piece] = found(b"<html><body><article><p>WC is the number of words.</p></article></body></html>", "page.html")
    assert piece.options["importer"] == ""
    [piece] = found(b"Talks\n\nHD is a headline, SN a source.\nPD\nWC\n", "text.txt")
    assert piece.options["importer"] == ""
