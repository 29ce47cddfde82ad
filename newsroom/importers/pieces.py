"""One file, many articles: what a format's ``split`` gives out.

A piece is whole in itself: its bytes are kept as the article's source and can be read again without the file they
came in.

>>> Piece("talks.csv", b"{}", place="row 2").place
'row 2'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsroom.importers.notices import Notice


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one article. ``name`` is its file's or member's, ``place`` where in it ("row 17"), ``options``
    those with which it is to be read (``Options.as_mapping``: the importer is named there)."""

    name: str
    data: bytes
    media_type: str = ""
    place: str = ""
    url: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BadPiece:
    """A part of a file that cannot become an article, and why; the others go on."""

    name: str
    notice: Notice
    place: str = ""
