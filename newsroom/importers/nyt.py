"""The New York Times' Article Search: ``response.docs``. It holds no text, so that every article is partial.

>>> draft = read(b'{"headline": {"main": "Talks"}, "abstract": "They met."}', Options())
>>> draft.title, draft.standfirst, draft.more.is_partial
('Talks', 'They met.', True)
"""

from collections.abc import Iterator, Mapping
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
    "title": ("headline.main", "headline.print_headline"),
    "standfirst": ("abstract", "lead_paragraph", "snippet"),
    "byline": ("byline.original", "byline"),
    "outlet": ("source",),
    "url": ("web_url",),
    "published": ("pub_date",),
    "id": ("uri", "_id"),
    "section": ("section_name", "news_desk"),
}


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read one document. Raises ``Refused``."""
    return archive_json.read(data, SHAPE, options)


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the documents of an answer. Raises ``Refused``."""
    return archive_json.split(file, name=name, shape=SHAPE, options=options)


def _finished(row: Row, facts: Facts) -> Facts:
    keywords = value(row, "keywords")
    found = [word.get("value") for word in keywords if isinstance(word, Mapping)] if isinstance(keywords, list) else []
    more = replace(facts.more, subjects=tuple(names(found)), domain="nytimes.com")
    return replace(facts, language=facts.language or "en", more=more)


SHAPE: Final = Shape("nyt", VERSION, _COLUMNS, outlet="The New York Times", finish=_finished)
