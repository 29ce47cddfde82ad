"""Groups of short texts that say nearly the same. Pure: ``rapidfuzz``.

Each text goes to the first group whose first text it is like, longest first, so the work is bounded by the number of
groups that are kept open; what is like none of them then stands alone.

>>> like(["Russia has shown no will to negotiate", "Something else", "Russia has shown no will to negotiate peace"])
[[2, 0], [1]]
"""

from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process

LIKE: Final = 72.0
"""Share of a hundred that two texts have in common, words in any order, to count as one wording."""
MOST_GROUPS: Final = 40


def like(texts: Sequence[str], cutoff: float = LIKE) -> list[list[int]]:
    """Return positions of texts, group by group, the largest group first."""
    folded = [" ".join(text.casefold().split()) for text in texts]
    groups: list[list[int]] = []
    leaders: list[str] = []
    for index in sorted(range(len(texts)), key=lambda one: (-len(folded[one]), one)):
        found = process.extractOne(folded[index], leaders[:MOST_GROUPS], scorer=fuzz.ratio, score_cutoff=cutoff)
        if found is None:
            leaders.append(folded[index])
            groups.append([index])
        else:
            groups[found[2]].append(index)
    return sorted(groups, key=lambda group: (-len(group), group[0]))
