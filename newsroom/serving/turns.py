"""Who is next: lets work into a thread one after the other, the more urgent first, and refuses what would wait too long.

Each piece of work has a time by which its turn should come. Saves have it at once, pages later than any of them waits: a save goes
before all pages. Who would wait too long for what goes before is refused at once, and who did wait too long is refused then: nobody
is there any more for a page that comes too late, and it would only make others late. So pages are refused first, and a save
only where saves alone are too many.
"""

import asyncio
import heapq
import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from time import monotonic
from typing import Any, Final, TypeVar

from newsroom.serving.messages import Refused

LEARNS: Final = 0.1
"""Weight of the last piece of work in what one takes."""
LONGEST: Final = 0.5
"""Seconds; one page that took a minute says nothing about those behind it."""

Given = TypeVar("Given")
Result = TypeVar("Result")


@dataclass(slots=True, order=True)
class _Turn:
    """Work that waits: first by the time at which its turn should come, then in the order in which it came."""

    by: float
    number: int
    work: Callable[[], Any] = field(compare=False)
    done: "asyncio.Future[Any]" = field(compare=False)
    is_urgent: bool = field(compare=False)


@dataclass(slots=True)
class Turns:
    """One thread and those who wait for it; to be used from one event loop."""

    name: str
    limit: int
    """So many may be before one; twice as many may wait in all."""
    patience: float
    """Seconds that one may wait, or expect to; what comes later is refused before it makes others wait too."""
    takes: float = 0.01
    """Seconds that a piece of work takes, as learned."""
    urgent: int = 0
    """How many that must not wait run or wait."""
    _running: int = 0
    _is_closed: bool = False
    _waiting: list[_Turn] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)
    _moved: threading.Condition = field(default_factory=threading.Condition)
    _thread: threading.Thread | None = None

    def __len__(self) -> int:
        return self._running + len(self._waiting)

    def ahead(self, grace: float = 0.0) -> int:
        """Return how many go before one who comes now."""
        by = monotonic() + grace
        with self._moved:
            return self._running + sum(turn.by <= by for turn in self._waiting)

    async def run(self, work: Callable[[Given], Result], given: Given, *, grace: float = 0.0) -> Result:
        """Return the result of the work, done in the thread. Raises ``Refused`` with 503 where it waits too long.

        ``grace`` is how many seconds later than work that comes at the same time it may have its turn.
        """
        ahead = self.ahead(grace)
        wait = ahead * self.takes
        if ahead >= self.limit or len(self) >= 2 * self.limit or wait > self.patience:
            raise _busy(1 + int(wait / 2))
        loop = asyncio.get_running_loop()
        by, number = monotonic() + grace, next(self._numbers)
        turn = _Turn(by, number, partial(work, given), loop.create_future(), grace == 0)
        late = loop.call_later(self.patience, self._leave, turn, _busy(3)) if math.isfinite(self.patience) else None
        self._enter(turn)
        try:
            return await turn.done  # type: ignore[no-any-return]
        except asyncio.CancelledError:
            self._leave(turn)
            raise
        finally:
            if late is not None:
                late.cancel()

    def close(self) -> None:
        """Wait for what was let in."""
        with self._moved:
            self._is_closed = True
            self._moved.notify()
        if self._thread is not None:
            self._thread.join()

    def _enter(self, turn: _Turn) -> None:
        with self._moved:
            heapq.heappush(self._waiting, turn)
            self.urgent += turn.is_urgent
            self._moved.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=self.name, daemon=True)
            self._thread.start()

    def _leave(self, turn: _Turn, why: Refused | None = None) -> None:
        """Wait no longer; work that has begun goes on."""
        with self._moved:
            if turn not in self._waiting:
                return
            self._waiting.remove(turn)
            heapq.heapify(self._waiting)
            self.urgent -= turn.is_urgent
        if why is not None and not turn.done.done():
            turn.done.set_exception(why)

    def _next(self) -> _Turn | None:
        with self._moved:
            while not self._waiting:
                if self._is_closed:
                    return None
                self._moved.wait()
            self._running = 1
            return heapq.heappop(self._waiting)

    def _work(self) -> None:
        """In the thread."""
        while turn := self._next():
            began = monotonic()
            try:
                tell = partial(_settle, turn.done, turn.work(), None)
            except BaseException as error:  # noqa: BLE001  whoever waits for it is told
                tell = partial(_settle, turn.done, None, error)
            self.takes += LEARNS * (min(monotonic() - began, LONGEST) - self.takes)
            with self._moved:
                self._running = 0
                self.urgent -= turn.is_urgent
            loop = turn.done.get_loop()
            if not loop.is_closed():
                loop.call_soon_threadsafe(tell)


def _settle(done: "asyncio.Future[Any]", result: Any, error: BaseException | None) -> None:
    if done.done():
        return  # nobody waits for it any more
    if error is None:
        done.set_result(result)
    else:
        done.set_exception(error)


def _busy(seconds: int) -> Refused:
    return Refused(503, "Margin is very busy. Please try again in a few seconds.", retry_after=str(min(5, seconds)))
