"""How many articles go into one transaction: so few that nobody else waits noticeably. Pure.

>>> pace = Pace()
>>> pace.took(pace.size, 0.2)
>>> pace.size < 20
True
"""

from dataclasses import dataclass
from typing import Final

TARGET: Final = 0.04
"""Seconds that a transaction of an import may keep other writers waiting."""
FEWEST: Final = 5
"""What a transaction costs by itself (its place in the log, the commit) is shared by so many at least."""
MOST: Final = 40


@dataclass(slots=True)
class Pace:
    """The size of the next piece, learnt from how long the last ones took."""

    size: int = 10
    longest: float = 0.0
    """Seconds of the longest transaction so far."""
    total: float = 0.0

    def took(self, count: int, seconds: float) -> None:
        """Learn from a transaction that stored ``count`` articles; its ``seconds`` count from when it had the lock."""
        self.longest, self.total = max(self.longest, seconds), self.total + seconds
        if count <= 0 or seconds <= 0:
            return
        fitting = int(count * TARGET / seconds)
        # It grows slowly and shrinks at once: one slow disk write is no reason to crawl for ever.
        self.size = min(max(FEWEST, min(fitting, self.size * 2)), MOST)
