"""The load generator's short form, in a process of its own beside the other tests: it lasts two minutes and mostly sleeps.

Whoever collects a test of it first starts it (tests/conftest.py); the test waits for its end and says what it found.
"""

import asyncio
import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import django

from bench.http import Client
from bench.load.book import Promises
from bench.load.people import Crowd, gather
from bench.load.profiles import PROFILES
from bench.load.running import perform
from bench.load.sites import ask_postgresql, ask_sqlite
from bench.load.verifying import compare, missed
from bench.load.wire import Wire
from bench.server import family
from tests import shared
from tests.browser.hand import ROOT
from tests.browser.site import Site, make_site

PROFILE = PROFILES["short"]


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it."""

    seconds: float
    sent: int
    kept: int
    killed: int
    wrong: dict[str, int]
    not_shown: int
    errors: list[int]
    failed: list[int]
    code: int
    """How the server ended."""


def start() -> None:
    """Start it, once in a run. It holds a lock until it has ended, however it ends."""
    shared.once("load", _start)


def wait(seconds: float = 400) -> Found:
    """Return what it found, when it has ended. AssertionError with all that it said where it found nothing."""
    with _lock().open("w") as lock:
        until = time.monotonic() + seconds
        while not _taken(lock.fileno()):
            assert time.monotonic() < until, f"the load does not end:\n{_said()}"
            time.sleep(0.1)
    outcome = _directory() / "found.json"
    assert outcome.exists(), f"the load broke off:\n{_said()}"
    return Found(**json.loads(outcome.read_text()))


def said() -> str:
    """Return what it and its server said."""
    return _said()


def _start(directory: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.newsroom.background_load",
        str(os.getppid() if _is_worker() else os.getpid()),
    ]
    with _lock().open("w") as lock, (directory / "said").open("w") as said:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # It inherits the lock, which is free again when it has ended.
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        fds = (lock.fileno(),)
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said, pass_fds=fds)


def _is_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock() -> Path:
    return shared.directory() / "load.running"


def _directory() -> Path:
    return shared.directory() / "load"


def _said() -> str:
    files = (_directory() / "said", _directory() / "site" / "server.log")
    return "\n".join(file.read_text()[-5_000:] for file in files if file.exists())


def main(starter: int) -> None:
    """Run it on a site of its own and write down what was found; ``starter`` is the process that it must not outlive."""
    django.setup()
    site = make_site(_directory() / "site")
    threading.Thread(target=_end_with, args=(starter, site), daemon=True).start()
    site.start()
    found = asyncio.run(_load(site))
    (_directory() / "found.json").write_text(json.dumps(asdict(found)))


async def _load(site: Site) -> Found:
    from tests.browser import desk  # it knows models

    port, killed = int(site.url.rsplit(":", 1)[1]), []
    project = desk.make_piece(site).name
    crowd = gather(site.run, project, PROFILE.people, 3)

    async def kill(wire: Wire, crowd: Crowd) -> None:
        while True:
            await asyncio.sleep(PROFILE.kill_every)
            assert site.server is not None
            _first, *others = family(site.server.pid)
            victim = random.choice(others).pid
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    book = _directory() / "book"
    began = time.monotonic()
    outcome = await perform(PROFILE, port, crowd, book, [kill])
    seconds = time.monotonic() - began
    promises = Promises.read(book)
    export = Client(port).get(f"/p/{project}/passages/export/", Cookie=crowd.people[0].cookies)
    address = site.variables.get("DATABASE_URL")
    ask = ask_postgresql(address) if address else ask_sqlite(site.directory)
    wrong = {what: count for what, count in compare(promises, ask, crowd.last, export.body).items() if count}
    not_shown = missed(promises, outcome.record.due, outcome.pages)
    record = outcome.record
    sent, kept = len(promises.sent), len(promises.kept)
    return Found(seconds, sent, kept, len(killed), wrong, not_shown, record.errors, record.failed, site.stop())


def _end_with(starter: int, site: Site) -> None:
    while True:
        time.sleep(1)
        try:
            os.kill(starter, 0)
        except ProcessLookupError:
            if site.server is not None:
                site.server.terminate()
            os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
