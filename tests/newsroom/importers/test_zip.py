"""ZIP files: members by their own formats, each refusal by name, nothing written to disk."""

import contextlib
import io
import stat
import struct
import time
import warnings
import zipfile
import zlib

import pytest

from newsroom.importers import bounds, registry
from newsroom.importers.notices import Refused
from newsroom.importers.pieces import BadPiece, Piece
from tests.newsroom.importers.documents import docx, paragraph, zip_of

TALKS = "Talks resume in Geneva\n\nThey met on Monday."


def split(data):
    return list(registry.pieces(io.BytesIO(data), filename="all.zip"))


def names(data):
    found = split(data)
    taken = [piece.name for piece in found if isinstance(piece, Piece)]
    return taken, {piece.name: piece.notice.code for piece in found if isinstance(piece, BadPiece)}


def why(data):
    with pytest.raises(Refused) as refused:
        split(data)
    return refused.value.code


def test_each_member_is_read_by_its_own_format():
    data = zip_of(
        {"a.txt": TALKS, "part/b.md": "# Talks\n\nThey met.", "c.docx": docx(paragraph("They met on Monday."))}
    )
    drafts = [registry.read(piece.data, filename=piece.name, options=piece.options) for piece in split(data)]
    assert [draft.importer for draft in drafts] == ["plain_text", "markdown", "docx"]


def test_bad_members_are_told_by_name_and_the_rest_goes_on():
    inner = zip_of({"x.txt": TALKS})
    data = zip_of({"a.txt": TALKS, "b.exe": "x", "c": "x", "d.zip": inner, "e.txt": "", "g.txt": TALKS})
    taken, bad = names(data)
    assert taken == ["a.txt", "g.txt"]
    assert bad == {"b.exe": "unknown-extension", "c": "unknown-extension", "d.zip": "zip-in-zip", "e.txt": "empty"}


def test_what_systems_add_and_the_files_of_saved_pages_are_passed_over():
    page = "<!doctype html><p>They met on Monday.</p>"
    data = zip_of(
        {
            "__MACOSX/._a.txt": "x",
            ".DS_Store": "x",
            "Thumbs.db": "x",
            "folder/": "",
            "a.txt": TALKS,
            "Talks.html": page,
            "Talks_files/frame.html": page,
            "Talks_files/x.js": "x",
            "other_files/b.txt": TALKS,
        }
    )
    assert names(data) == (["a.txt", "Talks.html", "other_files/b.txt"], {})


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "C:\\a.txt", "..\\a.txt"])
def test_names_that_lead_out_are_refused(name):
    taken, bad = names(zip_of({name: TALKS, "b.txt": TALKS}))
    assert taken == ["b.txt"]
    assert list(bad.values()) == ["zip-path"]


def test_links_and_doubles_are_refused_and_other_case_is_another_name():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
        for name in ("a.txt", "a.txt", "A.txt"):
            packed.writestr(name, TALKS)
    assert names(out.getvalue()) == (["a.txt", "A.txt"], {"link.txt": "zip-link", "a.txt": "zip-twice"})


def test_long_names_are_cut_and_keep_their_extension():
    [name], bad = names(zip_of({"a" * 300 + ".txt": TALKS}))
    assert len(name) == 200
    assert name.endswith("….txt")
    assert not bad


def test_a_bomb_among_the_members_is_refused_by_its_directory():
    taken, bad = names(zip_of({"a.txt": TALKS, "bomb.txt": b" " * 20_000_000}))
    assert (taken, bad) == (["a.txt"], {"bomb.txt": "zip-bomb"})


def test_too_much_or_too_many_in_all_is_refused(monkeypatch):
    data = zip_of({f"{number}.txt": TALKS for number in range(20)})
    monkeypatch.setattr(bounds, "MOST_BYTES", 100)
    assert why(data) == "zip-too-large"
    monkeypatch.setattr(bounds, "MOST_MEMBERS", 19)
    assert why(data) == "zip-too-many"


def test_a_long_directory_is_refused_before_it_is_read():
    data = bytearray(zip_of({"a.txt": TALKS}))
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 16] = (bounds.MOST_MEMBERS * 1000).to_bytes(4, "little")
    assert why(bytes(data)) == "zip-too-many"


def test_other_ways_of_packing_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.txt", TALKS)
    assert names(out.getvalue())[1] == {"a.txt": "zip-method"}


def test_a_size_that_lies_is_found_out():
    data = bytearray(zip_of({"a.txt": TALKS * 100}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (5).to_bytes(4, "little")
    assert names(bytes(data))[1] == {"a.txt": "damaged"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"They met.", "no-zip"),
        (zip_of({"a.txt": TALKS})[:-30], "damaged"),
        (zip_of({}), "zip-empty"),
    ],
)
def test_bad_files_are_refused(data, code):
    assert why(data) == code


