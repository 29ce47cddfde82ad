"""When a feed is asked next. Pure.

>>> after_success(ttl=0, max_age=7200, chance=0.0)
7200.0
>>> [after_failure(number, None, chance=0.0) / 60 for number in (1, 2, 3, 20)]
[15.0, 30.0, 60.0, 1440.0]
"""

import secrets
from typing import Final

LEAST: Final = 15 * 60.0
USUAL: Final = 30 * 60.0
MOST: Final = 24 * 3600.0
SPREAD: Final = 0.1
"""So much is added by chance, that feeds which were added together are not asked together for ever."""


def after_success(*, ttl: int, max_age: int, chance: float | None = None) -> float:
    """Return the seconds until the next time, after what the feed itself asks for."""
    asked = max(ttl, max_age)
    return _spread(min(max(asked or USUAL, LEAST), MOST), chance)


def after_failure(failures: int, retry_after: float | None, chance: float | None = None) -> float:
    """Return the seconds until another try, twice as long each time; ``failures`` counts this one too."""
    patience = min(LEAST * 2.0 ** min(max(failures - 1, 0), 10), MOST)
    return _spread(min(max(patience, retry_after or 0.0), MOST), chance)


def _spread(seconds: float, chance: float | None) -> float:
    share = secrets.randbelow(1_000_000) / 1_000_000 if chance is None else chance
    return seconds * (1 + SPREAD * share)
