"""The bytes of a table to lines of text: which encoding, and every line decoded by itself.

A file of many megabytes is never held whole. A line that does not fit the encoding of the beginning is decoded as Windows
text, so that one odd row spoils no other.

>>> import io
>>> list(lines(io.BytesIO("a;b\\nCafé;1\\n".encode()), "utf-8"))
['a;b\\n', 'Café;1\\n']
"""

import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from newsroom.importers.decoding import decode
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options

SAMPLE: Final = 1 << 18
LONGEST: Final = 20_000_000
"""Bytes of one line."""
_UTF_8: Final = b"\xef\xbb\xbf"
_MARKS: Final = (_UTF_8, b"\xff\xfe", b"\xfe\xff")


def encoding_of(file: BinaryIO, options: Options) -> str:
    """Return the encoding, found from the first lines; the file stands behind its byte order mark afterwards.

    Raises ``Refused`` for empty and binary files.
    """
    sample = file.read(SAMPLE)
    mark = next((mark for mark in _MARKS if sample.startswith(mark)), b"")
    if not sample[len(mark) :].strip(b"\x00 \t\r\n"):
        raise Refused("empty", gettext_noop("The file is empty. Save or download it again."))
    whole = sample if len(sample) < SAMPLE else sample[: sample.rfind(b"\n") + 1 or len(sample) // 2 * 2]
    if mark and mark != _UTF_8:
        whole = whole[: len(whole) // 2 * 2]
    name = _encoding(whole, options)
    file.seek(len(mark))
    return name


def _encoding(sample: bytes, options: Options) -> str:
    try:
        return decode(sample, chosen=options.encoding, limit=SAMPLE).encoding
    except Refused as refused:
        if refused.code != "binary":
            raise
        message = gettext_noop("It is no table, whatever its name says: it holds no text. Save it as .csv or .xlsx.")
        raise Refused("binary", message) from refused


def lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield the lines, each with a line feed at its end, whatever ends them in the file. NUL characters are left out.

    Raises ``Refused`` for a line beyond the bound.
    """
    for line in _lines(file, encoding):
        if "\r" in line:
            yield from io.StringIO(line, newline=None)
        else:
            yield line


def _lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    if encoding.replace("_", "-").startswith(("utf-16", "utf-32")):
        yield from _wide(file, encoding)
        return
    while line := file.readline(LONGEST):
        if len(line) == LONGEST:
            raise _too_long()
        yield _decoded(line, encoding).replace("\x00", "")


def _decoded(line: bytes, encoding: str) -> str:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return line.decode("cp1252" if encoding == "utf-8" else encoding, "replace")


def _wide(file: BinaryIO, encoding: str) -> Iterator[str]:
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="\n")
    try:
        while line := text.readline(LONGEST):
            if len(line) == LONGEST:
                raise _too_long()
            yield line.replace("\x00", "").lstrip("\ufeff")
    finally:
        text.detach()


def _too_long() -> Refused:
    message = gettext_noop("A line has more than %(limit)d MB: this is no table with one article a row.")
    return Refused("line-too-long", message, limit=LONGEST // 1_000_000)
