"""ProQuest's text export."""

import pytest

from newsroom.importers.notices import Refused
from tests.newsroom.importers.archives import PROQUEST, body, drafts, found


def test_records_stand_between_lines_and_the_cover_is_none():
    pieces = found(PROQUEST.encode(), "export.txt")
    assert [piece.place for piece in pieces] == ["record 1", "record 2"]


def test_keys_become_facts():
    first, second = drafts(PROQUEST.encode(), "export.txt")
    assert (first.title, first.byline, first.outlet) == ("Talks resume in Geneva", "Jane Doe", "The Daily Example")
    assert (first.published, first.language) == ("Nov 13, 2017", "en")
    assert (first.url, first.more.external_id) == ("https://example.org/docview/1963456789", "proquest:1963456789")
    assert first.more.subjects == ("Diplomacy", "Negotiations")
    assert first.standfirst == ""  # "None available."
    assert second.title == "Talks adjourned"


def test_text_goes_on_over_its_lines():
    first, second = drafts(PROQUEST.encode(), "export.txt")
    assert body(first) == ["The negotiations began on Monday.", "They may last for weeks."]
    assert body(second) == ["They were adjourned."]


def test_line_that_looks_like_a_key_belongs_to_the_text_above_its_end():
    text = PROQUEST.replace("They may last for weeks.", "Location: nobody says.\n\nSubject: talks.\n\nThey may last.")
    first, _second = drafts(text.encode(), "export.txt")
    assert body(first)[1:] == ["Location: nobody says.", "Subject: talks.", "They may last."]
    assert first.more.subjects == ("Diplomacy", "Negotiations")


def test_several_authors_are_named_as_they_are_said():
    several = PROQUEST.replace("Doe, Jane", "Doe, Jane; Öz, Ali; Reuters")
    assert drafts(several.encode(), "export.txt")[0].byline == "Jane Doe, Ali Öz, Reuters"


def test_record_without_a_text_is_partial():
    text = PROQUEST.replace("Full text: They were adjourned.", "Full text: Not available.")
    _first, second = drafts(text.encode(), "export.txt")
    assert second.more.is_partial
    assert second.body == ()


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02\x03\x04\x05" * 100, b"Only a text."], ids=["empty", "binary", "text"]
)
def test_what_is_no_export_is_refused(data):
    with pytest.raises(Refused):
        drafts(data, "export.txt", importer="proquest")
