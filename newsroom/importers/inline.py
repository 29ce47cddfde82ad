"""The text of one block as it is gathered piece by piece, with the formatting that lies over it.

>>> pen = Pen()
>>> pen.write("They  "); pen.open("strong"); pen.write("met."); pen.close("strong")
>>> pen.draft("paragraph")
Draft(kind='paragraph', text='They met.', spans=(Span(kind='strong', start=5, end=9, href=''),), attributes={})
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from newsroom.importers.marks import tidy
from newsroom.text import Draft, Span

_SPACES: Final = re.compile(r"[ \t\n]+")
_EDGES: Final = " \n"


class Pen:
    """Gathers one block. White space is collapsed as a browser does, unless ``keep_spaces``."""

    def __init__(self, *, keep_spaces: bool = False) -> None:
        self.keep_spaces = keep_spaces
        self._parts: list[str] = []
        self._length = 0
        self._last = "\n"
        self._open: list[tuple[str, int, str]] = []
        self._spans: list[Span] = []

    def write(self, text: str) -> None:
        """Add words; they are cleaned here, so entities that became control characters end here."""
        if not self.keep_spaces and self._last in _EDGES and text.isascii() and text.isspace():
            return
        text = tidy(text)
        if not self.keep_spaces:
            text = _SPACES.sub(" ", text)
            if self._last in _EDGES:
                text = text.lstrip(" ")
        self._add(text)

    def line_break(self) -> None:
        if self._last == " " and not self.keep_spaces:
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        self._add("\n")

    def new_line(self) -> None:
        """Begin a line unless one has just begun."""
        if self._last != "\n":
            self.line_break()

    @property
    def at_line_start(self) -> bool:
        return self._last == "\n"

    def open(self, kind: str, href: str = "") -> None:
        self._open.append((kind, self._length, href))

    def close(self, kind: str) -> None:
        """End the innermost open span of this kind; nothing happens if there is none."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == kind:
                _, start, href = self._open.pop(index)
                self._spans.append(Span(kind, start, self._length, href))
                return

    @property
    def is_new(self) -> bool:
        """Whether nothing was written and no span was closed since it was made."""
        return not self._parts and not self._spans

    @property
    def is_empty(self) -> bool:
        return not any(part.strip() for part in self._parts)

    def draft(self, kind: str, attributes: Mapping[str, Any] | None = None) -> Draft:
        """Return the block. Spans that are still open end here; ``restart`` opens them in the next block."""
        spans = [*self._spans, *(Span(kind, start, self._length, href) for kind, start, href in self._open)]
        text = "".join(self._parts)
        whole = text.strip("\n").rstrip() if self.keep_spaces else text.strip()
        # What was written in one piece is clean already.
        normal = whole if len(self._parts) == 1 or whole.isascii() else tidy(whole)
        if not spans:
            return Draft(kind, normal, (), attributes or {})
        offset = text.find(whole)
        kept = [_trimmed(span, text, offset, offset + len(whole)) for span in spans]
        ordered = sorted(
            {span for span in kept if span is not None}, key=lambda span: (span.start, -span.end, span.kind)
        )
        # Pieces that compose with one another shift what follows (rare); such a block goes without spans.
        return Draft(kind, normal, tuple(ordered) if normal == whole else (), attributes or {})

    def restart(self) -> "Pen":
        """Return the pen of the next block, with the same spans open."""
        pen = Pen(keep_spaces=self.keep_spaces)
        pen._open = [(kind, 0, href) for kind, _, href in self._open]
        return pen

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._last = text[-1]


def _trimmed(span: Span, text: str, first: int, last: int) -> Span | None:
    """Cut white space from the ends of a span and count from the block's start; None if nothing is left."""
    start, end = max(span.start, first), min(span.end, last)
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Span(span.kind, start - first, end - first, span.href) if start < end else None
