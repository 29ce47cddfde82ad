"""CSV files: what is written is read back the same, and nothing in it runs."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from annotations.exports.cells import SIGNS, identifier, known_time, neutral, original
from annotations.exports.columns import COLUMNS, TEXT, TIMES
from annotations.exports.csv_file import DEFAULT, SCRIPTS, excel, write
from annotations.exports.wide import wide_rows

DATA = Path(__file__).parents[1] / "data"
FORMULAS = json.loads((DATA / "csv_formulas.json").read_text())["csv_formulas"]
NAUGHTY = json.loads((DATA / "blns.json").read_text())
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
dangerous = st.builds("".join, st.lists(st.sampled_from([*"='+-@ \t\r\n\0a\u200b\ufeff＝＋"]), max_size=8))


def read(data, separator=","):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator, strict=True))


def runs(cell):
    """Whether some spreadsheet might run a cell, told in another way than the code tells it."""
    seen = cell.lstrip(" \u00a0\u200b\ufeff\u2060\u00ad\u3000")
    return cell[:1] in ("\t", "\r", "\n", "\0") or (seen[:1] in (*SIGNS, "\t", "\r", "\n", "\0") and seen != "")


@given(texts | dangerous)
@example("'")
@example("''=")
def test_neutralising_can_be_taken_back(text):
    assert original(neutral(text)) == text


@given(texts | dangerous)
def test_no_neutral_cell_runs(text):
    assert not runs(neutral(text))


@given(texts | dangerous, texts | dangerous)
def test_two_cells_never_become_one(one, other):
    assert (neutral(one) == neutral(other)) == (one == other)


@pytest.mark.parametrize("cell", FORMULAS, ids=ascii)
def test_formula_cells_are_neutral_in_a_file_and_come_back(cell):
    rows = read(b"".join(write(("note", "start"), [(cell, 1)])))
    assert not runs(rows[1][0])
    assert original(rows[1][0]) == cell
    assert (rows[1][0] != cell) == (runs(cell) or cell == "'=1+1")


@given(st.lists(st.tuples(texts | dangerous, st.integers(0, 9), texts), max_size=5))
def test_a_file_reads_back_equal(rows):
    data = b"".join(write(("quote", "start", "note"), rows, SCRIPTS))
    assert read(data)[1:] == [[quote or "NA", str(start), note or "NA"] for quote, start, note in rows]
    neutralised = read(b"".join(write(("quote", "start", "note"), rows, DEFAULT)))[1:]
    assert [[original(cell) for cell in row] for row in neutralised] == [[q, str(s), n] for q, s, n in rows]


def test_naughty_strings_and_scripts_of_the_world_survive():
    cells = [*NAUGHTY, "👩‍👩‍👧", 'שלום, "עולם"', "مرحبا\r\nبالعالم", "ที่ทำงาน", "a\u2028b\x85c"]
    cells = [cell for cell in cells if cell]
    data = b"".join(write(("note",), [(cell,) for cell in cells]))
    assert [original(row[0]) for row in read(data)[1:]] == cells


def test_lines_end_with_cr_lf_and_words_are_quoted():
    data = b"".join(write(("annotation_id", "quote"), [("x", 'say "no",\nthen go')]))
    assert data == b'annotation_id,quote\r\nx,"say ""no"",\nthen go"\r\n'


def test_excel_has_a_mark_its_separator_and_plain_times():
    data = b"".join(write(("quote", "published_at"), [("a;b", "2026-02-03T14:05:00Z")], excel(";")))
    assert data == b'\xef\xbb\xbfquote;published_at\r\n"a;b";2026-02-03 14:05:00\r\n'


def test_no_chunk_holds_the_whole_file():
    chunks = list(write(("start",), ((number,) for number in range(5_000))))
    assert max(map(len, chunks)) < 5_000
    assert b"".join(chunks).count(b"\r\n") == 5_001


def test_dates_are_as_exact_as_they_are_known():
    at = "2026-02-03 14:05:09.123456"
    assert [known_time(at, precision) for precision in ("minute", "day", "month")] == [
        "2026-02-03T14:05:09Z",
        "2026-02-03",
        "2026-02",
    ]
    assert known_time(None, "unknown") == "" == identifier(None)


def test_wide_rows_put_stances_under_their_claims():
    def row(annotation, claim, stance):
        facts = {"annotation_id": annotation, "claim_id": claim, "stance": stance}
        return tuple(facts.get(name, "") for name in COLUMNS)

    rows = [row("1", "a", "asserts"), row("1", "b", "disputes"), row("1", "a", "questions"), row("2", "", "")]
    assert [found[-2:] for found in wide_rows(rows, ["a", "b"])] == [("asserts; questions", "disputes"), ("", "")]


def test_every_column_with_words_from_outside_is_known_as_text():
    machine = {"annotation_id", "tagging_id", "project", "article_id", "story_id", "revision", "revision_sha256"}
    machine |= {"block", "block_kind", "start", "end", "claim_id", "stance", "speaker_id", "speaker_kind", "form"}
    machine |= {"certainty", "said_precision", "published_precision", "visibility", "anchor_status", "permalink"}
    machine |= {"anchor_score", "anchor_decision", "revision_current", "analysts", "contested"}
    machine |= {"correction", "coded_claim_id", "coded_stance", "coded_form", "replies"}
    assert set(COLUMNS) - TEXT - set(TIMES) == machine
