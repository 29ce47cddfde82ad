"""Small exports in the layouts of the archives, written for the tests."""

import io
import json
from typing import Any

from newsroom.importers.draft import ArticleDraft
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.registry import pieces, read

FACTIVA = """<html><head><title>Factiva</title></head><body>
<div class="article enArticle"><p><div>Politics</div>
<div id="hd"><span class="enHeadline">Talks <b>resume</b> in Geneva</span></div>
<div>By Jane Doe</div><div>1,808 words</div><div>13 November 2017</div><div>09:30</div><div>The Daily Example</div>
<div>EXMPL</div><div>First Edition</div><div>3</div><div>English</div><div>Copyright 2017. All rights reserved.</div>
<p class="articleParagraph enarticleParagraph">The <b>negotiations</b> began on Monday.</p>
<p class="articleParagraph enarticleParagraph">They may <i>last</i> for weeks.</p>
<p class="articleParagraph enarticleParagraph">Document EXMPL00020171113edbd0000d</p></div>
<div class="article deArticle"><div id="hd"><span class="deHeadline">Gespräche vertagt</span></div>
<div>1.285 Wörter</div><div>14. November 2017</div><div>Das Beispiel</div><div>BSPL</div><div>Deutsch</div>
<div>Copyright 2017</div>
<p class="articleParagraph dearticleParagraph">Die Gespräche wurden vertagt.</p>
<p class="articleParagraph dearticleParagraph">Dokument BSPL000020171114edbe0000f</p></div>
</body></html>"""

FACTIVA_TEXT = """HD    Talks resume in Geneva
BY    By Jane Doe
WC    808 words
PD    13 November 2017
ET    09:30
SN    The Daily Example
SC    EXMPL
LA    English
CY    Copyright 2017

LP
The negotiations began on Monday.

TD
IN short, nobody expects much.

NS
gpol : Domestic Politics | gdip : International Relations

AN    Document EXMPL00020171113edbd0000d

HD
Talks adjourned

WC    99 words
PD    14 November 2017
SN    The Daily Example
LA    English
LP
They were adjourned.
AN    Document EXMPL00020171114edbe0000f
"""

NEXIS = """1. Talks resume in Geneva
Client/Matter: -None-
Search Terms: talks
2. Talks adjourned
Talks resume in Geneva
The Daily Example
September 30, 2015 Wednesday 9:03 AM GMT
Copyright 2015 Example Newspapers All Rights Reserved
Section:\u00a0WORLD NEWS
Length:\u00a0870 words
Byline:\u00a0Jane Doe
Highlight:\u00a0Both sides came back.
Body
The negotiations began on Monday.
They may last for weeks.
Classification
Language:\u00a0ENGLISH
Publication-Type:\u00a0Newspaper
Subject:\u00a0DIPLOMACY (90%); NEGOTIATIONS (78%)
Load-Date:\u00a0October 1, 2015
End of Document
Talks adjourned
The Weekly Example
October 2, 2015
Length:\u00a090 words
Body
They were adjourned.
Load-Date:\u00a0October 3, 2015
End of Document
"""

NEXIS_OLDER = """
                               1 of 2 DOCUMENTS


                               The Daily Example

                          September 30, 2015 Wednesday

Talks resume in Geneva

BYLINE: Jane Doe

SECTION: WORLD; Pg. 4

LENGTH: 870 words

The negotiations began on Monday in a hotel beside the lake, and those who took
part in them said that they may last for weeks or for months, as everybody knew
before they had begun.

They were open, one of them said.

LOAD-DATE: October 1, 2015

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                        Copyright 2015 Example Newspapers
                              All Rights Reserved

                               2 of 2 DOCUMENTS


                              The Weekly Example

                                October 2, 2015

Talks adjourned

LENGTH: 90 words

They were adjourned.

LOAD-DATE: October 3, 2015
"""

