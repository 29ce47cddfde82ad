"""The order of a tree: each claim under its parent, siblings by hand where somebody put them so, else by label.

A claim sorts by its rank, or by its folded label where it has none. A rank is a text that stands between two of these, so that
putting one claim between two others changes that one claim alone. Pure: standard library only.

>>> in_tree([Node(1, "b", None), Node(2, "a", 1), Node(3, "a", None)])
[(3, 0), (1, 0), (2, 1)]
>>> "apple" < between("apple", "banana") < "banana"
True
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

LOWEST: Final = 0x20
HIGHEST: Final = 0xD7FF
"""Code points between which new ranks are made; no label begins or ends with the lowest, a space."""


@dataclass(frozen=True, slots=True)
class Node:
    """A claim's key and folded label, the key of the claim above it, and its rank where it has one."""

    key: int
    label: str
    parent: int | None
    rank: str = ""

    @property
    def place(self) -> tuple[str, str, int]:
        """What it sorts by among its siblings."""
        return (self.rank or self.label, self.label, self.key)


def in_tree(nodes: Iterable[Node]) -> list[tuple[int, int]]:
    """Return keys with their depth from 0, depth first; one whose parent is not among them stands on top, none twice."""
    nodes = sorted(nodes, key=lambda node: node.place, reverse=True)
    known = {node.key for node in nodes}
    under: dict[int | None, list[int]] = defaultdict(list)
    for node in nodes:
        under[node.parent if node.parent in known and node.parent != node.key else None].append(node.key)
    waiting = [(key, 0) for key in under[None]]
    found: list[tuple[int, int]] = []
    while waiting:
        key, depth = waiting.pop()
        found.append((key, depth))
        waiting += [(child, depth + 1) for child in under[key]]
    return found


def siblings(nodes: Iterable[Node]) -> dict[int, tuple[int | None, int | None]]:
    """Return by key those that stand before and after it under the same claim.

    >>> siblings([Node(1, "b", None), Node(2, "a", 1), Node(3, "a", None)])
    {2: (None, None), 3: (None, 1), 1: (3, None)}
    """
    under: dict[int | None, list[int]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: node.place):
        under[node.parent].append(node.key)
    rows = [(None, *keys, None) for keys in under.values()]
    return {key: (row[at], row[at + 2]) for row in rows for at, key in enumerate(row[1:-1]) if key is not None}


def between(low: str, high: str) -> str:
    """Return a text that sorts after ``low`` and before ``high`` by code points; an empty ``high`` is no limit.

    Where nothing stands between the two, because they are the same, ``high`` itself.
    """
    if high and low >= high:
        return high
    made, is_open, at = "", not high, 0
    while True:
        under = ord(low[at]) if at < len(low) else LOWEST
        over = HIGHEST if is_open or at >= len(high) else ord(high[at])
        if middle := _middle(under, over):
            return made + middle
        is_open = is_open or over != under
        made += chr(under)
        at += 1


def _middle(under: int, over: int) -> str:
    """Return a character strictly between two, no half of a surrogate pair; empty where there is none."""
    found = next((one for one in ((under + over) // 2, under + 1) if under < one < over), 0)
    return chr(found) if found and not HIGHEST < found < 0xE000 else ""


def ascending(places: Sequence[str]) -> list[str]:
    """Return what these claims must sort by to stand in this order: as few of them as can be are changed.

    >>> ascending(["a", "c", "b", "d"])[::3]
    ['a', 'd']
    """
    kept, after, next_kept = set(_longest_rising(places)), [""] * len(places), ""
    for at in reversed(range(len(places))):
        next_kept = places[at] if at in kept else next_kept
        after[at] = next_kept
    found: list[str] = []
    for at, place in enumerate(places):
        found.append(place if at in kept else between(found[-1] if found else "", after[at]))
    return found


def _longest_rising(places: Sequence[str]) -> list[int]:
    """Return where the longest row of ever larger texts stands (patience sorting)."""
    ends: list[str] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for at, place in enumerate(places):
        pile = bisect_left(ends, place)
        ends[pile : pile + 1] = [place]
        last[pile : pile + 1] = [at]
        before[at] = last[pile - 1] if pile else -1
    found, at = [], last[-1] if last else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]
