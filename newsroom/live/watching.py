"""Sees that something was committed: one thread a process, with one connection, whatever the number of streams.

SQLite says by ``PRAGMA data_version`` whether another connection wrote, which costs a look at shared memory;
PostgreSQL is asked for the projects' counters, a few kilobytes that are always cached. Either is cheaper than a notice that every
save would have to send (docs/adr/0010-event-streams.md).
"""

import threading
from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connections

from newsroom.models import Project
from newsroom.prepared import Prepared
from newsroom.serving.streams import Told

EVERY: Final = 0.015
AFTER_ERROR: Final = 1.0
"""Seconds."""

_SEQUENCES = Prepared(lambda: Project.objects.values_list("pk", "sequence"))


class Watcher:
    """Tells the newest sequence numbers of all projects whose log grew."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._is_over = False
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="log-watch", daemon=True)
        self._known: dict[int, int] = {}
        self._version = -1

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and give the connection back."""
        self._is_over = True
        self._wake.set()
        self._thread.join(2)

    def hurry(self) -> None:
        """Look now: this process has just written something."""
        self._wake.set()

    def _run(self) -> None:
        pause = 0.0
        while not self._is_over:
            self._wake.wait(pause)
            self._wake.clear()
            try:
                self.look()
                pause = EVERY
            except DatabaseError:
                connections[settings.READER_DATABASE].close()
                self._version = -1
                pause = AFTER_ERROR
        connections[settings.READER_DATABASE].close()

    def look(self) -> None:
        """Look once."""
        if not self._is_changed():
            return
        newest = self._sequences()
        moved = {pk: number for pk, number in newest.items() if number != self._known.get(pk)}
        self._known = dict(newest)
        if moved:
            self._told(moved)

    def _is_changed(self) -> bool:
        connection = connections[settings.READER_DATABASE]
        if connection.vendor != "sqlite":
            return True
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            version = cursor.fetchone()[0]
        before, self._version = self._version, version
        return bool(version != before)

    def _sequences(self) -> Mapping[int, int]:
        return dict(_SEQUENCES.rows(using=settings.READER_DATABASE))
