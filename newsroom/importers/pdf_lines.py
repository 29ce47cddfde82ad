"""The printed lines of a PDF, as pypdf finds them: words, place and size, in the order in which the file draws them."""

import io
import logging
import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from time import monotonic
from typing import Any, Final

from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop

MOST_PAGES: Final = 2_000
MOST_CHARACTERS: Final = 5_000_000
SECONDS: Final = 60.0
LARGEST_STREAM: Final = 30_000_000
MOST_OPERATIONS: Final = 500_000
FEWEST_ROWS: Final = 5
"""So many rows of a page must go on at one place to be taken for columns."""
LONGEST_WORD: Final = 12
CHARACTER_WIDTH: Final = 0.5
"""Of its size: how wide a letter is on average. Real widths lie in the fonts and cost more than they bring here."""
# pypdf says of itself that broken files may end in others than its own exceptions.
_FAILURES: Final = (
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    AssertionError,
    ArithmeticError,
    OSError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line or a part of one: ``x`` and ``y`` of its start in points from the lower left, ``size`` in points."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool = False
    column: int = 0
    """Counted from 0 on a page whose columns are drawn row by row, else 0."""

    @property
    def end(self) -> float:
        """About where it ends."""
        return self.x + len(self.text) * self.size * CHARACTER_WIDTH


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF holds: the lines and the height of each page, the numbers (from 1) of pages that are damaged, and what
    the file says of itself."""

    pages: tuple[tuple[Line, ...], ...]
    heights: tuple[float, ...]
    unread: tuple[int, ...]
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn at one go; its text may begin or end with the space that parts it from its neighbour."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False


class _TooMuch(BaseException):
    """Raised inside pypdf's callback; a BaseException, because pypdf passes over others."""


def printed(data: bytes) -> Printed:
    """Return the lines of a PDF. Raises ``Refused`` for what is damaged, protected or beyond the bounds."""
    import pypdf
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    bounds = pypdf.apply_configuration(
        zlib_maximum_output_length=LARGEST_STREAM,
        lzw_maximum_output_length=LARGEST_STREAM,
        run_length_maximum_output_length=LARGEST_STREAM,
        array_based_stream_maximum_output_length=LARGEST_STREAM,
        stream_decoding_work_maximum_length=4 * LARGEST_STREAM,
        stream_parsing_work_maximum_count=MOST_OPERATIONS,
        xform_maximum_invocations_per_extraction=500,
        jbig2dec_binary=None,
    )
    try:
        with bounds:
            return _Walk().read(pypdf.PdfReader(io.BytesIO(data), strict=False, root_object_recovery_limit=1000))
    except (LimitReachedError, _TooMuch) as error:
        raise _too_much() from error
    except DependencyError as error:
        raise _protected() from error
    except (PyPdfError, *_FAILURES) as error:
        raise _damaged() from error


class _Walk:
    """Reads page after page and watches the bounds."""

    def __init__(self) -> None:
        self.deadline = monotonic() + SECONDS
        self.characters = 0
        self.parts: list[Part] = []

    def read(self, reader: Any) -> Printed:
        from pypdf.errors import PdfReadError

        if reader.is_encrypted and not reader.decrypt(""):
            raise _protected()
        if len(reader.pages) > MOST_PAGES:
            message = gettext_noop("It has %(count)d pages, more than %(limit)d. Cut it into several files.")
            raise Refused("pdf-pages", message, count=len(reader.pages), limit=MOST_PAGES)
        pages, heights, unread = [], [], []
        for number, page in enumerate(reader.pages):
            self.parts = []
            try:
                page.extract_text(visitor_text=self.take)
                heights.append(float(page.mediabox.height) or 1.0)
            except (PdfReadError, *_FAILURES) as error:
                unread.append(number + 1)
                if len(unread) == len(reader.pages):
                    raise _damaged() from error
                heights += [1.0] * (number + 1 - len(heights))
            pages.append(tuple(_lines(self.parts, number)))
        return Printed(tuple(pages), tuple(heights), tuple(unread), _properties(reader))

    def take(self, text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        """Take one piece of text with the matrices that say where it stands (ISO 32000-1, 9.4.4)."""
        self.characters += len(text)
        if self.characters > MOST_CHARACTERS or monotonic() > self.deadline:
            raise _TooMuch
        if not text.strip(" "):
            if self.parts and text:
                self.parts[-1] = replace(self.parts[-1], text=self.parts[-1].text + text)
            return
        if text == "\n":
            self.parts.append(Part("\n"))
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        name = str((font or {}).get("/BaseFont", "")).lower()
        bold = "bold" in name or "black" in name
        self.parts.append(Part(text, float(x), float(y), abs(float(size) * scale), bold))


def _lines(parts: Sequence[Part], page: int) -> Iterator[Line]:
    """Join the parts of each row; where the file draws its columns row by row, cut the rows at the columns."""
    rows = [row for row in _rows(parts) if any(part.text.strip() for part in row)]
    starts = _column_starts(rows)
    for row in rows:
        cuts = [0, *(number for number, part in enumerate(row) if number and round(part.x) in starts), len(row)]
        for first, last in pairwise(cuts):
            column = sum(start <= row[first].x + 1 for start in starts)
            if line := _line(row[first:last], page, column):
                yield line


def _rows(parts: Sequence[Part]) -> Iterator[list[Part]]:
    row: list[Part] = []
    for part in parts:
        is_next = part.text == "\n" or (row and abs(part.y - row[0].y) > 0.5 * max(part.size, row[0].size))
        if is_next and row:
            yield row
            row = []
        if part.text != "\n":
            row.append(part)
    if row:
        yield row


def _column_starts(rows: Sequence[Sequence[Part]]) -> list[int]:
    """Return where columns begin that are drawn row by row: many rows go on at one and the same place.

    A word on its own is no line of a column: some programs draw every word by itself.
    """
    lengths: dict[int, list[int]] = {}
    for row in rows:
        for before, part in pairwise(row):
            if part.x > before.x:
                lengths.setdefault(round(part.x), []).append(len(part.text.strip()))
    least = max(FEWEST_ROWS, len(rows) // 4)
    found = [place for place, each in lengths.items() if len(each) >= least and median(each) > LONGEST_WORD]
    return sorted(found)


def _line(row: Sequence[Part], page: int, column: int) -> Line | None:
    """Return the line, if it has words. Of turned text pypdf gives no size: it is left out."""
    joined = "".join(part.text for part in row).rstrip()
    # A soft hyphen at the end is a hyphen: tidy would take it away before lines are joined.
    text = " ".join(tidy(f"{joined[:-1]}-" if joined.endswith("\xad") else joined).split())
    longest = max(row, key=lambda part: len(part.text.strip()))
    if not text or not longest.size:
        return None
    bold = sum(len(part.text) for part in row if part.bold) > len(text) // 2
    return Line(_plain(text), page, row[0].x, row[0].y, round(longest.size, 1), bold, column)


def _plain(text: str) -> str:
    """Turn ligatures and the shapes of Arabic letters into the letters themselves."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFKC", each) if _is_shape(each) else each for each in text)


def _is_shape(character: str) -> bool:
    return "\ufb00" <= character <= "\ufb06" or "\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc"


def _properties(reader: Any) -> dict[str, str]:
    """Read what the file says of itself (ISO 32000-1, 14.3.3); nothing where it cannot be read."""
    try:
        found = reader.metadata or {}
        names = {"title": "/Title", "author": "/Author", "made": "/CreationDate"}
        return {name: tidy(str(found.get(key) or ""))[:500] for name, key in names.items()}
    except _FAILURES:
        return {}


def _protected() -> Refused:
    message = gettext_noop("The PDF is protected by a password. Save it without one: print it to a new PDF.")
    return Refused("pdf-protected", message)


def _too_much() -> Refused:
    message = gettext_noop(
        "The PDF would unfold to more than Margin reads, or takes too long. Cut it into several files."
    )
    return Refused("pdf-too-much", message)


def _damaged() -> Refused:
    message = gettext_noop("The PDF is damaged or incomplete. Open it and print it to a new PDF, or paste its text.")
    return Refused("pdf-damaged", message)
