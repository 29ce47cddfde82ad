"""Places: the stretches of articles where a speaker is said to make a claim, whoever marked them.

Analysts mark the same sentence from other words on, and one may mark a part of what another marked. What overlaps in the
same wording of an article, with the same claim and the same speaker, is one place; chains of overlaps are one place too.
Passages that only meet (one ends where the next begins) are two. The work is a sort and one sweep.

>>> first = Coding(1, 7, 3, 10, 20, claim=5, speaker=2, stance="asserts", analyst=8)
>>> second = Coding(2, 7, 3, 15, 40, claim=5, speaker=2, stance="disputes", analyst=9)
>>> third = Coding(3, 7, 3, 40, 50, claim=5, speaker=2, stance="asserts", analyst=8)
>>> [(place.start, place.end, place.is_contested) for place in places([third, second, first])]
[(10, 40, True), (40, 50, False)]
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Coding:
    """One claim on one annotation, where it stands.

    ``start`` and ``end`` are code points of the text of ``wording`` (a revision); positions of two wordings are never
    compared. Ids are any numbers; ``claim`` and ``speaker`` are those into which they were merged, where they were.
    """

    key: int
    article: int
    wording: int
    start: int
    end: int
    claim: int
    speaker: int | None
    stance: str
    analyst: int


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article with one claim by one speaker, and all codings of it, in the order of the text."""

    codings: tuple[Coding, ...]

    @property
    def article(self) -> int:
        """The article in which it is."""
        return self.codings[0].article

    @property
    def wording(self) -> int:
        """The wording whose positions ``start`` and ``end`` are."""
        return self.codings[0].wording

    @property
    def claim(self) -> int:
        """The claim that is made there."""
        return self.codings[0].claim

    @property
    def speaker(self) -> int | None:
        """Who makes it, None where nobody is named."""
        return self.codings[0].speaker

    @property
    def start(self) -> int:
        """Where the first coding begins."""
        return self.codings[0].start

    @property
    def end(self) -> int:
        """Where the last coding ends."""
        return max(coding.end for coding in self.codings)

    @property
    def analysts(self) -> frozenset[int]:
        """Who coded it."""
        return frozenset(coding.analyst for coding in self.codings)

    @property
    def stances(self) -> frozenset[str]:
        """All stances that somebody saw in it."""
        return frozenset(coding.stance for coding in self.codings)

    @property
    def is_contested(self) -> bool:
        """Whether analysts differ in the stance. One who sees two stances in it differs with nobody."""
        return are_contested((coding.analyst, coding.stance) for coding in self.codings)


def are_contested(seen: Iterable[tuple[int, str]]) -> bool:
    """Say of pairs of analyst and stance whether any two analysts saw other stances."""
    by_analyst: dict[int, set[str]] = {}
    for analyst, stance in seen:
        by_analyst.setdefault(analyst, set()).add(stance)
    return len({frozenset(stances) for stances in by_analyst.values()}) > 1


def places(codings: Iterable[Coding]) -> list[Place]:
    """Return the places of some codings, by article, wording, claim and speaker (nobody first), then by position."""
    ordered = sorted(codings, key=_order)
    return [Place(tuple(run)) for _where, group in groupby(ordered, key=_where) for run in runs(list(group))]


def runs(ordered: Sequence[Coding]) -> Iterator[list[Coding]]:
    """Cut codings of one text, claim and speaker, ordered by start, wherever one begins that touches none before."""
    for start, stop in stretches([(coding.start, coding.end) for coding in ordered]):
        yield list(ordered[start:stop])


def stretches(ordered: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return which ranges (start, end), ordered by start, hang together: as slices of the sequence."""
    first, reach = 0, 0
    for index, (start, end) in enumerate(ordered):
        if index > first and start >= reach:
            yield first, index
            first, reach = index, end
        else:
            reach = max(reach, end) if index > first else end
    if ordered:
        yield first, len(ordered)


_where = attrgetter("article", "wording", "claim", "speaker")


def _order(coding: Coding) -> tuple[int, ...]:
    speaker = -1 if coding.speaker is None else coding.speaker
    return (coding.article, coding.wording, coding.claim, speaker, coding.start, coding.end, coding.key)
