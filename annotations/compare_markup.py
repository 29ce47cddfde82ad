"""The HTML of a comparison: what was taken out in ``del``, what was put in in ``ins``, everything escaped.

Pure. The only tags are those written here. ``Words`` are translated; they are spoken and not shown, because the elements
alone are silent in many screen readers.

>>> before, after = "no real will", "real will"
>>> both(before, after, [Edit(0, 3, 0, 0, False)], (0, 12), (0, 9), Words("removed:", "added:"))
'<del><span class="vh">removed: </span>no </del>real will'
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from annotations.markup import escape
from annotations.word_diff import Edit, Range


@dataclass(frozen=True, slots=True)
class Words:
    """What is said before words that were taken out, and before those that were put in."""

    removed: str
    added: str


class Piece(NamedTuple):
    """A stretch of one text; ``tag`` is "", "del" or "ins"."""

    start: int
    end: int
    tag: str = ""
    is_typographic: bool = False


def both(before: str, after: str, edits: Sequence[Edit], old: Range, new: Range, words: Words) -> str:
    """Return the two wordings in one line: each edit as what was taken out and then what was put in."""
    out: list[str] = []
    at = old[0]
    for edit in edits:
        out.append(escape(before[at : edit.b0]))
        out.append(_tagged(before[edit.b0 : edit.b1], "del", edit.is_typographic, words))
        out.append(_tagged(after[edit.a0 : edit.a1], "ins", edit.is_typographic, words))
        at = edit.b1
    out.append(escape(before[at : old[1]]))
    return "".join(out)


def earlier(before: str, edits: Sequence[Edit], old: Range, words: Words, mark: "Mark | None" = None) -> str:
    """Return the earlier wording with what was taken out; ``mark`` draws a passage in it."""
    pieces = _pieces(old, [(edit.b0, edit.b1, edit.is_typographic) for edit in edits], "del")
    return _drawn(before, pieces, words, mark)


def later(after: str, edits: Sequence[Edit], new: Range, words: Words, mark: "Mark | None" = None) -> str:
    """Return the later wording with what was put in; ``mark`` draws a passage in it."""
    pieces = _pieces(new, [(edit.a0, edit.a1, edit.is_typographic) for edit in edits], "ins")
    return _drawn(after, pieces, words, mark)


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlighted passage, in code points of the text in which it is drawn; ``look`` are its classes."""

    start: int
    end: int
    look: str = "c0"


def whole(text: str, tag: str, words: Words) -> str:
    """Return a text that was taken out ("del") or put in ("ins") as a whole."""
    return _tagged(text, tag, False, words)


def _pieces(inside: Range, ranges: Sequence[tuple[int, int, bool]], tag: str) -> Iterator[Piece]:
    at = inside[0]
    for start, end, is_typographic in ranges:
        if start < end:
            yield Piece(at, start)
            yield Piece(start, end, tag, is_typographic)
            at = end
    yield Piece(at, inside[1])


def _drawn(text: str, pieces: Iterator[Piece], words: Words, mark: Mark | None) -> str:
    out: list[str] = []
    for piece in pieces:
        for start, end, is_marked in _cut(piece, mark):
            html = _tagged(text[start:end], piece.tag, piece.is_typographic, words)
            out.append(f'<mark class="hl {mark.look}">{html}</mark>' if is_marked and mark else html)
    return "".join(out)


def _cut(piece: Piece, mark: Mark | None) -> Iterator[tuple[int, int, bool]]:
    """Cut a piece at the ends of the passage."""
    if mark is None:
        yield piece.start, piece.end, False
        return
    edges = sorted({piece.start, piece.end, *(at for at in (mark.start, mark.end) if piece.start < at < piece.end)})
    for start, end in pairwise(edges):
        yield start, end, mark.start <= start and end <= mark.end


def _tagged(text: str, tag: str, is_typographic: bool, words: Words) -> str:
    if not text or not tag:
        return escape(text)
    spoken = words.removed if tag == "del" else words.added
    quiet = ' class="quiet"' if is_typographic else ""
    return f'<{tag}{quiet}><span class="vh">{escape(spoken)} </span>{escape(text)}</{tag}>'
