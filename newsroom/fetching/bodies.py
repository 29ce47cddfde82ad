"""Reading an answer's body within bounds: so many bytes on the wire, so many unpacked, gzip or nothing. Pure.

>>> import gzip
>>> unpacked([gzip.compress(b"Talks")], limit=10)
b'Talks'
"""

import zlib
from collections.abc import Iterable
from typing import Final

from newsroom.fetching.outcomes import unfetched

PIECE: Final = 65_536
_GZIP: Final = 16 + zlib.MAX_WBITS


def plain(pieces: Iterable[bytes], *, limit: int) -> bytes:
    """Join the pieces. Raises ``Unfetched`` as soon as there are more than ``limit`` bytes."""
    gathered = bytearray()
    for piece in pieces:
        gathered += piece
        _check(len(gathered), limit)
    return bytes(gathered)


def unpacked(pieces: Iterable[bytes], *, limit: int) -> bytes:
    """Unpack gzip as it comes, never more than ``limit`` bytes of it: a bomb stops here, not in memory."""
    gathered = bytearray()
    wire = 0
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for piece in pieces:
            wire += len(piece)
            _check(wire, limit)
            rest = piece
            while rest and not unpacker.eof:
                gathered += unpacker.decompress(rest, limit + 1 - len(gathered))
                _check(len(gathered), limit)
                rest = unpacker.unconsumed_tail
    except zlib.error as error:
        raise unfetched("broken") from error
    if wire and not unpacker.eof:
        raise unfetched("broken")
    return bytes(gathered)


def _check(size: int, limit: int) -> None:
    if size > limit:
        raise unfetched("large", limit=limit // 1_000_000)