def test_the_columns_of_a_table_in_it_are_asked_for_and_then_used():
    data = zip_of({"a.txt": TALKS, "b.csv": "kopf;inhalt\nTalks;They met on Monday.\n"})
    asked = registry.question(io.BytesIO(data), filename="all.zip")
    assert asked["columns"] == ["kopf", "inhalt"]
    assert asked["name"] == "all.zip: b.csv"
    chosen = {"columns": {"title": ["kopf"], "body": ["inhalt"]}}
    assert registry.question(io.BytesIO(data), filename="all.zip", options=chosen) is None
    pieces = list(registry.pieces(io.BytesIO(data), filename="all.zip", options=chosen))
    draft = registry.read(pieces[1].data, filename=pieces[1].name, options=pieces[1].options)
    assert (draft.title, draft.body[0].text) == ("Talks", "They met on Monday.")
    assert registry.question(io.BytesIO(zip_of({"a.txt": TALKS})), filename="all.zip") is None


def test_nothing_is_written_to_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    split(zip_of({"a.txt": TALKS, "../b.txt": TALKS}))
    assert list(tmp_path.iterdir()) == []


def local(name, packed, text):
    """What stands before a member (APPNOTE.TXT 4.3.7), its name with it."""
    head = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(text), len(packed), len(text), len(name), 0
    )
    return head + name


def entry(name, at, packed, size, more=b""):
    """What a directory says of a member (4.3.12)."""
    where = (0, 0, 0, 0, at)
    sizes = (zlib.crc32(size), packed, len(size)) if isinstance(size, bytes) else (0, packed, size)
    lengths = (len(name), len(more), *where)
    return struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, *sizes, *lengths) + name + more


def archive(body, entries, remark=b""):
    directory = b"".join(entries)
    counts = (0, 0, min(len(entries), 65_535), min(len(entries), 65_535))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", *counts, len(directory), len(body), len(remark))
    return body + directory + end + remark


def deflated(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def test_one_packed_text_under_many_names_is_refused():
    text = (TALKS + " word " * 2_000).encode()
    packed = deflated(text)
    names = [b"%d.txt" % number for number in range(3_000)]
    body = local(names[0], packed, text) + packed
    assert why(archive(body, [entry(name, 0, len(packed), text) for name in names])) == "zip-overlap"


def test_members_that_quote_the_next_ones_are_refused():
    """Each member is the next one's head, stored, and then all that follows: every checksum and size is true."""
    text = b"a" * 50_000
    packed, names = deflated(text), [b"%d.txt" % number for number in range(200)]
    body, entries = packed, []
    for name in reversed(names):
        head = local(name, body, text)
        entries.append((name, len(body), text))
        text, body = head + text, b"\x00" + struct.pack("<HH", len(head), len(head) ^ 0xFFFF) + head + body
    whole = body[5:]
    listed = [entry(name, len(whole) - size - 30 - len(name), size, text) for name, size, text in entries]
    # Python itself refuses them since 3.11.8, Debian's 3.11.2 as well.
    with zipfile.ZipFile(io.BytesIO(archive(whole, listed))) as opened, contextlib.suppress(zipfile.BadZipFile):
        assert len(opened.read("5.txt")) > 50_000, "a ZIP file as others open it"
    assert why(archive(whole, listed)) == "zip-overlap"


@pytest.mark.parametrize(
    ("sizes", "code"),
    [((2**63, 10, 0), "zip-too-large"), ((10, 2**63, 0), "zip-overlap"), ((10, 10, 2**62), "zip-overlap")],
    ids=["unpacked", "packed", "place"],
)
def test_a_large_directory_that_lies_is_refused(sizes, code):
    text = TALKS.encode()
    body = local(b"a.txt", deflated(text), text) + deflated(text)
    more = struct.pack("<HHQQQ", 1, 24, *sizes)
    data = bytearray(archive(body, [entry(b"a.txt", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, more)]))
    found = split_codes(bytes(data))
    assert found == {code}


def split_codes(data):
    try:
        return {piece.notice.code for piece in split(data) if isinstance(piece, BadPiece)}
    except Refused as refused:
        return {refused.code}


def large_end(size, at, count=1):
    """The end of a large directory and what leads to it (4.3.14 and 4.3.15)."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, at)
    return record, lambda where: struct.pack("<4sLQL", b"PK\x06\x07", 0, where, 1)


@pytest.mark.parametrize("size", [2**63, 2**40, 0, 3])
def test_a_large_end_that_lies_is_refused(size):
    text = TALKS.encode()
    body = local(b"a.txt", deflated(text), text) + deflated(text)
    directory = entry(b"a.txt", 0, len(deflated(text)), text)
    record, leading = large_end(size, len(body))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    data = body + directory + record + leading(len(body) + len(directory)) + end
    assert split_codes(data) <= {"zip-too-many", "damaged", "zip-empty"}


def test_a_remark_with_a_smaller_end_in_it_hides_no_long_directory():
    text = TALKS.encode()
    body = local(b"a.txt", deflated(text), text) + deflated(text)
    many = [entry(b"a.txt", 0, len(deflated(text)), text)] * 200_000
    record, _leading = large_end(60, 0)
    began = time.process_time()
    assert why(archive(body, many, remark=record)) == "zip-too-many"
    assert time.process_time() - began < 0.5


def test_a_file_that_holds_itself_is_not_opened_twice():
    inner = zip_of({"a.txt": TALKS})
    assert names(zip_of({"r/r.zip": inner, "a.txt": TALKS})) == (["a.txt"], {"r/r.zip": "zip-in-zip"})
