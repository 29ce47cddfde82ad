"""A fair queue for writers.

SQLite lets writers poll for its lock, and whoever polls at the right moment wins: of eight writers one waited 8.1
seconds. Here they queue on a file lock beside the database, which the kernel hands on in order (0.4 seconds at most).
"""

import fcntl
import os
import threading
from pathlib import Path


class GateTimeout(Exception):
    """The gate did not open in time."""


class Gate:
    """The lock of one database file, for all processes and threads. One instance belongs to one connection.

    Each instance opens the file for itself: such a lock belongs to the open file, so two threads of one process
    queue exactly as two processes do, and a process that dies lets go of it.
    """

    def __init__(self, path: Path, timeout: float) -> None:
        self.path = path
        self.timeout = timeout  # seconds
        self.held = False
        self._descriptor: int | None = None

    def enter(self) -> None:
        """Waits for its turn; raises GateTimeout after `timeout` seconds. To enter twice is to enter once."""
        if self.held:
            return
        descriptor = self._open()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._queue(descriptor)
        self.held = True

    def leave(self) -> None:
        """Lets the next one in; harmless when it is not held."""
        if self.held and self._descriptor is not None:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        self.held = False

    def close(self) -> None:
        self.held = False
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _open(self) -> int:
        if self._descriptor is None:
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._descriptor

    def _queue(self, descriptor: int) -> None:
        place = Place(descriptor)
        if not place.wait(self.timeout):
            self._descriptor = None  # the place closes it once its turn comes
            raise GateTimeout

    def __del__(self) -> None:
        self.close()


class Place:
    """One place in the kernel's queue, which a thread of its own holds, because waiting there knows no time limit."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._turn = threading.Event()
        self._decision = threading.Lock()
        self._left = False
        threading.Thread(target=self._stand, name="sqlite-gate", daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Whether the turn came in time; if not, the place gives its turn away and closes the file by itself."""
        self._turn.wait(seconds)
        with self._decision:
            self._left = not self._turn.is_set()
            return not self._left

    def _stand(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        with self._decision:
            if self._left:
                os.close(self._descriptor)
            else:
                self._turn.set()
