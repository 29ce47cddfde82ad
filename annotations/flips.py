"""Where somebody's stance turned into its opposite. Pure: days in, pairs out.

A saying has a first and a last day, since some are known to the month alone: one comes after another only where its first
day lies after the other's last. What has no date is given to nobody here; questions and no position turn nothing.

>>> january, march = Saying("asserts", 10, 10, key=1), Saying("disputes", 70, 70, key=2)
>>> [(flip.earlier.key, flip.later.key) for flip in flips([march, january])]
[(1, 2)]
>>> flips([january, Saying("disputes", 1, 31, key=3)])
[]
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

OPPOSED: Final = ("asserts", "disputes")


@dataclass(frozen=True, slots=True)
class Saying:
    """A stance on a day, or within some days (ordinals); ``key`` is the caller's."""

    stance: str
    first: int
    last: int
    key: int


@dataclass(frozen=True, slots=True)
class Flip:
    """Two sayings of opposite stances with none of these stances between."""

    earlier: Saying
    later: Saying


def flips(sayings: Iterable[Saying]) -> list[Flip]:
    """Return the turns in the order of time; where it is not known which of two came first, there is none."""
    found: list[Flip] = []
    before: Saying | None = None
    for saying in sorted(sayings, key=lambda one: (one.last, one.first, one.key)):
        if saying.stance not in OPPOSED:
            continue
        if before is None or saying.stance == before.stance:
            before = saying
        elif saying.first > before.last:
            found.append(Flip(before, saying))
            before = saying
    return found
