"""Tables: CSV and its kin, JSON and JSON Lines. Each row an article, what is wrong with one row alone its own."""

import io
import json

import pytest

from newsroom.importers import table
from newsroom.importers.notices import Refused
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece
from newsroom.importers.registry import question
from tests.newsroom.importers.archives import body, drafts, found

ROWS = [{"Title": "Talks", "Text": "They mët.\n\nThey left.", "Date": "2026-02-03"}, {"Title": "End", "Text": "Café."}]


def csv_of(separator, encoding="utf-8"):
    lines = ["Title,Text,Date", '"Talks","They mët.\n\nThey left.",2026-02-03', "End,Café."]
    return "\r\n".join(lines).replace(",", separator).encode(encoding)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_separator_and_encoding_are_found(separator, encoding):
    first, second = drafts(csv_of(separator, encoding), "table.csv")
    assert (first.title, body(first), first.published) == ("Talks", ["They mët.", "They left."], "2026-02-03")
    assert (second.title, body(second)) == ("End", ["Café."])


@pytest.mark.parametrize("name", ["table.json", "table.csv", "table.xlsx", "table.tsv"])
def test_beginning_says_what_it_is_and_not_the_name(name):
    assert [draft.title for draft in drafts(json.dumps(ROWS).encode(), name)] == ["Talks", "End"]


@pytest.mark.parametrize(
    "around",
    [
        "%s",
        '{"articles": %s}',
        '{"status": {"code": 1}, "response": {"docs": %s, "meta": []}}',
        '{"data": {"x": "[{", "items": %s}}',
    ],
)
def test_records_are_found_in_a_document(around):
    data = (around % json.dumps(ROWS)).encode()
    assert [piece.place for piece in found(data, "table.json")] == ["record 1", "record 2"]
    assert [draft.title for draft in drafts(data, "table.json")] == ["Talks", "End"]


def test_one_object_is_one_article():
    [draft] = drafts(json.dumps(ROWS[0], indent=1).encode(), "table.json")
    assert draft.title == "Talks"


def test_lines_of_json_are_rows_and_blank_ones_are_none():
    data = "\n\n".join(json.dumps(row) for row in ROWS).encode("utf-8-sig")
    assert [piece.place for piece in found(data, "table.jsonl")] == ["line 1", "line 3"]


def test_piece_keeps_the_row_as_it_came():
    line = b'{"title": "Talks", "n": 1.50, "text": "caf\\u00e9"}'
    assert found(line + b"\n" + line, "table.jsonl")[0].data == line


def test_bad_line_is_named_and_the_others_go_on():
    data = b'{"title": "A"}\n{"title": \n["B"]\n{"title": "C"}\n' + b"[" * 50_000 + b"\n"
    pieces = found(data, "table.jsonl")
    assert [(isinstance(piece, BadPiece), piece.place) for piece in pieces] == [
        (False, "line 1"),
        (True, "line 2"),
        (True, "line 3"),
        (False, "line 4"),
        (True, "line 5"),
    ]


