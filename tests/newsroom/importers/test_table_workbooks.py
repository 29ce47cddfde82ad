"""Workbooks of Excel."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from newsroom.importers.notices import Refused
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
    assert [piece.place for piece in found(data, "t.xlsx")] == ["row 2"]


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
