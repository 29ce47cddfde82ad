"""Archives that answer in JSON: their fields are known, their records come one by one."""

import json
from datetime import date

import pytest

from newsroom.importers.dates import parse
from newsroom.importers.formats import FORMATS
from newsroom.importers.notices import Refused
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.registry import load, read
from newsroom.text import Span
from tests.newsroom.importers.archives import (
    EVENT_REGISTRY,
    GUARDIAN,
    NEWSAPI,
    NYT,
    as_bytes,
    body,
    drafts,
    found,
)

ANSWERS = {"guardian": GUARDIAN, "nyt": NYT, "newsapi": NEWSAPI, "event_registry": EVENT_REGISTRY}


def codes(draft):
    return [notice.code for notice in draft.warnings]


@pytest.mark.parametrize("name", ANSWERS)
def test_answer_is_known_by_its_fields(name):
    [piece] = found(as_bytes(ANSWERS[name]), "saved.json")
    assert piece.options["importer"] == name
    assert piece.place == "record 1"


@pytest.mark.parametrize("name", ANSWERS)
def test_piece_is_the_record_alone_and_reads_the_same_again(name):
    [piece] = found(as_bytes(ANSWERS[name]), "saved.json")
    assert isinstance(piece, Piece)
    first, again = (
        read(piece.data, filename=piece.name, media_type=piece.media_type, options=piece.options) for _ in "12"
    )
    assert first == again
    assert first.importer == name


def test_guardian_has_text_with_links_and_keywords():
    [draft] = drafts(as_bytes(GUARDIAN), "saved.json")
    assert (draft.title, draft.standfirst, draft.byline) == ("Talks resume", "Both sides came back", "Jane Doe")
    assert body(draft) == ["They met.", "They left."]
    assert draft.body[0].spans == (Span("link", 5, 8, "https://example.org/"),)
    assert (draft.outlet, draft.more.domain, draft.language) == ("The Guardian", "theguardian.com", "en")
    assert (draft.more.subjects, draft.more.section) == (("Diplomacy",), "World news")
    assert draft.more.external_id == "world/2026/feb/03/talks"
    assert not draft.more.is_partial
    assert parse(draft.published).precision == "minute"


def test_new_york_times_has_no_text_and_says_so():
    [draft] = drafts(as_bytes(NYT), "saved.json")
    assert (draft.title, draft.standfirst, draft.byline) == ("Talks Resume", "Both sides came back.", "By Jane Doe")
    assert draft.body == ()
    assert draft.more.is_partial
    assert "partial" in codes(draft)
    assert (draft.more.subjects, draft.more.domain) == (("Diplomacy",), "nytimes.com")


def test_newsapi_is_cut_and_says_so():
    [draft] = drafts(as_bytes(NEWSAPI), "saved.json")
    assert body(draft) == ["The negotiations began on Monday.", "They may last"]
    assert draft.more.is_partial
    assert "partial" in codes(draft)
    assert (draft.outlet, draft.byline) == ("The Daily Example", "Jane Doe")


def test_event_registry_is_dated_by_its_publication():
    [draft] = drafts(as_bytes(EVENT_REGISTRY), "saved.json")
    assert draft.published == "2026-02-03T09:30:00Z"
    assert (draft.language, draft.byline, draft.outlet) == ("de", "Jane Doe, Ali Öz", "Das Beispiel")
    assert (draft.more.domain, draft.more.subjects) == ("example.org", ("Diplomacy",))
    assert draft.more.external_id == "event_registry:7654321098"


def test_bad_record_leaves_the_others():
    answer = {"articles": [NEWSAPI["articles"][0], 7, {"title": "Second", "url": "https://example.org/2"}]}
    pieces = found(json.dumps(answer).encode(), "saved.json", importer="newsapi")
    assert [isinstance(piece, BadPiece) for piece in pieces] == [False, True, False]
    assert pieces[1].place == "record 2"


def test_answer_that_is_cut_off_gives_what_is_whole():
    whole = json.dumps({"articles": [NEWSAPI["articles"][0]] * 3}).encode()
    pieces = found(whole[:-40], "saved.json", importer="newsapi")
    assert [isinstance(piece, BadPiece) for piece in pieces] == [False, False, True]
    assert pieces[2].notice.code == "json-damaged"


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize(
    "data",
    [b"", b"   ", b"{", b"\x00\x01\x02\x03\xff\xfe" * 50, b"<html>", b"[" * 100_000, b'{"articles": []}', b"7"],
    ids=["empty", "spaces", "cut", "binary", "page", "deep", "no articles", "number"],
)
def test_what_is_no_answer_is_refused(name, data):
    with pytest.raises(Refused):
        drafts(data, "saved.json", importer=name)
    with pytest.raises(Refused):
        load(FORMATS[name]).read(data, Options())


def test_media_cloud_and_gdelt_tables_guess_themselves():
    cloud = b"id,indexed_date,publish_date,language,media_name,media_url,title,url\n1,x,2026-02-03,en,Example,e.org,Talks,https://e.org/1\n"
    [draft] = drafts(cloud, "cloud.csv")
    assert (draft.title, draft.outlet, draft.url) == ("Talks", "Example", "https://e.org/1")
    assert parse(draft.published).value == date(2026, 2, 3)
    assert draft.more.is_partial
    gdelt = b"url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry\nhttps://e.org/1,,Talks,20230918T031500Z,,www.e.org,Spanish,Spain\n"
    [draft] = drafts(gdelt, "gdelt.csv")
    assert (draft.title, draft.outlet, draft.more.domain, draft.language) == ("Talks", "www.e.org", "e.org", "es")
    assert draft.published == ""  # it was seen then, not published


def test_lines_of_guardian_records_are_a_table_that_guesses_itself():
    line = json.dumps(GUARDIAN["response"]["results"][0]).encode()
    [first, second] = drafts(line + b"\n" + line + b"\n", "saved.jsonl")
    assert first.title == second.title == "Talks resume"
    assert body(first) == ["They met.", "They left."]
