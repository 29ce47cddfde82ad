"""Keeping sources and reading them again."""

import hashlib
import zlib
from typing import Any

from django.conf import settings

from newsroom.corrections import found
from newsroom.drafts import as_json, from_json
from newsroom.importers.draft import ArticleDraft, Dropped
from newsroom.importers.marks import tidy
from newsroom.importers.registry import read
from newsroom.models import Article, Project, Revision, Source


def new_source(data: bytes, *, filename: str = "", media_type: str = "") -> Source:
    """Make a source that is not stored yet; compressing takes time and is done before a transaction begins."""
    return Source(
        data=zlib.compress(data, 6),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        filename=tidy(filename)[:255],
        media_type=tidy(media_type)[:100],
    )


def source_bytes(source: Source) -> bytes:
    """Return the bytes as they came."""
    return zlib.decompress(bytes(source.data))


def note(source: Source, draft: ArticleDraft) -> Source:
    """Write down on a source how it was read, what was found, and the draft itself for a preview; nothing is stored."""
    source.drafted = as_json(draft)
    return note_found(source, draft)


def note_found(source: Source, draft: ArticleDraft) -> Source:
    """Write down on a source how it was read and what was found, where no preview comes before the article."""
    source.options = dict(draft.options)
    source.importer = draft.importer
    source.dropped = [_dropped(piece) for piece in draft.dropped]
    source.found = found(draft)
    return source


def _dropped(piece: Dropped) -> dict[str, Any]:
    return {"where": piece.where, "text": piece.text[:500], "reason": piece.reason.message}


def draft_of(source: Source, options: dict[str, Any] | None = None) -> ArticleDraft:
    """Return what a source says, as it was read before or, with other ``options``, read again.

    Raises ``importers.notices.Refused``.
    """
    if source.drafted and (options is None or options == source.options):
        return from_json(source.drafted)
    return read(
        source_bytes(source),
        filename=source.filename,
        media_type=source.media_type,
        options=source.options if options is None else options,
        limit=settings.IMPORT_FILE_LIMIT,
    )


def same_body(project: Project, digest: str) -> Article | None:
    """Return an article whose text below the headline is the same; ``digest`` is the sha256 of that text."""
    same = Revision.objects.filter(project=project, body_sha256=digest, article__deleted_at=None)
    revision = same.select_related("article").only("article").order_by("id").first() if digest else None
    return revision.article if revision else None
