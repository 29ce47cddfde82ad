"""A short name for an annotation inside one page: in ``data-a``, ``#a-KEY`` and ``#r-KEY``.

A page of 5,000 highlights names them some 20,000 times; a UUID each time would be most of the page.
Pure: standard library only.

>>> from uuid import UUID
>>> page_key(UUID("0192f0c1-7d5e-7a3b-8c21-5fe09a1b2c3d"))
'X-CaGyw9'
"""

from base64 import urlsafe_b64encode
from uuid import UUID


def page_key(uuid: UUID) -> str:
    """Return eight URL-safe characters, the first of them a letter, made of the UUID's last six bytes.

    The same UUID gives the same key. The first bit is dropped, so that the key starts with A to Z or a to f and
    is a plain identifier; 47 random bits are left, and two of 10,000 annotations share a key once in millions of articles.
    """
    return key_of_text(uuid.hex)


def key_of_text(uuid: str) -> str:
    """Return the page key of a UUID that is written in hexadecimal, with or without hyphens.

    >>> key_of_text("0192f0c1-7d5e-7a3b-8c21-5fe09a1b2c3d")
    'X-CaGyw9'
    """
    tail = int(uuid[-12:], 16) & 0x7FFF_FFFF_FFFF
    return urlsafe_b64encode(tail.to_bytes(6, "big")).decode("ascii")
