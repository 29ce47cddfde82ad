"""Look for a passage in text that the map of words leaves open: words that were put elsewhere, or rewritten.

Pure: ``rapidfuzz``. Offsets count code points. A place that other words of the earlier text stand in already is not
taken: that copy is theirs. Likely places are found by the rarer words that they share, not by trying every place.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from annotations.passage_edges import CONTEXT, cut, first_sentence, last_sentence, whole_words
from annotations.token_map import Token, tokens, words_mapped
from annotations.typography import folded

NEAR: Final = 0.7
"""Likeness that rewritten words must have in a place for which nothing else speaks."""
FAMILIAR: Final = 0.55
"""Likeness of the surroundings that a few words must have to be known again elsewhere."""
DISTINCT: Final = 30
"""Code points from which words that stand in one place only are known again whatever stands around them."""
COPY: Final = 0.45
"""Likeness of the surroundings (one side alike, the other not) in the place of a copy."""
KNOWN: Final = 0.15
"""How much less like the words may be in familiar surroundings."""
SHORT: Final = 300
"""Code points up to which a passage is compared with every part of a likely place."""
LONG: Final = 5000
"""Code points from which texts are compared by words instead of letters, which would take long."""
PLACES: Final = 200
"""Places of the same words that are compared at most."""
COMMON: Final = 40
"""A word with more places than this says nothing about a place."""
WORDS: Final = 400
"""Words of a passage that are looked up at most."""
WINDOWS: Final = 3
"""Likely places that are looked at closely."""

Range = tuple[int, int]


class Finder:
    """Looks in ``after`` for passages of ``before``; ``claimed``: the places of ``after`` that are already known."""

    def __init__(self, before: str, after: str, claimed: Sequence[Range]) -> None:
        self.before = before
        self.after = after
        self.claimed = sorted(claimed)
        self._ends = [end for _, end in self.claimed]
        self._sums = [0, *accumulate(end - start for start, end in self.claimed)]

    def same_words(self, start: int, end: int, *, anywhere: bool) -> Range | None:
        """Return where the very words stand, if their surroundings are much as they were.

        ``anywhere``: longer passages also in other surroundings, if they stand once; and where another copy of
        the words was taken out, at the copy that is left.
        """
        length = end - start
        places = list(self._places(start, end))
        free = [at for at in places if self._free(at, at + length)]
        best, score = self._most_familiar(start, end, free)
        if score >= FAMILIAR or (anywhere and length >= DISTINCT and len(free) == 1):
            return best, best + length
        if anywhere and not free and length >= DISTINCT:
            best, score = self._most_familiar(start, end, places)
            if score >= COPY:
                return best, best + length
        return None

    def _most_familiar(self, start: int, end: int, places: Sequence[int]) -> tuple[int, float]:
        scored = [(self._familiar(start, end, at, at + end - start), -at) for at in places]
        score, at = max(scored, default=(0.0, 0))
        return -at, score

    def _places(self, start: int, end: int) -> Iterator[int]:
        words = self.before[start:end]
        at = self.after.find(words)
        for _ in range(PLACES):
            if at < 0:
                return
            if whole_words(self.before, start, end, self.after, (at, at + end - start)):
                yield at
            at = self.after.find(words, at + 1)

    def _free(self, start: int, end: int) -> bool:
        """Tell whether at most a fifth of a place is claimed."""
        return self._claimed_before(end) - self._claimed_before(start) <= (end - start) / 5

    def _claimed_before(self, offset: int) -> int:
        """Return how many code points before ``offset`` are claimed."""
        at = bisect_left(self._ends, offset)
        partly = max(0, offset - self.claimed[at][0]) if at < len(self.claimed) else 0
        return self._sums[at] + partly

    def _familiar(self, start: int, end: int, left: int, right: int) -> float:
        """Return how alike the surroundings are, from 0 to 1."""
        before = self.before[max(0, start - CONTEXT) : start], self.before[end : end + CONTEXT]
        after = self.after[max(0, left - CONTEXT) : left], self.after[right : right + CONTEXT]
        return (fuzz.ratio(before[0], after[0]) + fuzz.ratio(before[1], after[1])) / 200

    def near_words(self, start: int, end: int) -> Range | None:
        """Return the place whose words are most like those of the passage, if they are like enough."""
        found = [self.fitted(start, end, window) for window in self._windows(start, end)]
        scored = [(self.likeness(start, end, place), place) for place in found if place]
        score, place = max(scored, default=(0.0, None))
        if place and score >= NEAR - KNOWN * (self._familiar(start, end, *place) >= FAMILIAR):
            return place
        return None

    def likeness(self, start: int, end: int, place: Range) -> float:
        """Return how alike a passage and the words of a place are, from 0 to 1; typography does not count."""
        if max(end - start, place[1] - place[0]) <= LONG:
            return fuzz.ratio(folded(self.before[start:end]), folded(self.after[slice(*place)])) / 100
        words = [[token.key for token in tokens(*one)] for one in ((self.before, start, end), (self.after, *place))]
        return Indel.normalized_similarity(*words)

    def _windows(self, start: int, end: int) -> list[Range]:
        """Return the places, twice as long as the passage, that share most of its rarer words in about their order."""
        words = tokens(self.before, start, end)[:WORDS]
        width = max(6, len(words))
        votes: Counter[int] = Counter()
        for index, word in enumerate(words):
            places = self._index.get(word.key, ())
            if len(places) <= COMMON:
                votes.update({(at - index) // width for at in places} | {(at - index) // width + 1 for at in places})
        likely = [bucket for bucket, count in votes.most_common(WINDOWS) if count >= max(1, len(words) // 8)]
        last = len(self._open) - 1
        edges = [(max(0, (bucket - 1) * width - 2), min(last, (bucket + 1) * width + width)) for bucket in likely]
        return [(self._open[low].start, self._open[high].end) for low, high in edges if low <= high]

    def fitted(self, start: int, end: int, window: Range) -> Range | None:
        """Return the part of ``window`` that is most like the passage, or None."""
        places = [self._from_first_to_last(start, end, window)]
        if end - start <= SHORT and window[1] - window[0] <= 8 * SHORT:
            best = fuzz.partial_ratio_alignment(self.before[start:end], self.after[slice(*window)])
            places.append((window[0] + best.dest_start, window[0] + best.dest_end) if best else None)
        found = [place for place in places if place and place[0] < place[1]]
        return max(found, key=lambda place: self.likeness(start, end, place), default=None)

    def _from_first_to_last(self, start: int, end: int, window: Range) -> Range | None:
        """Return the part of ``window`` from its first word in common with the passage to its last."""
        runs = words_mapped(self.before, self.after, (start, end), window)
        if not runs:
            return None
        first, last = runs[0], runs[-1]
        ahead = last_sentence(self.after[window[0] : first.a0])
        behind = first_sentence(self.after[last.a1 : window[1]])
        left = cut(self.before[start : first.b0][::-1], "", ahead[::-1])
        return first.a0 - left, last.a1 + cut(self.before[last.b1 : end], "", behind)

    @cached_property
    def _open(self) -> list[Token]:
        """The words of ``after`` that nobody claims."""
        found: list[Token] = []
        at = 0
        for start, end in [*self.claimed, (len(self.after), len(self.after))]:
            if start > at:
                found += tokens(self.after, at, start)
            at = max(at, end)
        return found

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for index, token in enumerate(self._open):
            places[token.key].append(index)
        return places
