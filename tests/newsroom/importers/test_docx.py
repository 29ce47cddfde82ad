"""Word files: styles give title, standfirst and kinds; nothing hostile is unpacked or believed."""

import zipfile

import pytest

from newsroom.importers import registry
from newsroom.importers.notices import Refused
from newsroom.text import Span
from tests.newsroom.importers.documents import W, docx, paragraph, zip_of

BOLD = "<w:b/>"


def read(data):
    return registry.read(data, filename="talks.docx")


def why(data):
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.code


def test_styles_name_title_standfirst_heading_and_quotation():
    draft = read(
        docx(
            paragraph("Talks resume", "Title")
            + paragraph("A summary", "Subtitle")
            + paragraph("They met.", formatting=BOLD)
            + paragraph("A part", "heading2")
            + paragraph("We will see", "Quote")
        )
    )
    assert (draft.title, draft.title_made_up, draft.standfirst) == ("Talks resume", False, "A summary")
    assert [block.kind for block in draft.body] == ["paragraph", "heading", "quotation"]
    assert draft.body[0].spans == (Span("strong", 0, 9),)


def test_without_styles_a_first_line_that_can_be_one_is_the_headline():
    lines = ["Talks resume in Geneva", "By Jane Doe", "3 February 2026", "They met on Monday.", "They left."]
    draft = read(docx("".join(paragraph(line) for line in lines)))
    assert (draft.title, draft.byline, draft.published) == (lines[0], "By Jane Doe", "3 February 2026")
    assert [block.text for block in draft.body] == lines[3:]


def test_author_in_the_properties_is_a_byline_and_the_day_it_was_made_no_date_of_publication():
    draft = read(docx(paragraph("Talks resume", "Title") + paragraph("They met."), creator="Ann Lee"))
    assert (draft.byline, draft.published) == ("Ann Lee", "")
    assert "2026-02-03" in " ".join(str(step) for step in draft.steps)
    assert read(docx(paragraph("They met."), creator="user")).byline == ""


def test_tables_become_cells():
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("A", "B"))
    draft = read(docx(paragraph("Talks", "Title") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert [(block.kind, block.text, block.attributes["column"]) for block in draft.body] == [
        ("table_cell", "A", 0),
        ("table_cell", "B", 1),
    ]


def test_pictures_are_never_unpacked():
    more = {"word/media/large.png": b"\0" * 30_000_000}
    assert read(docx(paragraph("They met."), more=more)).body[0].text == "They met."


def test_a_bomb_is_refused_by_its_directory():
    assert why(docx(paragraph("x"), more={"word/footnotes.xml": b" " * 19_000_000})) == "zip-bomb"


def test_entities_are_refused():
    bomb = (
        f'<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document {W}><w:body>&b;</w:body></w:document>'
    )
    assert why(docx("", more={"word/notes.xml": bomb})) == "entities"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"They met.", "no-zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old-word"),
        (docx(paragraph("They met."))[:-40], "damaged"),
        (zip_of({"readme.xml": "x"}), "no-word"),
        (docx(""), "empty"),
        (docx("<w:p>"), "damaged"),
        (docx("<w:p><w:r>" * 5000 + "</w:r></w:p>" * 5000), "damaged"),
    ],
    ids=["empty", "text", "old", "cut", "other", "no text", "broken", "deep"],
)
def test_bad_files_are_refused_with_a_reason(data, code):
    assert why(data) == code


def test_a_document_is_one_article_of_its_file():
    file = registry.file_of(docx(paragraph("They met on Monday.")))
    [piece] = registry.pieces(file, filename="talks.docx")
    assert registry.read(piece.data, filename=piece.name, options=piece.options).importer == "docx"


def test_a_nexis_download_is_taken_apart():
    one = [
        "Talks resume",
        "The Daily",
        "February 3, 2026 Tuesday",
        "Length: 20 words",
        "Body",
        "They met.",
        "End of Document",
    ]
    two = [
        "Talks end",
        "The Daily",
        "February 4, 2026 Wednesday",
        "Length: 20 words",
        "Body",
        "They left.",
        "End of Document",
    ]
    file = registry.file_of(docx("".join(paragraph(line) for line in one + two)))
    pieces = list(registry.pieces(file, filename="download.docx"))
    drafts = [registry.read(piece.data, filename=piece.name, options=piece.options) for piece in pieces]
    assert [draft.title for draft in drafts] == ["Talks resume", "Talks end"]
    assert [draft.body[0].text for draft in drafts] == ["They met.", "They left."]


def test_an_encrypted_member_is_refused(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph("x")))
    with zipfile.ZipFile(path) as packed:
        start = packed.getinfo("word/document.xml").header_offset
    data = bytearray(path.read_bytes())
    data[start + 6] |= 1
    directory = data.index(b"PK\x01\x02")
    while b"word/document.xml" not in data[directory : directory + 70]:
        directory = data.index(b"PK\x01\x02", directory + 4)
    data[directory + 8] |= 1
    assert why(bytes(data)) == "zip-encrypted"
