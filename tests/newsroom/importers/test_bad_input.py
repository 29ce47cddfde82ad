"""Each format with each fault: damaged, misnamed, in another encoding, empty, over the bound, with a bomb.

What is read is read whole or says what is missing; what is refused names the reason and what to do.
"""

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from newsroom.importers.notices import Refused
from newsroom.importers.registry import read
from newsroom.uploads import sort
from tests.newsroom.importers.bad_input import BOMBS, GOOD, bomb, came

BINARY = ("xlsx", "docx", "nexis docx", "pdf", "zip")
TEXTS = [name for name in GOOD if name not in BINARY]
ADVICE = re.compile(r"(Save|Send|Ask|Choose|Look|Paste|Copy|Cut|Open|Fetch|Export|Pack)\b|paste")
CUT = {
    "ninjs": r"^Its JSON is damaged at line 1, column \d+\.",
    "nitf": r"^Its XML is damaged at line \d+\.",
    "newsml-g2": r"^Its XML is damaged at line 1\.",
    "json": r"^record 2: The JSON is damaged or cut off here\.",
    "jsonl": r"^line 2: Its JSON is damaged at line 1, column \d+\.",
    "guardian": r"^It is no JSON, or it is damaged",
    "nyt": r"^It is no JSON, or it is damaged",
    "newsapi": r"^It is no JSON, or it is damaged",
    "event registry": r"^It is no JSON, or it is damaged",
    "media cloud": r"^No column is known to hold the title or the text\.",
    "xlsx": r"^The file is damaged or incomplete\.",
    "docx": r"^The file is damaged or incomplete\.",
    "nexis docx": r"^The file is damaged or incomplete\.",
    "zip": r"^The file is damaged or incomplete\.",
    "pdf": r"^The PDF is damaged or incomplete\.",
    "email": r"^The e-mail has no text",
}
"""What a file says whose second half is missing. Text without an end of its own is read as far as it goes."""


def words(name: str) -> list[str]:
    return [block.text for draft in came(*GOOD[name]).drafts for block in draft.blocks]


@pytest.mark.parametrize("name", GOOD)
def test_good_file_is_read(name):
    found = came(*GOOD[name])
    assert found.drafts
    assert not found.refused


@pytest.mark.parametrize("name", GOOD)
def test_damaged_file_says_where_it_is_damaged_and_what_to_do(name):
    filename, data = GOOD[name]
    found = came(filename, data[: int(len(data) * 0.55)])
    if name not in CUT:
        assert found.drafts
        return
    assert len(found.refused) == 1
    assert re.search(CUT[name], found.refused[0])
    assert ADVICE.search(found.refused[0]) or "What stands before it was read" in found.refused[0]


def test_document_with_open_groups_says_that_text_may_be_missing():
    filename, data = GOOD["rtf"]
    assert any("ends in the middle" in said for said in came(filename, data[:-20]).said)


@pytest.mark.parametrize("name", GOOD)
def test_empty_file_says_that_it_is_empty(name):
    assert came(GOOD[name][0], b"").refused == ["The file is empty. Save or download it again."]
    with pytest.raises(Refused, match=r"empty|no text"):
        read(b"", filename=GOOD[name][0])


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    ("extension", "says"), [(".pdf", "It is no PDF"), (".docx", "It is no Word, Excel or ZIP file")]
)
def test_text_below_the_name_of_a_document_is_refused_with_advice(name, extension, says):
    found = came(f"a{extension}", GOOD[name][1])
    assert not found.drafts
    assert says in found.refused[0]
    assert ADVICE.search(found.refused[0])


@pytest.mark.parametrize("name", [*BINARY, "rtf", "html", "ninjs", "nitf", "newsml-g2", "guardian", "json"])
@pytest.mark.parametrize("extension", [".txt", ".html"])
def test_file_whose_beginning_says_what_it_is_is_read_below_another_name(name, extension):
    assert came(f"a{extension}", GOOD[name][1]).titles == came(*GOOD[name]).titles


@pytest.mark.parametrize("name", ["email", "csv"])
def test_xml_of_another_kind_names_the_kinds_that_are_read(name):
    found = came("a.xml", b"<?xml version='1.0'?><rss><channel/></rss>")
    assert found.refused[0].startswith("It is none of the kinds of XML that Margin reads")
    assert "feed" in found.refused[0]


@pytest.mark.parametrize("name", TEXTS)
def test_file_in_windows_characters_that_does_not_say_so_is_read(name):
    filename, data = GOOD[name]
    found = came(filename, data.decode().encode("cp1252"))
    assert [block.text for draft in found.drafts for block in draft.blocks] == words(name)


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in ("rtf", "email")])
def test_file_in_utf_16_is_read(name):
    filename, data = GOOD[name]
    assert came(filename, data.decode().encode("utf-16")).titles == came(filename, data).titles


@pytest.mark.parametrize("name", ["rtf", "email"])
def test_format_that_cannot_be_in_utf_16_says_what_it_lacks(name):
    filename, data = GOOD[name]
    assert ADVICE.search(came(filename, data.decode().encode("utf-16")).refused[0])


@pytest.mark.parametrize("name", GOOD)
def test_file_over_the_bound_is_refused_before_it_is_read(name, settings):
    settings.IMPORT_FILE_LIMIT = settings.IMPORT_BODY_LIMIT = 20
    filename, data = GOOD[name]
    came_in = sort([SimpleUploadedFile(filename, data)])
    assert not came_in.uploads
    assert came_in.refused[0].name == filename
    assert re.search(r"more than .* MB\. Cut it into several files\.", str(came_in.refused[0].notice))
    with pytest.raises(Refused, match="MB"):
        read(data, filename=filename, limit=20)


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_ends_within_its_bounds(name):
    filename, data = bomb(name)
    began = time.process_time()
    found = came(filename, data)
    assert found.drafts or ADVICE.search(found.refused[0]) or "nested" in found.refused[0]
    assert sum(len(draft.layout().text) for draft in found.drafts) < 1_000_000
    assert time.process_time() - began < 20
