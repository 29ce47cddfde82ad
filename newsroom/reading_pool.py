"""Reading many articles on all processors while they are stored by this one, in order and with little in memory."""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Final

from django.db import connections

from newsroom.files import Bad, Found, Ready, read_piece

BATCH: Final = 10
WAITING: Final = 6
"""Batches that are read ahead."""
MOST_PROCESSES: Final = 4
Pieces = Sequence[Found | Bad]
Articles = list[Ready | Bad]


def read_all(found: Iterable[Found | Bad], facts: Mapping[str, str]) -> Iterator[Ready | Bad]:
    """Yield the articles in the order of their pieces. What fits into one batch is read without other processes."""
    rest = iter(found)
    first = list(islice(rest, BATCH))
    processes = min((os.cpu_count() or 1) - 1, MOST_PROCESSES)
    if len(first) < BATCH or processes < 1 or "fork" not in multiprocessing.get_all_start_methods():
        for each in (*first, *rest):
            yield read_piece(each, facts)
        return
    _close_connections()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, context, _begin, (os.getpid(),)) as pool:
        yield from _read(pool, first, rest, facts)


def _read(
    pool: ProcessPoolExecutor, first: Pieces, rest: Iterator[Found | Bad], facts: Mapping[str, str]
) -> Iterator[Ready | Bad]:
    batches = iter(lambda: list(islice(rest, BATCH)), [])
    waiting: deque[Future[Articles]] = deque([pool.submit(_read_batch, first, facts)])
    for batch in batches:
        waiting.append(pool.submit(_read_batch, batch, facts))
        if len(waiting) > WAITING:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _read_batch(batch: Pieces, facts: Mapping[str, str]) -> Articles:
    return [read_piece(each, facts) for each in batch]


def _close_connections() -> None:
    """A connection, and the gate before it, must not be shared with another process."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


def _begin(parent: int) -> None:
    """Ctrl-C is the business of the process that stores; where that one is killed, this one ends too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
