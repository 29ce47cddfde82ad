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
from newsroom.serving.streams import Told

EVERY: Final = 0.015
AFTER_ERROR: Final = 1.0
"""Seconds."""


class Watcher:
    """Tells the newest sequence numbers of all projects whose log grew."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="log-watch", daemon=True)
        self._known: dict[int, int] = {}
        self._version = -1

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and give the connection back."""
        self._is_over.set()
        self._thread.join(2)

    def _run(self) -> None:
        pause = 0.0
        while not self._is_over.wait(pause):
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
        return dict(Project.objects.using(settings.READER_DATABASE).values_list("pk", "sequence"))
