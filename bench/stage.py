"""What rows work on: a copy of a kept database, the real server on it, and a client who is signed in."""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.http import Answer, Client
from bench.server import Server
from bench.store import ROOT, copy_of, environment


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians of several requests: milliseconds of waiting, of the server's processors, and bytes on the wire."""

    ms: float
    cpu_ms: float
    wire: int
    answer: Answer


@dataclass(slots=True)
class Stage:
    """One running site."""

    directory: Path
    manifest: dict[str, Any]
    server: Server

    def sign_in(self, number: int = 0) -> Client:
        """Return a new client, signed in as one of the analysts (0 to 7)."""
        client = Client(self.server.port)
        client.login(self.manifest["analysts"][number], self.manifest["password"])
        return client

    def special(self, name: str) -> dict[str, Any]:
        """Return what is known of a special article of the project "news"."""
        found: dict[str, Any] = self.manifest["projects"]["news"]["specials"][name]
        return found

    def time(self, request: Callable[[], Answer], count: int, warm: int = 5, status: int = 200) -> Timing:
        """Send a request ``count`` times after ``warm`` times; raises ``RuntimeError`` for another status."""
        for _ in range(warm):
            _check(request(), status)
        before = self.server.cpu_seconds()
        answers = [_check(request(), status) for _ in range(count)]
        cpu = (self.server.cpu_seconds() - before) / count
        middle = median(answer.seconds for answer in answers)
        return Timing(1000 * middle, 1000 * cpu, round(median(len(answer.raw) for answer in answers)), answers[-1])

    def queries(self, path: str) -> int:
        """Return how many queries a page costs an analyst (bench.queries)."""
        return int(self.command("-m", "bench.queries", self.manifest["analysts"][0], path).split()[-1])

    def command(self, *arguments: str) -> str:
        """Run Python on this stage's data and return what it printed. Raises ``RuntimeError`` where it fails."""
        return run_python(self.directory, *arguments)


def run_python(directory: Path, *arguments: str) -> str:
    """Run Python on a data directory and return what it printed. Raises ``RuntimeError`` where it fails."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment(directory), capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


class Stages:
    """The stages of a run, each set up when it is first asked for; all end together."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._stages: dict[tuple[str, tuple[str, ...]], Stage] = {}

    def __enter__(self) -> "Stages":
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def on(self, name: str, after: tuple[str, ...] = ()) -> Stage:
        """Return the stage on the database ``name`` (bench.plan.PLANS), on which a module was run with arguments before."""
        if (name, after) not in self._stages:
            directory = self._stack.enter_context(copy_of(name))
            if after:
                run_python(directory, "-m", *after)
            server = Server(directory)
            self._stack.callback(server.stop)
            server.wait()
            manifest = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
            self._stages[name, after] = Stage(directory, manifest, server)
        return self._stages[name, after]


def _check(answer: Answer, status: int) -> Answer:
    if answer.status != status:
        raise RuntimeError(f"the server answered {answer.status} where {status} was due: {answer.body[:500]!r}")
    return answer
