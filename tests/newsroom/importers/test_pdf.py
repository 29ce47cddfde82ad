"""PDF files: printed lines become paragraphs in reading order; scans, bombs and locks are refused."""

import zlib

import pytest

from newsroom.importers import pdf_lines, registry
from newsroom.importers.notices import Refused
from tests.newsroom.importers.documents import pdf, pdf_of_streams

WIDE = [
    "The delegations met on Monday for the first time since the long",
    "summer, and neither side wanted to speak of a break-",
    "through in the long-term talks about the grain that is waiting in",
    "the ports. A long-term answer was not in sight.",
]


def read(data, **options):
    return registry.read(data, filename="talks.pdf", options=options)


def why(data):
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.code


def column(lines, x=50.0, top=700.0, size=11, step=14.0):
    return [(x, top - step * number, size, line) for number, line in enumerate(lines)]


def texts(data):
    return [block.text for block in read(data).body]


def test_lines_are_joined_and_hyphens_go_where_the_word_has_none():
    data = pdf([[(50, 760, 24, "Talks resume"), *column(WIDE), *column(WIDE, top=620)]])
    draft = read(data)
    assert draft.title == "Talks resume"
    assert len(draft.body) == 2
    assert "speak of a breakthrough in the long-term talks about the grain" in draft.body[0].text
    assert "pdf-compare" in [warning.code for warning in draft.warnings]


@pytest.mark.parametrize("by_row", [True, False])
def test_columns_are_read_one_after_the_other(by_row):
    left, right = column([f"left line number {n}, of some length" for n in range(12)]), []
    right = column([f"right line number {n}, of some length" for n in range(12)], x=310)
    rows = [line for pair in zip(left, right, strict=True) for line in pair] if by_row else [*left, *right]
    text = "\n".join(texts(pdf([[(50, 760, 24, "A headline across both columns"), *rows]])))
    assert text.index("left line number 11") < text.index("right line number 0")


def test_indents_and_short_lines_end_paragraphs():
    indented = [(62.0 if n % 4 == 0 else 50.0, 700 - 14 * n, 11, WIDE[n % 4]) for n in range(12)]
    assert len(texts(pdf([indented]))) == 3


def test_a_paragraph_runs_on_over_the_page_and_heads_are_dropped_and_can_be_put_back():
    pages = [
        [(50, 800, 9, "The Daily Herald"), *column(WIDE[:3]), (290, 30, 9, f"Page {number} of 3")]
        for number in (1, 2, 3)
    ]
    draft = read(pdf(pages))
    assert len(draft.body) == 1
    assert [piece.text for piece in draft.dropped] == ["Page 1 of 3", "The Daily Herald"]
    again = read(pdf(pages), restore=[draft.dropped[1].where])
    assert "The Daily Herald" in again.layout().text


def test_larger_print_is_a_heading():
    lines = [(50, 780, 24, "Talks resume"), *column(WIDE), (50, 630, 15, "What comes next"), *column(WIDE, top=600)]
    assert [block.kind for block in read(pdf([lines])).body] == ["paragraph", "heading", "paragraph"]


def test_author_of_the_file_is_a_byline_and_its_day_no_date():
    draft = read(pdf([column(WIDE)], info=b"/Author (Ann Lee) /CreationDate (D:20260203100000Z)"))
    assert (draft.byline, draft.published) == ("Ann Lee", "")
    assert "2026-02-03" in " ".join(str(step) for step in draft.steps)


def test_pages_without_words_are_named_and_a_whole_scan_is_refused():
    draft = read(pdf([column(WIDE), [], column(WIDE)]))
    assert "Pages without text, perhaps pictures: 2." in [str(warning) for warning in draft.warnings]
    assert why(pdf([[], []])) == "pdf-scan"


def test_a_damaged_page_is_named_and_the_others_are_read():
    good = b"BT /F1 11 Tf 1 0 0 1 50 700 Tm (They met on Monday, and they left on Tuesday.) Tj ET"
    draft = read(pdf_of_streams([good, b"<<" * 50_000, good]))
    assert "Damaged pages, of which text may be missing: 2." in [str(warning) for warning in draft.warnings]


def test_too_many_pages_characters_or_seconds_are_refused(monkeypatch):
    monkeypatch.setattr(pdf_lines, "MOST_PAGES", 2)
    assert why(pdf([[], [], []])) == "pdf-pages"
    monkeypatch.setattr(pdf_lines, "MOST_CHARACTERS", 100)
    assert why(pdf([column(WIDE)])) == "pdf-too-much"
    monkeypatch.setattr(pdf_lines, "MOST_CHARACTERS", 10_000)
    monkeypatch.setattr(pdf_lines, "SECONDS", -1.0)
    assert why(pdf([column(WIDE)])) == "pdf-too-much"


def test_streams_that_unfold_without_end_are_refused():
    bomb = zlib.compress(b" " * 100_000_000)
    assert why(pdf_of_streams([bomb], dictionary=b"/Filter /FlateDecode")) == "pdf-too-much"
    operations = zlib.compress(b"BT /F1 9 Tf (a) Tj ET\n" * 200_000)
    assert why(pdf_of_streams([operations], dictionary=b"/Filter /FlateDecode")) == "pdf-too-much"


def test_a_locked_pdf_is_refused():
    locks = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [(a) (a)]" % (b"o" * 32, b"u" * 32)
    assert why(pdf([column(WIDE)], trailer=locks)) == "pdf-protected"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"They met on Monday.", "no-pdf"),
        (b"%PDF-1.4\n" + bytes(100_000), "pdf-damaged"),
        (pdf([column(WIDE)])[:300], "pdf-damaged"),
        (pdf_of_streams([b"[" * 100_000]), "pdf-damaged"),
        (pdf_of_streams([b"<<" * 100_000]), "pdf-damaged"),
        (
            b"%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[2 0 R]>>endobj trailer<</Root 1 0 R>>",
            "pdf-damaged",
        ),
    ],
    ids=["empty", "text", "nothing", "cut", "arrays", "dictionaries", "loop"],
)
def test_bad_files_are_refused(data, code):
    assert why(data) == code