_RULE = "_" * 60
PROQUEST = f"""{_RULE}
Report Information from ProQuest
Table of contents
{_RULE}

Talks resume in Geneva

Author: Doe, Jane

Publication info: The Daily Example ; Geneva [Geneva] 13 Nov 2017: A.3.

Abstract: None available.

Full text: The negotiations began on Monday.

They may last for weeks.

Subject: Diplomacy; Negotiations

Publication title: The Daily Example

Publication date: Nov 13, 2017

Language of publication: English

ProQuest document ID: 1963456789

Document URL: https://example.org/docview/1963456789

{_RULE}

Talks adjourned

Full text: They were adjourned.

Publication title: The Daily Example

ProQuest document ID: 1963456790

{_RULE}
Contact us at: http://example.org
"""

GUARDIAN = {
    "response": {
        "status": "ok",
        "results": [
            {
                "id": "world/2026/feb/03/talks",
                "sectionName": "World news",
                "webPublicationDate": "2026-02-03T09:30:00Z",
                "webTitle": "Talks resume | Jane Doe",
                "webUrl": "https://www.theguardian.com/world/2026/feb/03/talks",
                "fields": {
                    "headline": "Talks resume",
                    "standfirst": "<p>Both sides <strong>came</strong> back</p>",
                    "body": '<p>They <a href="https://example.org/">met</a>.</p><p>They left.</p>',
                    "byline": "Jane Doe",
                },
                "tags": [{"type": "keyword", "webTitle": "Diplomacy"}, {"type": "tone", "webTitle": "News"}],
            }
        ],
    }
}
NYT = {
    "response": {
        "docs": [
            {
                "headline": {"main": "Talks Resume"},
                "abstract": "Both sides came back.",
                "lead_paragraph": "Both sides came back to Geneva.",
                "byline": {"original": "By Jane Doe"},
                "pub_date": "2026-02-03T09:30:00+0000",
                "web_url": "https://www.nytimes.com/2026/02/03/world/talks.html",
                "section_name": "World",
                "keywords": [{"name": "subject", "value": "Diplomacy"}],
            }
        ]
    }
}
NEWSAPI = {
    "status": "ok",
    "articles": [
        {
            "source": {"id": None, "name": "The Daily Example"},
            "author": "Jane Doe",
            "title": "Talks resume",
            "description": "Both sides came back.",
            "url": "https://example.org/talks",
            "urlToImage": None,
            "publishedAt": "2026-02-03T09:30:00Z",
            "content": "The negotiations began on Monday.\r\nThey may last… [+1234 chars]",
        }
    ],
}
EVENT_REGISTRY = {
    "articles": {
        "results": [
            {
                "uri": "7654321098",
                "lang": "deu",
                "isDuplicate": False,
                "dateTime": "2026-02-03T10:00:00Z",
                "dateTimePub": "2026-02-03T09:30:00Z",
                "url": "https://example.org/talks",
                "title": "Gespräche",
                "body": "Sie trafen sich.\n\nSie gingen.",
                "source": {"uri": "example.org", "title": "Das Beispiel"},
                "authors": [{"name": "Jane Doe"}, {"name": "Ali Öz"}],
                "concepts": [{"label": {"eng": "Diplomacy"}}],
            }
        ]
    }
}


def as_bytes(value: Any) -> bytes:
    """Return JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False).encode()


def found(data: bytes, name: str, **options: Any) -> list[Piece | BadPiece]:
    """Take a file apart through the door of the importers."""
    return list(pieces(io.BytesIO(data), filename=name, options=options))


def drafts(data: bytes, name: str, **options: Any) -> list[ArticleDraft]:
    """Take a file apart and read each of its pieces by itself."""
    return [each(piece) for piece in found(data, name, **options)]


def each(piece: Piece | BadPiece) -> ArticleDraft:
    """Read one piece as the worker does."""
    assert isinstance(piece, Piece), piece
    return read(piece.data, filename=piece.name, media_type=piece.media_type, options=dict(piece.options))


def body(draft: ArticleDraft) -> list[str]:
    """Return the texts of the blocks below title and standfirst."""
    return [block.text for block in draft.body]
