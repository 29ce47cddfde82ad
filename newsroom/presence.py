"""Whether a worker is there: it leaves word in the shared cache now and then, pages look for it."""

from time import monotonic
from typing import Final

from django.core.cache import cache

KEY: Final = "margin-worker"
EVERY: Final = 10.0
"""Seconds between two words."""
LASTS: Final = 40
"""Seconds for which a word counts; longer than one article may take to read."""

_last = float("-inf")


def seen() -> None:
    """Leave word, for the worker."""
    global _last
    if monotonic() - _last >= EVERY:
        cache.set(KEY, 1, LASTS)
        _last = monotonic()


def is_there() -> bool:
    """Whether a worker left word lately."""
    return cache.get(KEY) is not None
