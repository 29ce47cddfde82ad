"""NewsAPI.org: ``articles``. Its texts end after 200 characters with a count of those that are missing.

>>> draft = read(b'{"title": "Talks", "content": "They met in\\u2026 [+1234 chars]"}', Options())
>>> draft.body[0].text, draft.more.is_partial
('They met in', True)
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from newsroom.importers import archive_json
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.record import Shape

VERSION: Final = 1
SHAPE: Final = Shape(
    "newsapi",
    VERSION,
    {
        "title": ("title",),
        "standfirst": ("description",),
        "body": ("content",),
        "byline": ("author",),
        "outlet": ("source.name", "source.id"),
        "url": ("url",),
        "published": ("publishedAt",),
    },
)


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read one article. Raises ``Refused``."""
    return archive_json.read(data, SHAPE, options)


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the articles of an answer. Raises ``Refused``."""
    return archive_json.split(file, name=name, shape=SHAPE, options=options)
