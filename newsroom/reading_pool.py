"""Reading many articles in processes beside this one, in order and with little in memory.

A process that is ended by an article (the watchdog of newsroom.working.bounds, the system for its memory, a fault in C) takes
nothing with it: what was under way is read again, each article in a process of its own, until it is known which one it was.
"""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Final, TypeVar

from django.db import connections

from newsroom.importers.notices import Notice, gettext_noop
from newsroom.working import bounds

BATCH: Final = 10
WAITING: Final = 6
"""Batches that are read ahead."""
MOST_PROCESSES: Final = 4
DEADLY: Final = Notice(
    "stopped-reader", gettext_noop("It stopped the process that read it. The others went on. Paste its text instead.")
)
Piece = TypeVar("Piece")
Article = TypeVar("Article")


def read_all(
    found: Iterable[Piece], read: Callable[[Piece], Article], lost: Callable[[Piece, Notice], Article]
) -> Iterator[Article]:
    """Yield what ``read`` makes of each piece, in their order; ``lost`` says what is left of one that ends its process."""
    _close_connections()
    pieces = iter(found)
    batches = iter(lambda: list(islice(pieces, BATCH)), [])
    processes = max(min((os.cpu_count() or 1) - 1, MOST_PROCESSES), 1)
    while under_way := (yield from _read(batches, read, processes)):
        yield from (_alone(piece, read, lost) for piece in chain.from_iterable(under_way))


def _read(
    batches: Iterator[Sequence[Piece]], read: Callable[[Piece], Article], processes: int
) -> Generator[Article, None, list[Sequence[Piece]]]:
    """Yield articles until all are read, or a process ended or had no memory; return the batches that were under way then."""
    waiting: deque[tuple[Sequence[Piece], Future[list[Article]]]] = deque()
    first = next(batches, None)
    if first is None:
        return []
    batch: Sequence[Piece] = first
    with _pool(processes) as pool:
        try:
            for batch in chain([first], batches):
                waiting.append((batch, pool.submit(_read_batch, batch, read)))
                batch = []
                if len(waiting) > WAITING:
                    yield from waiting[0][1].result()
                    waiting.popleft()
            while waiting:
                yield from waiting[0][1].result()
                waiting.popleft()
        except (BrokenProcessPool, MemoryError):
            return [*(each for each, _future in waiting), batch]
    return []


def _alone(piece: Piece, read: Callable[[Piece], Article], lost: Callable[[Piece, Notice], Article]) -> Article:
    with _pool(1) as pool:
        try:
            return pool.submit(read, piece).result()
        except BrokenProcessPool:
            return lost(piece, DEADLY)
        except MemoryError:  # it was too large to be handed over
            return lost(piece, bounds.too_much().notice)


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), _begin, (os.getpid(),))


def _read_batch(batch: Sequence[Piece], read: Callable[[Piece], Article]) -> list[Article]:
    return [read(each) for each in batch]


def _close_connections() -> None:
    """A connection, and the gate before it, must not be shared with another process."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


def _begin(parent: int) -> None:
    """Ctrl-C is the business of the process that stores; where that one is killed, this one ends too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.putenv("OPENBLAS_NUM_THREADS", "1")  # its threads take address space, and no article needs them
    bounds.limit_memory()
    gc.freeze()  # else modules are looked through again and again
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
