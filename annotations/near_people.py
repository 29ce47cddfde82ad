"""Speakers who may be one under two names: nearly the same letters, or one name within the other.

Pure: rapidfuzz and the standard library. A name is compared with those that share a word which few others have, and with its
neighbours in the alphabet, never with all.

>>> near([(1, "emmanuel macron"), (2, "macron"), (3, "emanuel macron"), (4, "elisabeth borne")])[:2]
[Pair(first=1, second=3, score=97), Pair(first=1, second=2, score=90)]
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from annotations.near_claims import Pair

ALIKE: Final = 88
"""From so many of 100 points on two names are offered."""
WITHIN: Final = 90
"""Points where all words of one name stand in the other."""
COMMON: Final = 12
"""Words that more names have are no reason to compare."""
NEIGHBOURS: Final = 3
"""Names after it in the alphabet."""
SHORTEST: Final = 3
"""Letters of a word by which names are compared."""


def near(names: Sequence[tuple[int, str]]) -> list[Pair]:
    """Return pairs of keys with folded names that may be one, the most alike first."""
    of = dict(names)
    found = (Pair(*pair, score(of[pair[0]], of[pair[1]])) for pair in _candidates(names))
    return sorted(
        (pair for pair in found if pair.score >= ALIKE), key=lambda pair: (-pair.score, pair.first, pair.second)
    )


def score(one: str, other: str) -> int:
    """Return how alike two folded names are."""
    best = fuzz.token_sort_ratio(one, other, score_cutoff=ALIKE)
    words, others = set(one.split()), set(other.split())
    is_within = words <= others or others <= words
    return int(max(best, WITHIN if is_within and len(words & others) else 0))


def _candidates(names: Sequence[tuple[int, str]]) -> set[tuple[int, int]]:
    ranked = sorted((name, key) for key, name in names)
    pairs = {
        _ordered(key, other)
        for place, (_name, key) in enumerate(ranked)
        for _other, other in ranked[place + 1 : place + 1 + NEIGHBOURS]
    }
    for keys in _sharing(names):
        pairs |= {_ordered(one, other) for one, other in combinations(keys, 2)}
    return pairs


def _sharing(names: Iterable[tuple[int, str]]) -> list[list[int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for key, name in names:
        for word in {word for word in name.split() if len(word) >= SHORTEST}:
            holders[word].append(key)
    return [keys for keys in holders.values() if 1 < len(keys) <= COMMON]


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
