"""How much a packed file may unfold to, asked of its directory before anything is unpacked.

A directory may lie about sizes, but Python's zipfile never gives out more bytes of a member than its directory says,
as long as the member is stored or deflated: other ways of packing are refused for that reason.

>>> import io
>>> packed = io.BytesIO()
>>> with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
...     made.writestr("a.txt", "Talks " * 10)
>>> [member.filename for member in check_zip(packed)]
['a.txt']
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO, Final

from newsroom.importers.notices import Refused, gettext_noop

MOST_MEMBERS: Final = 10_000
MOST_BYTES: Final = 500_000_000
MOST_MEMBER_BYTES: Final = 100_000_000
RATIO: Final = 100
"""Bytes that one packed byte may become; what stays below ``QUIET_BYTES`` unpacked is not asked."""
QUIET_BYTES: Final = 1_000_000
_MOST_DIRECTORY: Final = 600 * MOST_MEMBERS
_TAIL: Final = 22 + 65_535 + 76
"""The end of a directory with the longest remark, and what stands before it in a large file (APPNOTE.TXT 4.3.14 to 16)."""
_HEADER: Final = 30
_UNSAID: Final = 0xFFFFFFFF
DAMAGED: Final = (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError, EOFError, zlib.error)


def check_zip(file: BinaryIO, *, suffixes: tuple[str, ...] = ("",)) -> list[zipfile.ZipInfo]:
    """Read the directory of a ZIP file and check its members; ``file`` stands at its start afterwards.

    Sizes are asked of the members whose name ends with one of ``suffixes``, by default of all: a document's pictures
    are never unpacked. Raises ``Refused`` for what is damaged, encrypted or would unfold beyond the bounds.
    """
    members = directory(file)
    asked = [member for member in members if member.filename.lower().endswith(suffixes)]
    for member in asked:
        check_member(member)
    check_total(asked)
    return members


def directory(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """Return the members of a ZIP file as its directory names them. Raises ``Refused`` for too many or none at all."""
    _check_directory(file)
    try:
        with zipfile.ZipFile(file) as opened:
            members = opened.infolist()
            end = opened.start_dir
    except DAMAGED as error:
        raise damaged() from error
    finally:
        file.seek(0)
    if len(members) > MOST_MEMBERS:
        raise _too_many()
    _check_apart(members, end)
    return members


def check_total(members: Sequence[zipfile.ZipInfo]) -> None:
    """Raise ``Refused`` for members that unfold beyond the bound together."""
    if sum(member.file_size for member in members) > MOST_BYTES:
        message = gettext_noop("Unpacked it has more than %(limit)d MB. Send it in several files.")
        raise Refused("zip-too-large", message, limit=MOST_BYTES // 1_000_000)


def check_member(member: zipfile.ZipInfo, limit: int = MOST_MEMBER_BYTES) -> None:
    """Raise ``Refused`` where one member is encrypted, packed in a way that cannot be bounded, or a bomb."""
    if member.flag_bits & 0x1:
        raise Refused("zip-encrypted", gettext_noop("It is protected by a password. Save it without one."))
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        message = gettext_noop("It is packed in a way that Margin does not unpack. Pack it as an ordinary ZIP file.")
        raise Refused("zip-method", message)
    if member.file_size > limit:
        message = gettext_noop("Unpacked it has %(size)d MB, more than %(limit)d MB. Cut it into several files.")
        raise Refused("zip-member-large", message, size=member.file_size // 1_000_000, limit=limit // 1_000_000)
    if member.file_size > QUIET_BYTES and member.file_size > RATIO * max(1, member.compress_size):
        message = gettext_noop(
            "It unfolds to more than %(ratio)d times its size, as no text does. It was not opened. Send what it holds unpacked, or paste its text."
        )
        raise Refused("zip-bomb", message, ratio=RATIO)


def read_member(opened: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of one member, which must have been checked. Raises ``Refused`` if it is damaged."""
    try:
        with opened.open(member) as stream:
            data = stream.read(member.file_size)
            if stream.read(1):
                raise damaged()
    except (*DAMAGED, RuntimeError, KeyError) as error:
        raise damaged() from error
    return data


def damaged() -> Refused:
    """Return the refusal of a file that cannot be unpacked."""
    return Refused("damaged", gettext_noop("The file is damaged or incomplete. Save or download it again."))


def _check_directory(file: BinaryIO) -> None:
    """Look at how long the directory says it is: to read a hundred thousand entries only to refuse them takes long."""
    if file.read(2) != b"PK":
        message = gettext_noop("It is no Word, Excel or ZIP file, whatever its name says. Look at what it is.")
        raise Refused("no-zip", message)
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    file.seek(0)
    if b"PK\x05\x06" not in tail:
        raise damaged()
    if _directory_size(tail) > _MOST_DIRECTORY:
        raise _too_many()


def _directory_size(tail: bytes) -> int:
    """Return the bytes of the directory (APPNOTE.TXT 4.3.14 and 4.3.16): the most that any end of one says.

    A remark behind the true end may hold another one, with another size.
    """
    large = [value for at in _places(tail, b"PK\x06\x06") for value in _unpacked("<Q", tail, at + 40)]
    small = [value for at in _places(tail, b"PK\x05\x06") for value in _unpacked("<L", tail, at + 12)]
    return max((*large, *(value for value in small if value != _UNSAID or not large)), default=0)


def _places(tail: bytes, mark: bytes) -> Iterator[int]:
    at = tail.find(mark)
    while at >= 0:
        yield at
        at = tail.find(mark, at + 1)


def _unpacked(kind: str, data: bytes, at: int) -> tuple[int, ...]:
    return struct.unpack_from(kind, data, at) if at + struct.calcsize(kind) <= len(data) else ()


def _check_apart(members: Sequence[zipfile.ZipInfo], end: int) -> None:
    """Refuse members that lie over one another: so a few packed bytes are given out thousands of times."""
    places = sorted((member.header_offset, member.header_offset + _HEADER + member.compress_size) for member in members)
    for (_start, over), (start, _over) in pairwise([*places, (end, end)]):
        if over > start:
            message = gettext_noop("Its files lie over one another, as in a file made to do harm. Pack them anew.")
            raise Refused("zip-overlap", message)


def _too_many() -> Refused:
    message = gettext_noop("It holds more than %(limit)d files. Send it in several parts.")
    return Refused("zip-too-many", message, limit=MOST_MEMBERS)
