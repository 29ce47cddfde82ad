"""Nexis: the lines of its Word downloads, and the texts of the older service ("1 of 250 DOCUMENTS").

>>> lines = ["Talks resume", "The Times", "September 30, 2015 Wednesday", "Byline:\\u00a0Jane Doe", "Body", "They met.",
...          "Load-Date: October 1, 2015", "End of Document"]
>>> draft = read("\\n".join(lines).encode(), Options())
>>> draft.title, draft.outlet, draft.published, [block.text for block in draft.body]
('Talks resume', 'The Times', 'September 30, 2015', ['They met.'])
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, Final

from newsroom.importers import nexis_older
from newsroom.importers.archive_text import draft_of, has_year, heading, line_of, listed, text_of, whole
from newsroom.importers.draft import ArticleDraft, Record
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece

VERSION: Final = 1
END: Final = frozenset(("end of document", "ende des dokuments", "fin du document", "fin del documento"))
_BODY: Final = frozenset(("body", "texte", "text", "cuerpo"))
_AFTER: Final = frozenset(("classification", "klassifikation", "notes", "graphic", "correction", "correction-date"))
_FACTS: Final = {
    "byline": "byline",
    "section": "section",
    "highlight": "standfirst",
    "language": "language",
    "subject": "tags",
}
_HEADINGS: Final = frozenset(
    ("byline", "section", "length", "highlight", "dateline", "series", "column", "edition", "correction", "series")
)
_HEAD_LINES: Final = 8
_COVER: Final = frozenset(
    ("client/matter", "search terms", "search type", "narrowed by", "user name", "date and time", "job number")
)
_ZIP: Final = b"PK\x03\x04"


def is_nexis(lines: Sequence[str]) -> bool:
    """Say whether the paragraphs of a document are a Nexis download: an end of document, and a heading of its own."""
    plain = [line_of(line).casefold() for line in lines]
    has_end = any(line in END for line in plain)
    return has_end and any(
        line in _BODY or line.startswith(("load-date:", "length:", "classification")) for line in plain
    )


def pieces_of(lines: Sequence[str], *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the documents among the paragraphs of a download, each as a text of one line a paragraph."""
    choices = replace(options, importer="nexis", encoding="utf-8").as_mapping()
    number = 0
    for record in _records(lines):
        number += 1
        text = "\n".join(line_of(line) for line in record)
        yield Piece(name, text.encode("utf-8", "replace"), "text/plain", f"document {number}", options=choices)
    if not number:
        raise _none()


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read the first document. Raises ``Refused`` where there is none."""
    text = text_of(data, options)
    older = next(nexis_older.records(text), None)
    if older is not None:
        fields, body = nexis_older.fields(older)
        return draft_of(fields, body, Record("nexis", VERSION, options))
    lines = next(_records([line_of(line) for line in text.split("\n")]), None)
    if lines is None:
        raise _none()
    return _draft([line_of(line) for line in lines if line.strip()], Record("nexis", VERSION, options))


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the documents of a text or Word file. Raises ``Refused`` where there is none."""
    data = whole(file)
    if data.startswith(_ZIP):
        from newsroom.importers import docx

        yield from pieces_of(docx.paragraphs(data), name=name, options=options)
        return
    text = text_of(data, options)
    older = list(nexis_older.records(text))
    if not older:
        yield from pieces_of(text.split("\n"), name=name, options=options)
        return
    choices = replace(options, importer="nexis", encoding="utf-8").as_mapping()
    for number, record in enumerate(older, start=1):
        yield Piece(name, record.encode("utf-8", "replace"), "text/plain", f"document {number}", options=choices)


def _records(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines of each document, up to its end; a cover page before the first one is left out."""
    found: list[str] = []
    for line in lines:
        if line_of(line).casefold() in END:
            yield from _without_cover(found)
            found = []
        elif line.strip():
            found.append(line)
    if _body_at(found) is not None:
        yield from _without_cover(found)


def _without_cover(lines: list[str]) -> Iterator[list[str]]:
    """A cover page lists the documents and how they were searched for; the first document begins below it."""
    body = _body_at(lines)
    limit = len(lines) if body is None else body
    covers = [at for at, line in enumerate(lines[:limit]) if heading(line)[0] in _COVER or _is_entry(line)]
    start = 0
    if covers:
        start = _title_at(lines, covers[-1] + 1, limit)
    if lines[start:]:
        yield lines[start:]


def _is_entry(line: str) -> bool:
    return bool(re.match(r"\d{1,4}\.\s+\S", line.strip()))


def _title_at(lines: Sequence[str], first: int, limit: int) -> int:
    """Return where the document begins that has its date at most ``_HEAD_LINES`` lines below: two lines above the date."""
    for at in range(first, min(limit, len(lines))):
        if has_year(lines[at]) and not heading(lines[at])[0] and "copyright" not in lines[at].lower():
            return max(first, at - 2)
    return first


def _body_at(lines: Sequence[str]) -> int | None:
    return next((at for at, line in enumerate(lines) if line_of(line).casefold() in _BODY), None)


def _draft(lines: list[str], record: Record) -> ArticleDraft:
    body = _body_at(lines)
    head = lines[: body if body is not None else _HEAD_LINES]
    rest = lines[len(head) + (body is not None) :]
    end = next((at for at, line in enumerate(rest) if _is_after(line)), len(rest))
    fields = _head(head)
    for line in (*head[1:], *rest[end:]):
        key, text = heading(line)
        if key in _FACTS and text:
            fields.setdefault(_FACTS[key], text)
    fields["language"] = next(iter(listed(fields.get("language", ""))), "")
    return draft_of(fields, rest[:end], record)


def _is_after(line: str) -> bool:
    plain = line.casefold().rstrip(":")
    return plain in _AFTER or plain.startswith(("load-date:", "language:", "publication-type:"))


def _head(lines: Sequence[str]) -> dict[str, str]:
    """Title, outlet and date stand in this order above the headings; the outlet may be missing."""
    fields = {"title": lines[0]} if lines else {}
    plain = [line for line in lines[1:_HEAD_LINES] if heading(line)[0] not in _HEADINGS]
    at = next((number for number, line in enumerate(plain) if has_year(line) and "copyright" not in line.lower()), None)
    if at is not None:
        fields["published"] = plain[at]
        if at:
            fields["outlet"] = plain[at - 1]
    elif plain:
        fields["outlet"] = plain[0]
    return fields


def _none() -> Refused:
    return Refused("no-rows", gettext_noop("No document of Nexis was found in it."))
