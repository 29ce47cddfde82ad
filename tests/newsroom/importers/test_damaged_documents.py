"""Documents with bytes changed, cut and doubled at random: an article or a reason comes out, and soon."""

import io
import random
import time

import pytest

from newsroom.importers import registry
from newsroom.importers.notices import Refused
from newsroom.importers.pieces import Piece
from tests.newsroom.importers.documents import docx, paragraph, pdf, zip_of

LINES = [(50.0, 700.0 - 14 * number, 11, f"line {number} of a text that goes on") for number in range(12)]
RTF = rb"""{\rtf1\ansi{\fonttbl{\f0\fcharset204 Arial;}}{\info{\author Ann Lee}}\pard Talks resume\par
They {\b met} \u8211? {\field{\*\fldinst HYPERLINK "https://a.example"}{\fldrslt here}}.\par A\cell B\cell\row}"""
EMAIL = (
    b"Subject: =?utf-8?q?=C3=9Cber?=\nFrom: Ann <a@b.example>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
    b"Content-Type: text/html; charset=utf-8\n\n<p>They met.</p>\n--x\nContent-Type: application/pdf\n\nx\n--x--\n"
)
WORD = docx(paragraph("Talks resume", "Title") + paragraph("They met."), creator="Ann Lee")
DOCUMENTS = {
    "a.docx": WORD,
    "a.pdf": pdf([[(50, 760, 24, "Talks resume"), *LINES], LINES]),
    "a.rtf": RTF,
    "a.eml": EMAIL,
    "a.zip": zip_of({"a.txt": "Talks resume\n\nThey met.", "b.docx": WORD}),
}
TOKENS = (b"99999999999", b"-1", b"(", b"<<", b"[", b"{", b"}", b"\\", b"\0", b"&", b"<w:p>", b"\xff")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Change, take out, put in or double some bytes."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed))
        kind = chance.randrange(4)
        if kind == 0:
            changed[at] = chance.randrange(256)
        elif kind == 1 and len(changed) > 100:
            del changed[at : at + chance.randint(1, 30)]
        elif kind == 2:
            changed[at:at] = changed[: chance.randint(1, 60)]
        else:
            changed[at : at + 1] = chance.choice(TOKENS)
    return bytes(changed)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_damage_ends_in_an_article_or_a_reason(name):
    chance = random.Random(name)
    began = time.process_time()
    for _ in range(120):
        file = io.BytesIO(damaged(DOCUMENTS[name], chance))
        try:
            pieces = [piece for piece in registry.pieces(file, filename=name) if isinstance(piece, Piece)]
            for piece in pieces:
                registry.read(piece.data, filename=piece.name, options=piece.options).layout()
        except Refused as refused:
            assert refused.notice.message
    assert time.process_time() - began < 30