def test_quotation_mark_without_an_end_costs_its_row_alone():
    data = b'title,text\nA,"open\nB,two\nC,"three\nlines"\nD,four\n'
    pieces = found(data, "table.csv")
    assert [piece.place for piece in pieces if isinstance(piece, BadPiece)] == ["row 2"]
    assert "quotation mark" in str(pieces[0].notice)
    assert [json.loads(piece.data)["title"] for piece in pieces[1:]] == ["B", "C", "D"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_lines_may_end_in_any_way(end):
    rows = ["title,text", '"Talks","They met.', 'They left."', "End,x"]
    assert [body(draft) for draft in drafts(end.join(rows).encode(), "t.csv")] == [["They met.", "They left."], ["x"]]


def test_row_may_leave_out_its_last_cells():
    [draft] = drafts(b'title,text,date,note\nTalks,"They met.\nThey left."\n', "table.csv")
    assert body(draft) == ["They met.", "They left."]


def test_table_full_of_open_quotation_marks_is_given_up():
    pieces = found(b"title,text\nTalks,x\n" + b'A,"open\nB,"two\n' * 200, "table.csv")
    assert pieces[0].place == "row 2"
    assert all(isinstance(piece, BadPiece) for piece in pieces[1:])
    assert "not read" in str(pieces[-1].notice)


def test_row_with_too_many_cells_is_named():
    bad, good = found(b"title,text\nA,one, two, three\nB,two\n", "table.csv")
    assert (bad.place, bad.notice.code) == ("row 2", "too-many-cells")
    assert good.place == "row 3"


def test_long_cells_and_nul_characters_are_read():
    long = "They met. " * 20_000
    [draft] = drafts(f"title,text\nTalks,{long}\n".encode(), "table.csv")
    assert body(draft) == [long.strip()]
    [draft] = drafts(b"title,text\nTa\x00lks,They met.\n", "table.csv")
    assert draft.title == "Talks"


def test_excel_says_its_separator_in_the_first_line():
    assert drafts(b"sep=;\ntitle;text\nTalks, again;They met.\n", "table.csv")[0].title == "Talks, again"


def test_line_of_another_encoding_spoils_no_other():
    good = "Talks,Déjà vu.\n".encode() * 20_000
    pieces = found(b"title,text\n" + good + "Talks,Déjà vu.\n".encode("cp1252"), "table.csv")
    assert len(pieces) == 20_001
    assert json.loads(pieces[-1].data)["text"] == json.loads(pieces[0].data)["text"] == "Déjà vu."


def test_columns_that_were_chosen_go_with_every_piece():
    pieces = found(b"a,b\nTalks,They met.\n", "table.csv", columns={"title": ["a"], "body": ["b"]})
    assert pieces[0].options["columns"] == {"title": ["a"], "body": ["b"]}
    assert pieces[0].options["importer"] == "record"
    assert [draft.title for draft in drafts(b"a,b\nTalks,They met.\n", "t.csv", columns={"title": ["a"]})] == ["Talks"]


def test_chosen_columns_of_another_table_are_guessed_anew():
    [draft] = drafts(b"headline,content\nTalks,They met.\n", "table.csv", columns={"title": ["a"]})
    assert (draft.title, body(draft)) == ("Talks", ["They met."])


def test_first_row_without_names_is_an_article():
    pieces = found(b"https://a.example/1,Talks\nhttps://a.example/2,End\n", "t.csv", columns={"title": ["column 2"]})
    assert [piece.place for piece in pieces] == ["row 1", "row 2"]


def test_question_shows_columns_rows_guess_and_signature():
    line = b'{"fields": {"body": "' + b"x" * 1000 + b'"}, "webTitle": "Talks", "n": 7, "tags": ["a"]}\n'
    data = line * 9
    asked = question(io.BytesIO(data), filename="table.jsonl")
    assert asked["columns"] == ["fields.body", "webTitle", "n", "tags"]
    assert asked["guess"] == {"title": ["webTitle"], "body": ["fields.body"], "tags": ["tags"]}
    assert len(asked["rows"]) == 5
    assert asked["rows"][0] == {"fields.body": "x" * 300, "webTitle": "Talks", "n": 7, "tags": ["a"]}
    other = question(io.BytesIO(b"Web Title;N;fields.body;tags\na;b;c;d\n"), filename="table.csv")
    assert other["signature"] != asked["signature"]
    assert question(io.BytesIO(data), filename="table.jsonl", options={"columns": {"title": ["n"]}}) is None


def test_same_columns_have_the_same_signature_in_any_spelling():
    signatures = {
        table.ask(io.BytesIO(data), name="t.csv", options=Options())["signature"]
        for data in (b"Web Title,Full-Text\na,b\n", b"web_title;fulltext\nc;d\n")
    }
    assert len(signatures) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\n",
        b"\xef\xbb\xbf",
        b"title,text\n",
        b"x,y\n1,2\n",
        b"{",
        b"[]",
        b"[" * 100_000,
        b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 200,
        b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
        b"a" * 20_000_001,
    ],
    ids=[
        "empty",
        "blank",
        "mark",
        "head alone",
        "no column known",
        "cut",
        "no rows",
        "deep",
        "image",
        "old excel",
        "line",
    ],
)
def test_what_holds_no_articles_is_refused(data):
    with pytest.raises(Refused) as refused:
        found(data, "table.csv")
    assert str(refused.value)


def test_rows_are_given_out_as_they_are_read():
    class Endless(io.RawIOBase):
        given = 0

        def readable(self):
            return True

        def seekable(self):
            return True

        def seek(self, offset, whence=0):
            self.at = offset
            return offset

        def tell(self):
            return self.at

        def readinto(self, buffer):
            line = b'{"title": "Talks"}\n'
            Endless.given += len(buffer)
            self.at += len(buffer)
            start = (self.at - len(buffer)) % len(line)
            many = line * (len(buffer) // len(line) + 2)
            buffer[:] = many[start : start + len(buffer)]
            return len(buffer)

    file = io.BufferedReader(Endless(), 8192)
    pieces = table.split(file, name="endless.jsonl", options=Options())
    assert [next(pieces).place for _ in range(3)] == ["line 1", "line 2", "line 3"]
    assert Endless.given < 2_000_000
