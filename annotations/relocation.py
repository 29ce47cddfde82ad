"""Find the passages of one wording of an article in the next.

Pure: the standard library, ``regex`` and ``rapidfuzz``. Offsets count code points. The map of words (token_map) proposes a place,
the words themselves decide what may be said of it: "exact" and "moved" are only ever said of identical words. What the map
does not hold is looked for as it stands, then by its likeness, and there only in text that no other words lay claim to.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from annotations.passage_edges import (
    completed,
    cut,
    first_sentence,
    last_sentence,
    reach_of,
    surroundings,
    trimmed,
    whole_words,
    widened,
)
from annotations.passage_finder import Finder
from annotations.token_map import Run, text_map
from annotations.typography import evened, same_but_for_typography
from newsroom.graphemes import cluster_end, cluster_start

SURE: Final = 0.85
"""Likeness from which the place that the map proposes is taken without looking elsewhere."""
LIKELY: Final = 0.55
"""Likeness below which the place that the map proposes is not taken: the words around it speak for it."""

BETTER: Final = 0.1
"""How much more like the passage a part of the proposed place must be to be taken for the whole."""

Range = tuple[int, int]
Status = Literal["exact", "moved", "changed", "lost"]


@dataclass(frozen=True, slots=True)
class Relocation:
    """Where a passage of one wording stands in the next; no place when it is lost.

    ``start`` and ``end`` count code points of the later text. ``score`` is the likeness of the words: 1 the same, 0 lost.
    ``typographic``: changed in nothing but quotation marks, dashes and white space.
    """

    status: Status
    start: int | None
    end: int | None
    score: float
    typographic: bool = False


LOST: Final = Relocation("lost", None, None, 0.0)


def relocate(before: str, after: str, spans: Sequence[tuple[int, int]]) -> list[Relocation]:
    """Return where each passage of ``before`` stands in ``after``, in the order of ``spans``.

    "exact": the same words with the same surroundings (the sentence, its neighbours, 32 code points at least), in order with
    the rest of the text. "moved": the same words, other surroundings or another place. "changed": near words, for a person to decide.
    Raises ``ValueError`` for a span that is empty or not in ``before``.

    >>> relocate("Talks. They met.", "No talks. They met.", [(7, 16)])
    [Relocation(status='moved', start=10, end=19, score=1.0, typographic=False)]
    """
    for start, end in spans:
        if not 0 <= start < end <= len(before):
            raise ValueError(f"{start}..{end} is empty or not in the text")
    return Wordings(before, after).relocate(spans)


class Wordings:
    """Two wordings with the map between them, which is made once for however many passages are asked for."""

    def __init__(self, before: str, after: str) -> None:
        self.before = before
        self.after = after
        found = text_map(before, after)
        self.runs = found.runs
        self.moved = found.moved
        self.starts = [run.b0 for run in self.runs]
        self.ends = [run.b1 for run in self.runs]

    @cached_property
    def finder(self) -> Finder:
        """What looks for words all over the later text; made only when the map is not enough."""
        return Finder(self.before, self.after, [(run.a0, run.a1) for run in (*self.runs, *self.moved)])

    def relocate(self, spans: Sequence[tuple[int, int]]) -> list[Relocation]:
        """Return where each passage, not empty and in the earlier text, stands in the later one."""
        known = {span: self.relocated(*span) for span in set(spans)}
        return [known[span] for span in spans]

    def relocated(self, start: int, end: int) -> Relocation:
        """Return where one passage stands."""
        if self.before == self.after:
            return Relocation("exact", start, end, 1.0)
        mapped = self._in_moved_block(start, end) or self._same_within(start, end, self._mapped(start, end))
        likeness = self.finder.likeness(start, end, mapped) if mapped else 0.0
        if mapped and likeness >= SURE:
            return self._judged(start, end, mapped)
        fitted = self.finder.fitted(start, end, mapped) if mapped and likeness < LIKELY else None
        if fitted and self.finder.likeness(start, end, fitted) > likeness + BETTER:
            mapped, likeness = fitted, self.finder.likeness(start, end, fitted)
        likely = mapped if likeness >= LIKELY else None
        # The old words may be cited elsewhere ("An earlier version said ..."): that is not where the passage went.
        found = self.finder.same_words(start, end, anywhere=not likely) or likely or self.finder.near_words(start, end)
        return self._judged(start, end, found) if found else LOST

    def _in_moved_block(self, start: int, end: int) -> Range | None:
        """Return the place of a passage that lies in one block which was put elsewhere as it is."""
        at = bisect_right(self.moved, start, key=lambda run: run.b0) - 1
        if at < 0 or end > self.moved[at].b1:
            return None
        shift = self.moved[at].a0 - self.moved[at].b0
        return start + shift, end + shift

    def _same_within(self, start: int, end: int, place: Range | None) -> Range | None:
        """Return the very words where they stand in a place, else the place."""
        at = self.after.find(self.before[start:end], *place) if place else -1
        same = at, at + end - start
        return same if at >= 0 and whole_words(self.before, start, end, self.after, same) else place

    def _mapped(self, start: int, end: int) -> Range | None:
        """Return the place that the map proposes: from run to run, with what was put in the stead of words at the ends."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end) - 1
        left = self.runs[first - 1] if first else Run(0, 0, 0, 0)
        ends = len(self.before), len(self.after)
        right = self.runs[last + 1] if last + 1 < len(self.runs) else Run(ends[0], ends[0], ends[1], ends[1])
        if first > last:
            return self._replaced(start, end, left, right)
        return self._start_mapped(start, left, self.runs[first]), self._end_mapped(end, self.runs[last], right)

    def _replaced(self, start: int, end: int, left: Run, right: Run) -> Range | None:
        """Return what stands in the stead of a passage none of whose words is known again."""
        words = self.before[start:end]
        reach = reach_of(words)
        if right.a0 - left.a1 > 2 * reach:
            return None
        between, outside = self.after[left.a1 : right.a0], self.before[end : min(right.b0, end + reach)]
        skipped = cut(self.before[max(left.b1, start - reach) : start], words + outside, between)
        place = left.a1 + skipped
        return place, place + cut(words, outside, between[skipped:])

    def _start_mapped(self, start: int, left: Run, run: Run) -> int:
        if start >= run.b0:
            return _inside(run, start, run.a0)
        inside = self.before[start : run.b0]
        reach = reach_of(inside)
        between = self.after[max(left.a1, run.a0 - reach) : run.a0]
        outside = self.before[max(left.b1, start - reach) : start]
        if not outside.strip():
            between = last_sentence(between)
        return run.a0 - cut(inside[::-1], outside[::-1], between[::-1])

    def _end_mapped(self, end: int, run: Run, right: Run) -> int:
        if end <= run.b1:
            return _inside(run, end, run.a1)
        inside = self.before[run.b1 : end]
        reach = reach_of(inside)
        between = self.after[run.a1 : min(right.a0, run.a1 + reach)]
        outside = self.before[end : min(right.b0, end + reach)]
        if not outside.strip():
            between = first_sentence(between)
        return run.a1 + cut(inside, outside, between)

    def _judged(self, start: int, end: int, place: Range) -> Relocation:
        """Say of a place only what its words allow."""
        words = self.before[start:end]
        found = trimmed(self.before, start, end, self.after, place)
        whole = self._whole(start, end, found)
        if self.after[slice(*found)] == words and not _cuts_a_character(self.after, *found):
            if whole == found:
                return Relocation("exact" if self._stayed(start, end, found) else "moved", *found, 1.0)
        else:
            found = whole
        if found[0] >= found[1]:
            return LOST
        there = self.after[slice(*whole)]
        score = min(self.finder.likeness(start, end, whole), 0.999)
        return Relocation("changed", *found, score, same_but_for_typography(words, there))

    def _whole(self, start: int, end: int, place: Range) -> Range:
        """Take in the rest of a word, sentence or character that an end would cut."""
        found = widened(self.before, start, end, self.after, place)
        found = completed(self.before, start, end, self.after, found, self._free_around(found))
        return cluster_start(self.after, found[0]), cluster_end(self.after, found[1])

    def _free_around(self, place: Range) -> Range:
        """Return from where to where, around a place, no words of the earlier text stand."""
        at = bisect_left(self.runs, place[0], key=lambda run: run.a1)
        crossed = at < len(self.runs) and self.runs[at].a0 < place[0]
        left = place[0] if crossed else self.runs[at - 1].a1 if at else 0
        at = bisect_left(self.runs, place[1], key=lambda run: run.a1)
        right = self.runs[at].a0 if at < len(self.runs) else len(self.after)
        if right < place[1] and at + 1 < len(self.runs) and self.runs[at].a1 == place[1]:
            right = self.runs[at + 1].a0
        return left, max(right, place[1])

    def _stayed(self, start: int, end: int, found: Range) -> bool:
        """Tell whether a passage kept its surroundings and its order with the rest of the text."""
        if self._in_moved_block(start, end):
            return False
        if not (self._in_order(start, found[0]) and self._in_order(end - 1, found[1] - 1)):
            return False
        left, right = surroundings(self.before, start, end)
        one = self.before[max(0, start - left) : start], self.before[end : end + right]
        other = self.after[max(0, found[0] - left) : found[0]], self.after[found[1] : found[1] + right]
        return evened(one[0]) == evened(other[0]) and evened(one[1]) == evened(other[1])

    def _in_order(self, offset: int, place: int) -> bool:
        """Tell whether the map, in order with the rest of the text, has ``offset`` at ``place``."""
        at = bisect_right(self.starts, offset) - 1
        if at < 0 or offset >= self.ends[at]:
            return False
        return place - self.runs[at].a0 == offset - self.runs[at].b0


def _inside(run: Run, offset: int, otherwise: int) -> int:
    """Return the place of an offset within a run; ``otherwise`` where one word is typed with more letters than the other."""
    return run.a0 + offset - run.b0 if run.a1 - run.a0 == run.b1 - run.b0 else otherwise


def _cuts_a_character(text: str, start: int, end: int) -> bool:
    """Tell whether a character, as a reader sees it, lies across an end."""
    return (cluster_start(text, start), cluster_end(text, end)) != (start, end)
