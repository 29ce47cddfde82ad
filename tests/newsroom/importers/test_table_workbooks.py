"""Workbooks of Excel."""

import io
import json
import time
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from newsroom.importers.notices import Refused
from newsroom.importers.pieces import BadPiece
from newsroom.importers.workbook_cells import is_date_format
from tests.newsroom.importers.archives import body, drafts, found


def workbook(*rows, before=()):
    book = Workbook()
    sheet = book.active
    for row in before:
        sheet.append(row)
    if before:
        sheet = book.create_sheet("Second")
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data, member, change):
    """Return a workbook with one of its members changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    return made.getvalue()


def with_strings(strings, rows):
    """A workbook with a table of shared strings, and these rows below the names of its columns."""
    relation = (
        b'<Relationship Id="rId77" Target="sharedStrings.xml" Type='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    names = b'<row r="1"><c t="str"><v>Title</v></c><c t="str"><v>Text</v></c></row>'
    sheet = b"<worksheet><sheetData>%s</sheetData></worksheet>" % (names + rows)
    data = changed(SMALL, SHEET, lambda xml: sheet)
    data = changed(data, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", relation))
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", strings)
    return made.getvalue()


SMALL = workbook(["Title", "Text"], ["Talks", "They met."])
SHEET = "xl/worksheets/sheet1.xml"


def test_rows_have_the_numbers_of_the_sheet():
    data = workbook(["Headline", "Body"], ["Talks", "They met."], [None, None], ["End", "They left."])
    assert [piece.place for piece in found(data, "t.xlsx")] == ["row 2", "row 4"]
    assert [draft.title for draft in drafts(data, "t.xlsx")] == ["Talks", "End"]


def test_dates_and_numbers_are_read_as_they_are_meant():
    cells = [
        "Talks",
        "They met.",
        datetime(2026, 2, 3),
        date(2026, 2, 4),
        datetime(2026, 2, 3, 9, 30),
        17.0,
        True,
        None,
    ]
    data = workbook(["title", "text", "date", "b", "c", "d", "e", "f"], cells)
    [piece] = found(data, "t.xlsx")
    values = b'"date": "2026-02-03", "b": "2026-02-04", "c": "2026-02-03T09:30:00", "d": "17", "e": "True"}'
    assert piece.data.endswith(values)
    assert drafts(data, "t.xlsx")[0].published == "2026-02-03"


def test_first_sheet_with_rows_is_the_table():
    data = workbook(["title", "text"], ["Talks", "They met."], before=[[None, None]])
    assert [draft.title for draft in drafts(data, "t.xlsx")] == ["Talks"]


def test_workbook_under_another_name_is_known():
    assert [body(draft) for draft in drafts(SMALL, "table.csv")] == [["They met."]]


def test_cell_that_is_full_was_cut():
    [draft] = drafts(workbook(["title", "text"], ["Talks", "x" * 32_767]), "t.xlsx")
    assert draft.more.is_partial
    assert "32767" in " ".join(str(notice) for notice in draft.warnings)


def test_formula_without_a_saved_value_is_an_empty_cell():
    [draft] = drafts(workbook(["title", "text"], ["Talks", "=1+1"]), "t.xlsx")
    assert draft.body == ()


def test_cell_in_the_last_row_costs_no_time():
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    data = changed(SMALL, SHEET, lambda xml: xml.replace(b"</sheetData>", far))
    assert [piece.place for piece in found(data, "t.xlsx")] == ["row 2", "row 1048576"]


ROWS = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>Talks %d</t></is></c>%s</row>'


def table(*cells):
    """A workbook whose rows have a title each, and these cells of XML."""
    rows = b"".join(ROWS % (number, number, number, cell) for number, cell in enumerate(cells, start=3))
    return changed(SMALL, SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


BAD = {
    "a string that is not there": (b'<c r="B4" t="s"><v>999999</v></c>', "B4"),
    "a string before the first": (b'<c r="B4" t="s"><v>-1</v></c>', "B4"),
    "a number that is none": (b'<c r="B4"><v>seven</v></c>', "B4"),
    "a number of 6,000 digits": (b'<c r="B4"><v>%s</v></c>' % (b"9" * 6_000), "B4"),
    "yes and no": (b'<c r="B4" t="b"><v>maybe</v></c>', "B4"),
    "a column beyond all": (b'<c r="AAAAAAA4"><v>1</v></c>', "AAAAAAA4"),
    "a place that is none": (b'<c r="here"><v>1</v></c>', "here"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_cell_costs_its_row_and_is_named(bad):
    cell, place = BAD[bad]
    pieces = found(table(b"", cell, b""), "t.xlsx")
    assert [piece.place for piece in pieces] == ["row 2", "row 3", "row 4", "row 5"]
    told = [str(piece.notice) for piece in pieces if isinstance(piece, BadPiece)]
    assert len(told) == 1
    assert f"Cell {place} of the sheet “Sheet” is damaged" in told[0]


def test_a_bad_name_of_a_column_is_named_and_the_rows_are_read():
    data = changed(SMALL, SHEET, lambda xml: xml.replace(b'<c r="B1" t="inlineStr">', b'<c r="B1" t="b"><v>x</v>'))
    bad, row = found(data, "t.xlsx")
    assert (bad.place, bad.notice.params["cell"]) == ("row 1", "B1")
    assert row.data == b'{"Title": "Talks", "column 2": "They met."}'


def test_a_cell_beyond_the_named_columns_is_kept_by_the_number_of_its_column():
    [piece] = found(workbook(["title", "text"], ["Talks", "They met.", None, "a remark"]), "t.xlsx")
    assert json.loads(piece.data) == {"title": "Talks", "text": "They met.", "column 4": "a remark"}


def test_a_row_with_a_number_that_no_sheet_has_is_named():
    data = changed(table(b"", b""), SHEET, lambda xml: xml.replace(b'<row r="3"', b'<row r="99999999999"'))
    bad = found(data, "t.xlsx")[1]
    assert (bad.place, bad.notice.code, bad.notice.params["row"]) == ("row 3", "bad-row", "99999999999")


def test_a_sheet_that_is_damaged_further_down_gives_the_rows_above():
    whole = table(*[b""] * 2_000)
    half = changed(whole, SHEET, lambda xml: xml[: len(xml) // 2])
    pieces = found(half, "t.xlsx")
    assert len(pieces) > 500
    assert "damaged from here on" in str(pieces[-1].notice)
    assert pieces[-1].place == f"row {len(pieces) + 1}"


STRINGS = b"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>They </t></r><r><rPr/><t>met.</t>
</r><rPh sb="0" eb="1"><t>said so</t></rPh></si><si><t xml:space="preserve">One_x000D_
Two _x005F_x0041_ _xD83D__xDE00_</t></si></sst>"""


