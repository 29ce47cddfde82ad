"""ninjs in its three generations."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from newsroom.importers import ninjs
from newsroom.importers.notices import Refused
from newsroom.importers.pieces import BadPiece
from newsroom.importers.registry import file_of, pieces, read

SAMPLES = sorted(Path("tests/data/iptc").glob("ninjs-*.json"))


def read_ninjs(**item):
    return read(json.dumps({"uri": "urn:x:1", "pubstatus": "usable", **item}).encode(), filename="a.json")


def taken(path):
    return list(pieces(file_of(path.read_bytes()), filename=path.name))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_example_is_an_article_or_named_as_what_it_is(path):
    [piece] = taken(path)
    if "mage" in path.stem.replace("text_image", "") or "Photo" in path.stem:
        assert isinstance(piece, BadPiece)
        assert "picture" in str(piece.notice)
    else:
        draft = read(piece.data, filename=piece.name, media_type=piece.media_type, options=piece.options)
        assert draft.importer == "ninjs"
        assert not draft.title_made_up
        assert draft.published


def test_the_headline_and_vignette_that_an_agency_repeats_are_dropped():
    [piece] = taken(Path("tests/data/iptc/ninjs-2.1-tt_text_image_2.json"))
    draft = ninjs.read(piece.data)
    assert draft.body[0].text.startswith("Pandemin satte stopp")
    assert any(span.kind == "link" for span in draft.body[0].spans)


@pytest.mark.parametrize(
    "item",
    [
        {"headline": "Talks", "versioncreated": "2026-02-03T09:00:00Z", "body_text": "They met."},
        {"headlines": [{"role": "main", "value": "Talks"}], "versioncreated": "2026-02-03T09:00:00Z"}
        | {"bodies": [{"contenttype": "text/plain", "value": "They met."}]},
        {"headlines": [{"value": "Talks"}], "versionCreated": "2026-02-03T09:00:00Z"}
        | {"bodies": [{"contentType": "text/html", "value": "<p>They met.</p>"}]},
    ],
    ids=["1.x", "2.x", "3.x"],
)
def test_generations_say_the_same(item):
    draft = read_ninjs(**item)
    assert (draft.title, draft.body[0].text, draft.published) == ("Talks", "They met.", "2026-02-03T09:00:00Z")


@pytest.mark.parametrize(("status", "release"), [("canceled", "killed"), ("withheld", "withheld"), ("usable", "")])
def test_status_is_respected(status, release):
    assert read_ninjs(headline="Talks", pubstatus=status).more.release == release


def test_embargo_and_partial_texts_are_said():
    draft = read_ninjs(headline="Talks", embargoed="2026-03-01T00:00:00Z", representationtype="incomplete")
    assert draft.more.embargo == "2026-03-01T00:00:00Z"
    assert draft.more.is_partial


def test_a_list_of_items_is_taken_apart():
    items = [{"uri": f"urn:x:{number}", "headline": f"Talks {number}", "pubstatus": "usable"} for number in (1, 2)]
    for data in (items, {"items": items}):
        found = list(pieces(file_of(json.dumps(data).encode()), filename="a.json", options={"importer": "ninjs"}))
        assert [ninjs.read(piece.data).title for piece in found] == ["Talks 1", "Talks 2"]


HOSTILE = {
    "deep": b"[" * 200_000,
    "cut": b'{"uri": "urn:x:1", "headline": "Ta',
    "empty": b" ",
    "a number": b"7",
    "no uri": b'{"headline": "Talks"}',
    "picture": b'{"uri": "urn:x", "type": "picture"}',
    "nothing in it": b'{"uri": "urn:x"}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_json_is_refused(name):
    with pytest.raises(Refused):
        ninjs.read(HOSTILE[name])


def test_odd_values_are_left_aside():
    odd = b'{"uri": "urn:x", "headline": "T\\ud800alks", "subjects": {}, "urgency": NaN, "version": %s}' % (b"9" * 5000)
    draft = ninjs.read(odd)
    assert draft.title == "T\ufffdalks"
    assert draft.more.subjects == ()


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)
KEYS = (
    "headline",
    "headlines",
    "bodies",
    "body_xhtml",
    "subject",
    "by",
    "infosources",
    "descriptions",
    "genres",
    "type",
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_only_refusals_come_out(item):
    try:
        draft = ninjs.read(json.dumps({"uri": "urn:x:1", **item}).encode())
    except Refused:
        return
    assert draft.layout().text
