"""Keeping what came in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from newsroom.models import Project, Source, User
from newsroom.sources import new_source


def keep_source(
    *,
    by: User,
    project: Project,
    data: bytes,
    filename: str = "",
    media_type: str = "",
    url: str = "",
    options: Mapping[str, Any] | None = None,
    batch: UUID | None = None,
) -> Source:
    """Keep the bytes of an import, compressed; no article is made by it."""
    source = new_source(data, filename=filename, media_type=media_type)
    source.by, source.project, source.batch = by, project, batch
    source.url, source.options = url[:2000], dict(options or {})
    source.save()
    return source
