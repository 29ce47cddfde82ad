"""The background worker beside the web processes: started with them, started again when it dies, ended with them."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Final

STOP_SECONDS: Final = 10
AGAIN: Final = 1.0
"""Seconds before it is started, and before one that died is started again."""


class Companion:
    """Keeps one process running until it is told to stop."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._is_over = threading.Event()
        self._watch = threading.Thread(target=self._keep, name="worker-watch", daemon=True)

    def start(self) -> None:
        """Start it and watch over it."""
        self._watch.start()

    def stop(self) -> None:
        """Let it finish what it is storing; end it by force where it does not end in time."""
        self._is_over.set()
        self._watch.join(AGAIN + 1)
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _keep(self) -> None:
        self._is_over.wait(AGAIN)  # the pages come first
        while not self._is_over.is_set():
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(self.command)  # noqa: S603 - our own words
            self._is_over.wait(AGAIN)


def companion() -> Companion:
    """Return the worker of this server; it also ends by itself when this process is gone."""
    return Companion([sys.executable, "manage.py", "work", "--parent", str(os.getpid())])
