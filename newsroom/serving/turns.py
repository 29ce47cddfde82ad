"""Who is next: lets work into a thread one after the other, the more urgent first, and refuses what would wait too long.

Each piece of work has a time by which its turn should come. Saves have it at once, pages some seconds later: a save goes before
the pages of the last seconds, and no page waits for ever. Who would wait too long for what goes before is refused; so pages
are refused first, and a save only where saves alone are too many.
"""

import asyncio
import heapq
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import Final, TypeVar

from newsroom.serving.messages import Refused

AT_ONCE: Final = 2
"""One that runs and one behind it, so that the thread need not wait for the loop between them."""
LEARNS: Final = 0.1
"""Weight of the last piece of work in what one takes."""
LONGEST: Final = 0.5
"""Seconds; one page that took a minute says nothing about those behind it."""

Given = TypeVar("Given")
Result = TypeVar("Result")


@dataclass(slots=True)
class Turns:
    """One thread and those who wait for it; to be used from one event loop."""

    name: str
    limit: int
    """So many may be before one; twice as many may wait in all."""
    patience: float
    """Seconds that one may expect to wait; what comes later is refused before it makes others wait too."""
    takes: float = 0.01
    """Seconds that a piece of work takes, as learned."""
    _running: int = 0
    _waiting: list[tuple[float, int, asyncio.Future[None]]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)
    _pool: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=self.name)

    def __len__(self) -> int:
        return self._running + len(self._waiting)

    def ahead(self, grace: float = 0.0) -> int:
        """Return how many go before one who comes now."""
        by = monotonic() + grace
        return self._running + sum(waiting[0] <= by for waiting in self._waiting)

    async def run(self, work: Callable[[Given], Result], given: Given, *, grace: float = 0.0) -> Result:
        """Return the result of the work, done in the thread. Raises ``Refused`` with 503 where it would wait too long.

        ``grace`` is how many seconds later than work that comes at the same time it may have its turn.
        """
        ahead = self.ahead(grace)
        wait = ahead * self.takes
        if ahead >= self.limit or len(self) >= 2 * self.limit or wait > self.patience:
            seconds = str(min(5, 1 + int(wait / 2)))
            raise Refused(503, "Margin is very busy. Please try again in a few seconds.", retry_after=seconds)
        await self._turn(grace)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._timed, work, given)
        finally:
            self._leave()

    def close(self) -> None:
        """Wait for what runs."""
        self._pool.shutdown(wait=True)

    async def _turn(self, grace: float) -> None:
        if self._running < AT_ONCE:
            self._running += 1
            return
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (monotonic() + grace, next(self._numbers), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # its turn had just come
                self._leave()
            raise

    def _leave(self) -> None:
        self._running -= 1
        self._next()

    def _next(self) -> None:
        while self._waiting and self._running < AT_ONCE:
            _by, _number, turn = heapq.heappop(self._waiting)
            if not turn.done():
                self._running += 1
                turn.set_result(None)

    def _timed(self, work: Callable[[Given], Result], given: Given) -> Result:
        began = monotonic()
        try:
            return work(given)
        finally:
            self.takes += LEARNS * (min(monotonic() - began, LONGEST) - self.takes)
