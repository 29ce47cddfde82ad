"""Bounds for reading files that may be hostile: time and memory. Only the main thread of a process has them.

Python code is interrupted by an alarm after ``seconds``. Code in C that does not come back is ended, with the whole
process, by a watchdog thread a little later; the worker is started again and goes on (newsroom.working.deaths), the
commands read in processes beside their own (newsroom.reading_pool).
"""

import faulthandler
import logging
import resource
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic
from types import FrameType
from typing import Final

from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.pieces import BadPiece, Piece

LOG = logging.getLogger(__name__)
ITEM_SECONDS: Final = 20.0
"""For one article; ``leases.SECONDS`` are more than this and ``GRACE`` together."""
FILE_SECONDS: Final = 120.0
"""For the first look into a file of many articles, and from one of its articles to the next."""
GRACE: Final = 5.0
MEMORY: Final = 2 * 2**30
"""Bytes of address space that a worker may take beyond what it has when it begins."""

MISTAKES: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What a mistake of an importer looks like. Nothing of the database is among them."""


class TimeUp(BaseException):
    """The time is over. No ``Exception``: libraries that swallow those are not to swallow this."""


@contextmanager
def limited(seconds: float, *, is_watched: bool = True) -> Iterator[None]:
    """Run a block for so long at the most. Raises ``Refused`` for time, memory or depth.

    Without ``is_watched`` the process is not ended where the alarm is not heard: nobody would start it again.
    """
    message = gettext_noop(
        "It took more than %(seconds)d seconds to read. Cut it into several files, or paste its text."
    )
    try:
        with _alarm(seconds, is_watched):
            yield
    except TimeUp:
        raise Refused("took-too-long", message, seconds=int(seconds)) from None
    except MemoryError:
        raise too_much() from None
    except RecursionError:
        deep = gettext_noop("It is nested too deeply to be read. Paste its text instead.")
        raise Refused("too-deep", deep) from None


def each(found: Iterable[Piece | BadPiece], *, is_watched: bool = True) -> Iterator[Piece | BadPiece]:
    """Yield the articles of a file, each looked for within bounds. Raises ``Refused``, for an importer's mistake too."""
    left = iter(found)
    seconds = FILE_SECONDS
    while True:
        try:
            with limited(seconds, is_watched=is_watched):
                piece = next(left, None)
        except MISTAKES as mistake:
            LOG.exception("A mistake while taking a file apart")
            raise broken() from mistake
        if piece is None:
            return
        yield piece
        seconds = ITEM_SECONDS


def broken() -> Refused:
    """What is said of a file on which an importer made a mistake; the operator finds the mistake in the log."""
    message = gettext_noop(
        "Margin made a mistake while it read this. Paste its text, and tell whoever looks after Margin."
    )
    return Refused("mistake", message)


def too_much() -> Refused:
    """What is said of a file for which there is not enough memory."""
    message = gettext_noop("It needs too much memory to be read. Cut it into several files, or paste its text.")
    return Refused("too-much-memory", message)


@contextmanager
def memory() -> Iterator[None]:
    """Bound the address space of this process for a while."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    limit_memory()
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def limit_memory() -> None:
    """Bound the address space of this process; allocations beyond raise ``MemoryError``."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _address_space() + MEMORY
    if hard == resource.RLIM_INFINITY or wanted < hard:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _address_space() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


@contextmanager
def _alarm(seconds: float, is_watched: bool) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    began = monotonic()
    # It rings again every second: a library may have swallowed the first one in a bare "except".
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    with _watchdog(seconds + GRACE) if is_watched else nullcontext():
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            if left:
                signal.setitimer(signal.ITIMER_REAL, max(left - (monotonic() - began), 0.01), interval)


@contextmanager
def _watchdog(seconds: float) -> Iterator[None]:
    """End the process where not even the alarm is heard; says where it hung on standard error."""
    try:
        faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__)
    except (AttributeError, RuntimeError, ValueError):  # no standard error with a number: nothing to write to
        yield
        return
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _ring(number: int, frame: FrameType | None) -> None:
    raise TimeUp
