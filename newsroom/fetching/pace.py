"""How often one host is asked: a pause between two requests, and none at all while it asked to be left alone. Pure."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from newsroom.fetching.outcomes import unfetched

PATIENCE: Final = 5.0
"""Seconds that a request waits for its turn; a host that asked for more is not asked at all."""
LONGEST_HOLD: Final = 86_400.0
MOST_HOSTS: Final = 5_000


@dataclass(eq=False)
class Pace:
    """Remembers, for this process, when each host may be asked again. Fetching is the work of one process."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: dict[str, float] = field(default_factory=dict)
    _lock: Any = field(default_factory=Lock)

    def wait(self, host: str, pause: float) -> None:
        """Wait for the turn of a request to ``host``; the next one comes ``pause`` seconds after it. Raises ``Unfetched`` where that would take too long."""
        with self._lock:
            now = self.now()
            self._prune(now)
            turn = max(now, self._next.get(host, now))
            if turn - now > PATIENCE:
                raise unfetched("busy", retry_after=turn - now)
            self._next[host] = turn + pause
        if turn > now:
            self.sleep(turn - now)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for a time, as it asked."""
        with self._lock:
            until = self.now() + min(max(seconds, 0.0), LONGEST_HOLD)
            self._next[host] = max(until, self._next.get(host, until))

    def forget(self) -> None:
        """Forget all hosts."""
        with self._lock:
            self._next.clear()

    def _prune(self, now: float) -> None:
        if len(self._next) > MOST_HOSTS:
            self._next = {host: turn for host, turn in self._next.items() if turn > now}
