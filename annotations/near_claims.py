"""Claims that may say the same: near labels or near statements.

Pure: rapidfuzz and the standard library. Work is near-linear: a name is compared with those that share one of its rarest
words, and with its neighbours in the alphabet, never with all.

>>> near([Name(1, "no will to talk"), Name(2, "no wil to talk"), Name(3, "sanctions stay")])
[Pair(first=1, second=2, score=97)]
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

ALIKE: Final = 82
"""From so many of 100 points on two names are offered."""
RAREST: Final = 4
"""Words of a name by which others are looked for,"""
COMMON: Final = 40
"""but none that more names than this have."""
NEIGHBOURS: Final = 6
"""Names after it in the alphabet."""


@dataclass(frozen=True, slots=True)
class Name:
    """A claim's key with its folded label and folded statement."""

    key: int
    label: str
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that may be one; ``score`` up to 100."""

    first: int
    second: int
    score: int


def score(one: Name, other: Name) -> int:
    """Return how alike two names are: the better of their labels and their statements, words in any order."""
    best = fuzz.token_sort_ratio(one.label, other.label, score_cutoff=ALIKE)
    if one.statement and other.statement:
        best = max(best, fuzz.token_sort_ratio(one.statement, other.statement, score_cutoff=ALIKE))
    return int(best)


def near(names: Sequence[Name]) -> list[Pair]:
    """Return pairs that are alike, the most alike first."""
    of = {name.key: name for name in names}
    found = ((Pair(*pair, score(of[pair[0]], of[pair[1]]))) for pair in _candidates(names))
    return sorted((pair for pair in found if pair.score >= ALIKE), key=lambda pair: (-pair.score, pair.first))


def near_to(name: Name, names: Iterable[Name]) -> list[Pair]:
    """Return those that are like ``name``, the most alike first."""
    found = (Pair(name.key, other.key, score(name, other)) for other in names if other.key != name.key)
    return sorted((pair for pair in found if pair.score >= ALIKE), key=lambda pair: -pair.score)


def _candidates(names: Sequence[Name]) -> set[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    for texts in ({name.key: name.label for name in names}, {name.key: name.statement for name in names}):
        ranked = sorted((text, key) for key, text in texts.items() if text)
        for place, (_text, key) in enumerate(ranked):
            pairs |= {_ordered(key, other) for _t, other in ranked[place + 1 : place + 1 + NEIGHBOURS]}
        for keys in _sharing({key: text for text, key in ranked}):
            pairs |= {_ordered(one, other) for place, one in enumerate(keys) for other in keys[:place]}
    return pairs


def _sharing(texts: dict[int, str]) -> list[list[int]]:
    """Return groups of keys that share a rare word."""
    holders: dict[str, list[int]] = defaultdict(list)
    for key, text in texts.items():
        for word in set(text.split()):
            holders[word].append(key)
    groups: dict[str, list[int]] = defaultdict(list)
    for key, text in texts.items():
        rarest = sorted(set(text.split()), key=lambda word: (len(holders[word]), word))[:RAREST]
        for word in rarest:
            if 1 < len(holders[word]) <= COMMON:
                groups[word].append(key)
    return list(groups.values())


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
