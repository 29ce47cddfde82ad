"""The records of a JSON document one after the other, so that a large file takes little memory.

The document is a list, one object, or objects with a list under a name such as articles or results, up to two levels down.

>>> import io
>>> [each.data for each in records(io.BytesIO(b'{"total": 1, "results": [{"a": 1}]}'))]
[b'{"a": 1}']
"""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from newsroom.importers.notices import Notice, gettext_noop

LISTS: Final = (
    *("articles", "results", "docs", "data", "items", "stories", "hits", "records", "rows"),
    *("documents", "news", "entries", "value", "posts"),
)
INSIDE: Final = ("response", *LISTS)
DEEPEST: Final = 3
CHUNK: Final = 1 << 18
MOST_RECORD: Final = 20_000_000
"""Characters of one record, or of what stands before the list."""
_SPACE: Final = " \t\r\n"
_DECODER: Final = json.JSONDecoder(parse_int=len, parse_float=len, parse_constant=len)


@dataclass(frozen=True, slots=True)
class Found:
    """One record as it stands in the file, or, with a ``notice``, what is wrong with it; ``number`` from 1."""

    number: int
    data: bytes = b""
    notice: Notice | None = None


class Damaged(Exception):
    """The document ends too early or is no JSON from here on."""


class TooDeep(Damaged):
    """A value is nested deeper than Python reads."""


def records(file: BinaryIO, encoding: str = "utf-8") -> Iterator[Found]:
    """Yield the records of a document. What is damaged ends it, with a notice after the last whole record."""
    tape = Tape(file, encoding)
    number = 0
    try:
        for data in _records(tape):
            number += 1
            yield Found(number, data)
    except TooDeep:
        message = gettext_noop("The JSON is nested too deeply here. What stands before it was read.")
        yield Found(number + 1, notice=Notice("json-deep", message))
    except Damaged:
        message = gettext_noop("The JSON is damaged or cut off here. What stands before it was read.")
        yield Found(number + 1, notice=Notice("json-damaged", message))


class Tape:
    """A text that is read piece by piece and forgotten behind the reader."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._text = ""
        self._at = 0
        self._is_over = False

    def peek(self) -> str:
        """Return the next character that is no space, "" at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE + "\ufeff":
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, sign: str) -> None:
        """Step over a sign. Raises ``Damaged`` where another one stands."""
        if self.peek() != sign:
            raise Damaged
        self._at += 1

    def value(self) -> str:
        """Return the next value as it is written. Raises ``Damaged``."""
        self.peek()
        while True:
            try:
                _, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise TooDeep from error
            except ValueError as error:
                if len(self._text) - self._at > MOST_RECORD or not self._more():
                    raise Damaged from error
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on
            found, self._at = self._text[self._at : end], end
            return found

    def _more(self) -> bool:
        """Read on, as much as is in hand, so that a long record is not tried too often."""
        if self._is_over:
            return False
        data = self._file.read(max(CHUNK, len(self._text) - self._at))
        self._is_over = not data
        self._text = self._text[self._at :] + self._decoder.decode(data, final=self._is_over)
        self._at = 0
        return bool(data)


def _records(tape: Tape) -> Iterator[bytes]:
    first = tape.peek()
    if first == "[":
        yield from _listed(tape)
    elif first == "{":
        whole = _Whole()
        yield from _inside(tape, 1, whole)
        if not whole.has_list:
            yield whole.data()
    else:
        raise Damaged


class _Whole:
    """An object without a list of records is a record itself: its members, kept while none was found."""

    def __init__(self) -> None:
        self.members: list[str] = []
        self.has_list = False

    def data(self) -> bytes:
        return ("{" + ",".join(self.members) + "}").encode("utf-8", "replace")

    def add(self, key: str, value: str) -> None:
        if not self.has_list:
            self.members.append(f"{key}:{value}")
            if sum(map(len, self.members)) > MOST_RECORD:
                raise Damaged


def _inside(tape: Tape, depth: int, whole: _Whole) -> Iterator[bytes]:
    """Walk through an object to the first list under a known name."""
    tape.take("{")
    while tape.peek() != "}":
        key = tape.value()
        name = key.strip('"').lower()
        tape.take(":")
        sign = tape.peek()
        if sign == "[" and name in LISTS and not whole.has_list:
            whole.has_list = True
            yield from _listed(tape)
        elif sign == "{" and name in INSIDE and depth < DEEPEST and not whole.has_list:
            inner = _Whole()
            yield from _inside(tape, depth + 1, inner)
            whole.has_list = inner.has_list
            whole.add(key, inner.data().decode())
        else:
            whole.add(key, tape.value())
        if tape.peek() == ",":
            tape.take(",")
    tape.take("}")


def _listed(tape: Tape) -> Iterator[bytes]:
    tape.take("[")
    while tape.peek() != "]":
        yield tape.value().encode("utf-8", "replace")
        if tape.peek() == ",":
            tape.take(",")
        elif tape.peek() != "]":
            raise Damaged
    tape.take("]")