def test_strings_have_their_runs_and_what_xml_cannot_hold():
    data = with_strings(STRINGS, b'<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>')
    [piece] = found(data, "t.xlsx")
    assert json.loads(piece.data) == {"Title": "They met.", "Text": "One\nTwo _x0041_ 😀"}


def test_a_quarter_of_a_million_strings_is_read_in_seconds():
    strings = b"".join(b"<si><t>%x and %d</t></si>" % (number * 7919, number) for number in range(250_000))
    whole = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>' % strings
    data = with_strings(whole, b'<row r="2"><c r="A2" t="s"><v>249999</v></c></row>')
    began = time.process_time()
    [piece] = found(data, "t.xlsx")
    assert piece.data.endswith(b'and 249999"}')
    assert time.process_time() - began < 6


def test_a_workbook_without_places_and_styles_is_read_in_order():
    bare = b"<row><c t='inlineStr'><is><t>Title</t></is></c><c t='str'><v>Text</v></c></row><row><c t='str'><v>Talks</v></c><c><v>7</v></c></row>"
    data = changed(SMALL, SHEET, lambda xml: b"<worksheet><sheetData>%s</sheetData></worksheet>" % bare)
    [piece] = found(data, "t.xlsx")
    assert (piece.place, json.loads(piece.data)) == ("row 2", {"Title": "Talks", "Text": "7"})


def bomb(xml):
    entities = b"".join(b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10) for level in range(1, 10))
    return b'<!DOCTYPE x [<!ENTITY e0 "lol">' + entities + b"]>" + xml.replace(b"</sheetData>", b"&e9;</sheetData>")


def outside(xml):
    head, _, rest = xml.rpartition(b"<worksheet")
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return (
        head + entity + b"<worksheet" + rest.replace(b"They met.", b"&e;").replace(b"</sheetData>", b"&e;</sheetData>")
    )


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04broken",
        SMALL[:-200],
        SMALL[: len(SMALL) // 2],
        changed(SMALL, SHEET, lambda xml: xml[: len(xml) // 2]),
        changed(SMALL, SHEET, bomb),
        changed(SMALL, SHEET, outside),
        changed(SMALL, SHEET, lambda xml: xml + b" " * 60_000_000),
        changed(SMALL, "xl/workbook.xml", lambda xml: b""),
        workbook(),
        workbook(["title", "text"]),
    ],
    ids=["no zip", "cut", "half", "cut sheet", "entities", "outside", "bomb", "no book", "empty", "head alone"],
)
def test_bad_workbook_is_refused(data):
    with pytest.raises(Refused):
        drafts(data, "table.xlsx")


def test_all_sheets_with_the_same_columns_are_read() -> None:
    book = Workbook()
    book.active.title = "The Daily"
    for sheet, title in (
        (book.active, "Talks"),
        (book.create_sheet("Empty"), ""),
        (book.create_sheet("Post"), "Grain"),
    ):
        if title:
            sheet.append(["Title", "Text"])
            sheet.append([title, f"{title} were on everybody's mind on Tuesday."])
    file = io.BytesIO()
    book.save(file)
    pieces = found(file.getvalue(), "t.xlsx")
    assert [piece.place for piece in pieces] == ["row 2", "Post, row 2"]
    assert [draft.title for draft in drafts(file.getvalue(), "t.xlsx")] == ["Talks", "Grain"]


def test_a_sheet_with_other_columns_is_named_with_the_reason() -> None:
    book = Workbook()
    book.active.append(["Title", "Text"])
    book.active.append(["Talks", "They met."])
    legend = book.create_sheet("Legend")
    legend.append(["Code", "Meaning"])
    legend.append(["N", "News"])
    file = io.BytesIO()
    book.save(file)
    first, other = found(file.getvalue(), "t.xlsx")
    assert first.place == "row 2"
    assert (other.place, other.notice.code) == ("sheet Legend", "other-columns")
    assert other.notice.params["names"] == "Code, Meaning"


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("yyyy-mm-dd", True),
        ('"day" 0.00', False),
        ("[Red]0.00", False),
        ("[Red", False),
        ('"days', False),
        ("[h]:mm", False),
        ("d" + "[" * 200_000, True),
    ],
)
def test_a_format_is_a_date_by_what_stands_outside_quotes_and_brackets(code, is_one):
    assert is_date_format(code) is is_one
