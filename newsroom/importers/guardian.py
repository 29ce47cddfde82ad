"""The Guardian's Content API: ``response.results`` or one item, with the fields that were asked for.

>>> draft = read(b'{"webTitle": "Talks", "fields": {"body": "<p>They met.</p>"}}', Options())
>>> draft.title, draft.outlet
('Talks', 'The Guardian')
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from newsroom.importers import archive_json
from newsroom.importers.columns import Row, value
from newsroom.importers.draft import ArticleDraft, Facts
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.record import Shape
from newsroom.importers.record_values import names

VERSION: Final = 1
_COLUMNS: Final = {
    "title": ("fields.headline", "webTitle"),
    "standfirst": ("fields.standfirst", "fields.trailText"),
    "body": ("fields.body", "fields.bodyText"),
    "byline": ("fields.byline",),
    "outlet": ("fields.publication",),
    "url": ("webUrl",),
    "published": ("webPublicationDate",),
    "language": ("fields.lang",),
    "id": ("id",),
    "section": ("sectionName",),
}


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read one result. Raises ``Refused``."""
    return archive_json.read(data, SHAPE, options)


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the results of an answer. Raises ``Refused``."""
    return archive_json.split(file, name=name, shape=SHAPE, options=options)


def _finished(row: Row, facts: Facts) -> Facts:
    """Keywords are the subjects; tags of other types say who wrote it and in which series, tone or desk."""
    tags = value(row, "tags")
    kept = [tag for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else []
    byline = ", ".join(names([tag for tag in kept if tag.get("type") == "contributor"]))
    subjects = tuple(names([tag for tag in kept if tag.get("type") in ("keyword", None)]))
    domain = "theguardian.com"
    more = replace(facts.more, subjects=subjects, domain=domain)
    return replace(facts, byline=facts.byline or byline, language=facts.language or "en", more=more)


SHAPE: Final = Shape("guardian", VERSION, _COLUMNS, outlet="The Guardian", finish=_finished)
