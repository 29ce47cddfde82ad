"""What the processes of one run share: a directory, in which the first that needs something makes it for all."""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def open_shared() -> None:
    """Makes the directory in the process that starts the run; its workers find it in their environment."""
    if "MARGIN_TEST_SHARED" not in os.environ:
        directory = os.environ["MARGIN_TEST_SHARED"] = tempfile.mkdtemp(prefix="margin-shared-")
        atexit.register(_remove, directory, os.getpid())


def directory() -> Path:
    return Path(os.environ["MARGIN_TEST_SHARED"])


def once(name: str, make: Callable[[Path], None]) -> Path:
    """The directory of this name, filled by whoever comes first; the others wait for it."""
    whole, begun = directory() / name, directory() / f"{name}.begun"
    with (directory() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(begun)
            begun.rename(whole)
    return whole


def _remove(path: str, starter: int) -> None:
    if os.getpid() == starter:
        shutil.rmtree(path, ignore_errors=True)
