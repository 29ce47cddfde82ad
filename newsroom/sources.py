"""Reading kept sources again, and finding what is here already."""

import hashlib
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from newsroom.corrections import found
from newsroom.importers.draft import ArticleDraft, Dropped
from newsroom.importers.marks import tidy
from newsroom.importers.registry import read
from newsroom.models import Article, Project, Revision, Source


@dataclass(frozen=True, slots=True)
class Here:
    """Articles of a project that imports may repeat, by the digest of their wording and by their address."""

    texts: dict[str, Article]
    addresses: dict[str, Article] | None
    """None where addresses do not matter."""

    def at(self, url: str) -> Article | None:
        """Return the article at an address, if there is one and it matters."""
        return self.addresses.get(url) if self.addresses else None

    def add(self, article: Article, digest: str) -> None:
        """Remember an article that was stored meanwhile."""
        self.texts[digest] = article
        if self.addresses is not None and article.url:
            self.addresses[article.url] = article


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
    """Write down on a source how it was read and what was found; nothing is stored."""
    source.options = dict(draft.options)
    source.importer = draft.importer
    source.dropped = [_dropped(piece) for piece in draft.dropped]
    source.found = found(draft)
    return source


def _dropped(piece: Dropped) -> dict[str, Any]:
    return {"where": piece.where, "text": piece.text[:500], "reason": piece.reason.message}


def draft_of(source: Source, options: dict[str, Any] | None = None) -> ArticleDraft:
    """Read a kept source, with other ``options`` than its own if given. Raises ``importers.notices.Refused``."""
    return read(
        source_bytes(source),
        filename=source.filename,
        media_type=source.media_type,
        options=source.options if options is None else options,
        limit=settings.IMPORT_FILE_LIMIT,
    )


def here(project: Project, digests: Collection[str], addresses: Collection[str] | None) -> Here:
    """Look up which of these wordings (sha256 of a revision's text) and addresses the project has.

    Two queries at most; where several articles fit, the oldest is named.
    """
    same = Revision.objects.filter(project=project, sha256__in=set(digests), article__deleted_at=None)
    revisions = same.select_related("article").only("sha256", "article").order_by("-id")
    texts = {revision.sha256: revision.article for revision in revisions}
    if addresses is None:
        return Here(texts, None)
    articles = Article.objects.in_project(project).filter(url__in=set(addresses) - {""}).order_by("-id")
    return Here(texts, {article.url: article for article in articles})


def same_body(project: Project, digest: str) -> Article | None:
    """Return an article whose text below the headline is the same; ``digest`` is the sha256 of that text."""
    same = Revision.objects.filter(project=project, body_sha256=digest, article__deleted_at=None)
    revision = same.select_related("article").only("article").order_by("id").first() if digest else None
    return revision.article if revision else None
