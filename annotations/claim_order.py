"""The order of a tree: each claim under its parent, brothers by label.

Pure: standard library only.

>>> in_tree([Node(1, "b", None), Node(2, "a", 1), Node(3, "a", None)])
[(3, 0), (1, 0), (2, 1)]
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A claim's key and folded label, and the key of the claim above it."""

    key: int
    label: str
    parent: int | None


def in_tree(nodes: Iterable[Node]) -> list[tuple[int, int]]:
    """Return keys with their depth from 0, depth first; one whose parent is not among them stands on top, none twice."""
    nodes = sorted(nodes, key=lambda node: (node.label, node.key), reverse=True)
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
