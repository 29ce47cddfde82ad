"""Nexis' downloads saved as HTML, by the older service and by the newer one: their lines, read as those of its texts are.

>>> page = ("<html><p>1 of 1 DOCUMENTS</p><p>The Times</p><p>May 3, 2015</p><p>Talks</p><p>LENGTH: 9 words</p>"
...         "<p>They met.</p><p>LOAD-DATE: May 4, 2015</p></html>")
>>> draft = read(page.encode(), Options())
>>> draft.title, draft.outlet, draft.published, [block.text for block in draft.body]
('Talks', 'The Times', 'May 3, 2015', ['They met.'])
"""

import io
from collections.abc import Iterator
from typing import BinaryIO

from newsroom.importers import nexis
from newsroom.importers.archive_text import text_of, whole
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.fragments import element_of
from newsroom.importers.html_blocks import all_blocks
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read the first document of a page. Raises ``Refused`` where there is none."""
    return nexis.read(_lines(data, options), options)


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the documents of a page. Raises ``Refused`` where there is none."""
    yield from nexis.split(io.BytesIO(_lines(whole(file), options)), name=name, options=options)


def _lines(data: bytes, options: Options) -> bytes:
    root = element_of(text_of(data, options, html=True))
    texts = [] if root is None else [found.text for found in all_blocks(root)]
    return "\n\n".join(texts).encode("utf-8", "replace")
