"""The worker's day: take the next job, look after the feeds, wait."""

import gc
import logging
import os
import signal
import time
from dataclasses import dataclass, field
from datetime import timedelta
from types import FrameType
from typing import Final

from django.db import Error, close_old_connections, connections
from django.utils import timezone

from newsroom import presence
from newsroom.actions.jobs import give_up_arrivals
from newsroom.working import running
from newsroom.working.leases import Lost, claim, is_any_open

LOG = logging.getLogger(__name__)
WAIT: Final = 0.3
"""Seconds between two looks at the table of jobs."""
FEEDS: Final = 5.0
"""Seconds between two looks at the table of feeds."""
FEEDS_AT_A_TIME: Final = 5
AFTER_ERROR: Final = 2.0
TIDY: Final = 3600.0
PATIENCE: Final = timedelta(days=1)
"""For so long the rest of an upload that broke off may still come."""


@dataclass(slots=True)
class Worker:
    """One process that does jobs. ``parent`` is the process with which it ends, if there is one."""

    parent: int = 0
    is_ending: bool = False
    fed: float = field(default=float("-inf"))
    tidied: float = field(default=float("-inf"))

    def listen(self) -> None:
        """End after the piece under way when the process is told to end."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)

    def work(self) -> None:
        """Do jobs until it is told to end."""
        gc.freeze()  # else modules are looked through again and again, within transactions too
        while not self.should_end():
            presence.seen()
            if not self._step():
                time.sleep(WAIT)

    def work_until_idle(self) -> None:
        """Do all that there is, then return."""
        while not self.should_end() and self.one():
            pass
        self.look_after_feeds()

    def one(self) -> bool:
        """Do a slice of the next job; False where there is none."""
        lease = claim()
        if lease is None:
            return False
        try:
            running.run(lease, self.should_end)
        except Lost:
            LOG.warning("Job %s was taken over by another worker", lease.job.uuid)
        return True

    def look_after_feeds(self) -> bool:
        """Fetch feeds whose time has come; whether there was one."""
        from newsroom.feeds import fetch_due  # heavy, and for the worker alone

        return bool(fetch_due(FEEDS_AT_A_TIME, self._is_wanted))

    def should_end(self) -> bool:
        """Whether it was told to end, or the process with which it ends is gone."""
        return self.is_ending or bool(self.parent and os.getppid() != self.parent)

    def _is_wanted(self) -> bool:
        """Whether, between two pages of a feed, something else comes first; leaves word that the worker is there."""
        presence.seen()
        return self.should_end() or is_any_open()

    def _step(self) -> bool:
        """Do something; False where there was nothing to do. A database that is busy or away is tried again."""
        try:
            self._tidy()
            return (is_any_open() and self.one()) or self._feeds()
        except Error as error:
            LOG.warning("The database did not answer the worker: %s", error)
            connections.close_all()
            time.sleep(AFTER_ERROR)
            return True
        finally:
            close_old_connections()

    def _tidy(self) -> None:
        """Once an hour: forget uploads that broke off."""
        if time.monotonic() - self.tidied >= TIDY:
            self.tidied = time.monotonic()
            give_up_arrivals(before=timezone.now() - PATIENCE)

    def _feeds(self) -> bool:
        if time.monotonic() - self.fed < FEEDS:
            return False
        self.fed = time.monotonic()
        return self.look_after_feeds()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.is_ending = True
