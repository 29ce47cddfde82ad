"""One good file of each format, and the same files with a bomb in them."""

import io
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from newsroom.importers.draft import ArticleDraft
from newsroom.importers.notices import Refused
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.registry import pieces, read
from tests.newsroom.importers.archives import (
    EVENT_REGISTRY,
    FACTIVA,
    FACTIVA_TEXT,
    GUARDIAN,
    NEWSAPI,
    NEXIS,
    NYT,
    PROQUEST,
    as_bytes,
)
from tests.newsroom.importers.documents import docx, paragraph, pdf, pdf_of_streams, zip_of
from tests.newsroom.importers.test_newsml import item
from tests.newsroom.importers.test_nitf import nitf
from tests.newsroom.importers.test_table_workbooks import workbook

LINES = [(50.0, 700.0 - 14 * number, 11, f"line {number} of a text that goes on") for number in range(12)]
PAGE = (
    "<html><head><title>Talks resume</title></head><body><article><h1>Talks resume</h1>"
    "<p>Both sides came back to the café in Geneva on Monday, and stayed for hours.</p>"
    "<p>They may last for weeks, the hosts said, and nobody expects much.</p></article></body></html>"
)
ROW = {"title": "Talks resume", "text": "They met at the café.", "url": "https://daily.example/1"}
NEXIS_WORD = "".join(paragraph(line) for line in NEXIS.replace("&", "&amp;").splitlines())
NINJS = {
    "uri": "urn:talks:1",
    "type": "text",
    "headline": "Talks resume",
    "body_xhtml": "<p>They met at the café.</p>",
    "versioncreated": "2026-02-03T09:30:00Z",
}
EMAIL = (
    "Subject: Talks resume\nFrom: Ann <a@b.example>\nDate: Tue, 3 Feb 2026 09:30:00 +0100\n"
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nThey met at the café.\n\nThey left.\n"
)
TEXT = "Talks resume\n\nThey met at the café.\n\nThey left.\n"
MEDIA_CLOUD = (
    "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    "1,2026-02-04,en,The Daily Example,daily.example,2026-02-03,Talks resume,https://daily.example/1\n"
)

GOOD: dict[str, tuple[str, bytes]] = {
    "plain text": ("a.txt", TEXT.encode()),
    "markdown": ("a.md", f"# {TEXT}".encode()),
    "html": ("a.html", PAGE.encode()),
    "ninjs": ("a.json", as_bytes(NINJS)),
    "nitf": ("a.xml", nitf().replace(b"Both sides met", "Both sides met at the café".encode())),
    "newsml-g2": ("a.xml", item().replace("They met", "They met at the café").encode()),
    "csv": ("a.csv", "title,text\nTalks resume,They met at the café.\nTalks end,They left.\n".encode()),
    "tsv": ("a.tsv", "title\ttext\nTalks resume\tThey met at the café.\nTalks end\tThey left.\n".encode()),
    "json": ("a.json", json.dumps([ROW, ROW], ensure_ascii=False).encode()),
    "jsonl": ("a.jsonl", "\n".join([json.dumps(ROW, ensure_ascii=False)] * 3).encode()),
    "xlsx": ("a.xlsx", workbook(["Title", "Text"], ["Talks resume", "They met."])),
    "factiva": ("a.html", FACTIVA.encode()),
    "factiva text": ("a.txt", FACTIVA_TEXT.encode()),
    "nexis": ("a.txt", NEXIS.encode()),
    "nexis docx": ("a.docx", docx(NEXIS_WORD)),
    "proquest": ("a.txt", PROQUEST.encode()),
    "guardian": ("a.json", as_bytes(GUARDIAN)),
    "nyt": ("a.json", as_bytes(NYT)),
    "newsapi": ("a.json", as_bytes(NEWSAPI)),
    "event registry": ("a.json", as_bytes(EVENT_REGISTRY)),
    "media cloud": ("a.csv", MEDIA_CLOUD.encode()),
    "docx": ("a.docx", docx(paragraph("Talks resume", "Title") + paragraph("They met."))),
    "pdf": ("a.pdf", pdf([[(50, 760, 24, "Talks resume"), *LINES]])),
    "rtf": ("a.rtf", rb"{\rtf1\ansi\pard Talks resume\par\par They met at the caf\'e9.\par}"),
    "email": ("a.eml", EMAIL.encode()),
    "zip": ("a.zip", zip_of({"a.txt": TEXT, "b.html": PAGE})),
}


@dataclass(frozen=True)
class Came:
    """What comes of a file: its articles, and why others are none, each with its place."""

    drafts: list[ArticleDraft]
    refused: list[str]

    @property
    def titles(self) -> list[str]:
        return [draft.title for draft in self.drafts]

    @property
    def said(self) -> list[str]:
        return [str(warning) for draft in self.drafts for warning in draft.warnings]


def came(name: str, data: bytes) -> Came:
    """Take a file apart and read its articles, as the worker does."""
    found = Came([], [])
    try:
        for piece in pieces(io.BytesIO(data), filename=name):
            _read(piece, found)
    except Refused as refused:
        found.refused.append(str(refused))
    return found


def _read(piece: Piece | BadPiece, found: Came) -> None:
    if isinstance(piece, BadPiece):
        found.refused.append(f"{piece.place}: {piece.notice}")
        return
    try:
        found.drafts.append(read(piece.data, filename=piece.name, media_type=piece.media_type, options=piece.options))
    except Refused as refused:
        found.refused.append(str(refused))


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
HUGE = b"a" * 60_000_000
NESTED_MAIL = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number) for number in range(2_000)
)


DEEP = 200_000
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "plain text": ("a.txt", lambda: "a\u0301".encode() + "\u0301".encode() * DEEP),
    "markdown": ("a.md", lambda: b"> " * DEEP + b"They met."),
    "html": ("a.html", lambda: b"<html><body>" + b"<div>" * DEEP + b"They met."),
    "ninjs": ("a.json", lambda: b'{"uri": "a", "versioncreated": "b", "headlines": ' + b"[" * DEEP),
    "nitf": ("a.xml", lambda: ENTITIES + b"<nitf><body>&c;</body></nitf>"),
    "newsml-g2": ("a.xml", lambda: ENTITIES + b"<newsItem>&c;</newsItem>"),
    "json": ("a.json", lambda: b"[" * DEEP),
    "jsonl": ("a.jsonl", lambda: b'{"a": ' * DEEP),
    "csv": ("a.csv", lambda: b"title,text\n" + b"," * DEEP),
    "xlsx": ("a.xlsx", lambda: zip_of({"[Content_Types].xml": "", "xl/workbook.xml": HUGE})),
    "guardian": ("a.json", lambda: b'{"webPublicationDate": ' + b'{"a":' * DEEP),
    "docx": ("a.docx", lambda: docx(paragraph("Talks"), more={"word/styles.xml": HUGE})),
    "pdf": ("a.pdf", lambda: pdf_of_streams([zlib.compress(HUGE)], dictionary=b"/Filter /FlateDecode")),
    "rtf": ("a.rtf", lambda: b"{\\rtf1" + b"{" * DEEP),
    "email": ("a.eml", lambda: b"Subject: Talks\nFrom: a@b.example\n" + NESTED_MAIL),
    "zip": ("a.zip", lambda: zip_of({"a.txt": HUGE})),
}
"""Files that unfold, nest or repeat beyond all measure, of each format that can: a name, and how it is made."""


@cache
def bomb(name: str) -> tuple[str, bytes]:
    """The name and the content of one of BOMBS; to pack it takes a while, so it is done once and when it is needed."""
    filename, make = BOMBS[name]
    return filename, make()
