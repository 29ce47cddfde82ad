"""Print what the importer makes of files, as JSON lines: ``manage.py parse_article page.html --url https://daily.example/a``."""

import io
import json
import logging
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from newsroom.importers import bylines, dates
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.formats import FORMATS
from newsroom.importers.notices import Notice, Refused
from newsroom.importers.options import METHODS
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.registry import pieces, read
from newsroom.reading_pool import read_all
from newsroom.text import Layout
from newsroom.working import bounds

LOG = logging.getLogger(__name__)

_FIELDS = """title, title_made_up, standfirst, byline, authors, outlet, url, published_at (ISO 8601), precision (minute, \
day, month, unknown), zone, language, external_id, release, embargo, section, subjects, is_partial, confidence, blocks \
(kind, text, start, end and what the kind needs), spans (kind, start, end, href, and the index of their block), text, \
dropped, warnings"""


class Command(BaseCommand):
    """Saves nothing and needs no database."""

    help = (
        "Print what Margin would import from files, one JSON object a line for each article, without saving: "
        f"file, place, {_FIELDS}. Offsets (start, end) count Unicode code points of “text”, which is the blocks joined "
        "by a blank line. What cannot be read is a line with file, place and error; the exit code is then 1."
    )
    requires_system_checks: list[str] = []  # type: ignore[assignment]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a file; - is the standard input")
        parser.add_argument(
            "--format", default="", choices=sorted(FORMATS), help="read as this, whatever the name says"
        )
        parser.add_argument("--url", default="", help="where the page came from, to resolve its links")
        parser.add_argument("--method", default="", choices=METHODS, help="how a web page's article is found")

    def handle(self, *args: Any, **options: Any) -> None:
        names = {"importer": "format", "url": "url", "method": "method"}
        chosen = {name: options[option] for name, option in names.items() if options[option]}
        failed = False
        with bounds.memory():
            for line in read_all(_parts(options["files"], chosen), partial(_line, options=chosen), _lost):
                failed = failed or "error" in line
                self.stdout.write(json.dumps(line, ensure_ascii=False))
        if failed:
            sys.exit(1)


@dataclass(frozen=True, slots=True)
class Part:
    """An article to be, and the file that it is in."""

    file: str
    piece: Piece | BadPiece


def _parts(files: Iterable[str], options: dict[str, Any]) -> Iterator[Part]:
    """Take files apart, with the bounds of an import (newsroom.working.bounds)."""
    for name in files:
        shown = "" if name == "-" else Path(name).name
        try:
            with _opened(name) as file:
                found = pieces(file, filename=shown, options=options)
                yield from (Part(name, piece) for piece in bounds.each(found, is_watched=False))
        except Refused as refused:
            yield Part(name, BadPiece("", refused.notice))
        except OSError as error:
            yield Part(name, BadPiece("", Notice("no-file", "%(why)s", {"why": error.strerror or str(error)})))


def _opened(name: str) -> BinaryIO:
    return io.BytesIO(sys.stdin.buffer.read()) if name == "-" else Path(name).open("rb")


def _line(part: Part, options: dict[str, Any]) -> dict[str, Any]:
    """Read one article; for processes that may end, as one that hangs is ended."""
    piece = part.piece
    if isinstance(piece, BadPiece):
        return _lost(part, piece.notice)
    try:
        with bounds.limited(bounds.ITEM_SECONDS):
            return {"file": part.file, "place": piece.place, **as_line(_draft(piece, options))}
    except Refused as refused:
        return _lost(part, refused.notice)
    except bounds.MISTAKES:
        LOG.exception("A mistake while reading %s", part.file)
        return _lost(part, bounds.broken().notice)


def _draft(piece: Piece, options: dict[str, Any]) -> ArticleDraft:
    merged = {**options, **piece.options}
    merged["url"] = merged.get("url") or piece.url
    kind = {"filename": piece.name, "media_type": piece.media_type}
    return read(piece.data, **kind, options=merged, limit=settings.IMPORT_FILE_LIMIT)


def _lost(part: Part, notice: Notice) -> dict[str, Any]:
    return {"file": part.file, "place": part.piece.place, "error": str(notice)}


def as_line(draft: ArticleDraft) -> dict[str, Any]:
    """Return what a draft says as JSON can hold it."""
    layout, published, more = draft.layout(), dates.parse(draft.published, draft.language), draft.more
    return {
        "title": draft.title,
        "title_made_up": draft.title_made_up,
        "standfirst": draft.standfirst,
        "byline": draft.byline,
        "authors": list(bylines.split(draft.byline)),
        "outlet": draft.outlet,
        "url": draft.url,
        "published_at": _iso(published),
        "precision": published.precision,
        "zone": published.zone,
        "language": draft.language,
        "external_id": more.external_id,
        "release": more.release,
        "embargo": more.embargo,
        "section": more.section,
        "subjects": list(more.subjects),
        "is_partial": more.is_partial,
        "confidence": more.confidence,
        "blocks": _blocks(layout),
        "spans": _spans(layout),
        "text": layout.text,
        "dropped": [dropped.text for dropped in draft.dropped],
        "warnings": [str(notice) for notice in draft.warnings],
    }


def _iso(published: dates.Printed) -> str | None:
    """A month is written 2026-02, a day 2026-02-03, a minute with its zone where it has one."""
    value = published.value
    if value is None:
        return None
    if published.precision == "month":
        return value.strftime("%Y-%m")
    if isinstance(value, datetime) and published.precision == "day":
        return value.date().isoformat()
    return value.isoformat()


def _blocks(layout: Layout) -> list[dict[str, Any]]:
    return [
        {
            "kind": block.kind,
            "text": layout.text[block.start : block.end],
            "start": block.start,
            "end": block.end,
            **block.attributes,
        }
        for block in layout.blocks
    ]


def _spans(layout: Layout) -> list[dict[str, Any]]:
    """Return the spans with the index of the block they stand in; both are in the order of the text."""
    found, at = [], 0
    for span in sorted(layout.spans, key=lambda span: (span.start, span.end)):
        while layout.blocks[at].end <= span.start:
            at += 1
        found.append({"kind": span.kind, "start": span.start, "end": span.end, "href": span.href, "block": at})
    return found
