"""RTF: characters of many sets, formatting, links and tables; hostile files end soon."""

import time

import pytest

from newsroom.importers import registry
from newsroom.importers.notices import Refused
from newsroom.text import Span

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}}"
    rb"{\stylesheet{\s0 Normal;}{\s1 heading 1;}}{\info{\author Ann Lee}{\creatim\yr2026\mo2\dy3}}"
)


def read(data, **options):
    return registry.read(data, filename="talks.rtf", options=options)


def texts(data):
    return [block.text for block in read(data).body]


def test_headings_bylines_and_properties():
    draft = read(HEAD + rb"\pard\s1 Talks resume\par\pard By Jane Doe\par They met on Monday.\par They left.\par}")
    assert (draft.title, draft.byline) == ("Talks resume", "By Jane Doe")
    assert [block.text for block in draft.body] == ["They met on Monday.", "They left."]


def test_formatting_and_links_become_spans():
    field = rb'{\field{\*\fldinst HYPERLINK "https://a.example/x"}{\fldrslt here}}'
    block = read(HEAD + rb"A title of words\par They {\b met} \i on\i0  Monday " + field + rb".\par}").body[0]
    assert block.text == "They met on Monday here."
    assert set(block.spans) == {
        Span("strong", 5, 8),
        Span("emphasis", 9, 11),
        Span("link", 19, 23, "https://a.example/x"),
    }


def test_scripts_are_no_links():
    field = rb'{\field{\*\fldinst HYPERLINK "javascript:alert(1)"}{\fldrslt here}}'
    assert read(HEAD + field + rb"\par}").blocks[0].spans == ()


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (rb"Gen\'e8ve", "Genève"),
        (rb"{\f1 \'cc\'ee\'f1\'ea\'e2\'e0}", "Москва"),
        (rb"\u26085\'93\u26412\'96", "日本"),
        (rb"\uc0\u-10179\u-8704 x", "😀x"),
        (rb"\ldblquote so\rdblquote\emdash he", "“so”—he"),
        (rb"a\~b \{c\}", "a b {c}"),
    ],
)
def test_characters(written, text):
    assert texts(HEAD + rb"A title of words\par " + written + rb"\par}") == [text]


def test_cells_know_their_row_and_column():
    rows = rb"\trowd\pard\intbl A\cell B\cell\row\pard\intbl C\cell D\cell\row\pard after\par}"
    found = [block for block in read(HEAD + rb"A title of words\par " + rows).body if block.kind == "table_cell"]
    assert [(cell.text, cell.attributes["row"], cell.attributes["column"]) for cell in found] == [
        ("A", 0, 0),
        ("B", 0, 1),
        ("C", 1, 0),
        ("D", 1, 1),
    ]


def test_pictures_and_footers_are_left_out():
    data = rb"A title of words\par {\pict\bin5 {{{{{}{\footer Page 1}{\*\unknown x}They met.\par}after the end"
    assert texts(HEAD + data) == ["They met."]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"They met.", "no-rtf"), (b"{\\rtf1}", "empty"), (b"{\\rtf1" + b"{" * 100_000, "damaged")],
)
def test_bad_files_are_refused(data, code):
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "inside", [b"\\b " * 300_000, b"\\'e9" * 300_000, b'{\\field{\\*\\fldinst HYPERLINK "' * 900, b"{\\b a}" * 100_000]
)
def test_hostile_files_end_soon(inside):
    began = time.process_time()
    try:
        read(b"{\\rtf1 " + inside + b"x}")
    except Refused as refused:
        assert refused.code in ("damaged", "empty")
    assert time.process_time() - began < 10
