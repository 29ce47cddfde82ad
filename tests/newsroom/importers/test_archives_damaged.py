"""Exports that were damaged on their way give articles, or say why not: nothing else ever comes out."""

import pytest
from hypothesis import given, strategies as st

from newsroom.importers.notices import Refused
from newsroom.importers.pieces import BadPiece
from tests.newsroom.importers.archives import (
    EVENT_REGISTRY,
    FACTIVA,
    FACTIVA_TEXT,
    GUARDIAN,
    NEWSAPI,
    NEXIS,
    NEXIS_OLDER,
    NYT,
    PROQUEST,
    as_bytes,
    each,
    found,
)

EXPORTS = {
    "factiva": FACTIVA.encode(),
    "factiva_text": FACTIVA_TEXT.encode(),
    "nexis": (NEXIS + NEXIS_OLDER).encode(),
    "proquest": PROQUEST.encode(),
    "guardian": as_bytes(GUARDIAN),
    "nyt": as_bytes(NYT),
    "newsapi": as_bytes(NEWSAPI),
    "event_registry": as_bytes(EVENT_REGISTRY),
    "table": b'title,text,"a b"\n"A","b\nc",d\nE,f,g\n',
}
PARTS = [
    b'"',
    b"{",
    b"]",
    b",",
    b"\n",
    b"\r",
    b"\x00",
    b"\xff\xfe",
    b"null",
    b"1e999",
    b'"\\ud800"',
    b"</div>",
    b"9" * 400,
]


@st.composite
def damage(draw):
    """A place from 0 to 1, how many bytes are lost there, and what comes instead."""
    return draw(st.floats(0, 1)), draw(st.integers(0, 60)), draw(st.sampled_from([b"", *PARTS]))


@pytest.mark.parametrize("importer", EXPORTS)
@given(damages=st.lists(damage(), min_size=1, max_size=6))
def test_damaged_export_gives_articles_or_a_reason(importer, damages):
    data = EXPORTS[importer]
    for place, lost, instead in damages:
        at = int(place * len(data))
        data = data[:at] + instead + data[at + lost :]
    try:
        pieces = found(data, "export", importer=importer)
    except Refused as refused:
        assert str(refused)
        return
    for piece in pieces:
        if isinstance(piece, BadPiece):
            assert piece.place
            assert str(piece.notice)
            continue
        try:
            assert each(piece).title
        except Refused as refused:
            assert str(refused)
