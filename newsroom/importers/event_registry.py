"""Event Registry (newsapi.ai): ``articles.results``. ``dateTimePub`` is when it was published, ``dateTime`` when it was found.

>>> draft = read(b'{"title": "Talks", "body": "They met.", "lang": "eng", "source": {"uri": "example.org"}}', Options())
>>> draft.language, draft.outlet, draft.more.domain
('en', 'example.org', 'example.org')
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
from newsroom.importers.record_values import domain_of, one_line

VERSION: Final = 1
_COLUMNS: Final = {
    "title": ("title",),
    "body": ("body",),
    "byline": ("authors",),
    "outlet": ("source.title", "source.uri"),
    "url": ("url",),
    "published": ("dateTimePub", "date"),
    "language": ("lang",),
    "id": ("uri",),
    "tags": ("concepts",),
}


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read one result. Raises ``Refused``."""
    return archive_json.read(data, SHAPE, options)


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the results of an answer. Raises ``Refused``."""
    return archive_json.split(file, name=name, shape=SHAPE, options=options)


def _finished(row: Row, facts: Facts) -> Facts:
    """Concepts carry their labels by language: the article's own, else English, else any."""
    concepts = value(row, "concepts")
    labels = [each.get("label") for each in concepts if isinstance(each, dict)] if isinstance(concepts, list) else []
    code = one_line(value(row, "lang"))
    named = [_label(each, code) for each in labels]
    subjects = tuple(dict.fromkeys(text for text in named if text)) or facts.more.subjects
    return replace(
        facts, more=replace(facts.more, subjects=subjects, domain=domain_of(one_line(value(row, "source.uri"))))
    )


def _label(label: object, code: str) -> str:
    if not isinstance(label, dict):
        return one_line(label)
    return one_line(label.get(code) or label.get("eng") or next(iter(label.values()), ""))


SHAPE: Final = Shape("event_registry", VERSION, _COLUMNS, finish=_finished)
