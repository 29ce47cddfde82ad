"""Margin as people meet it: the real server in processes of its own, on a free port, with a database of its own.

The first site of a run migrates its database and collects the static files; the others begin with a copy of that.
"""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests import postgres, shared
from tests.browser.hand import ROOT, Hand

SETTINGS = "tests.browser.settings"
BEGIN = """
from django.core.management import call_command
from newsroom.static_files import collect_if_changed
call_command("migrate", verbosity=0)
collect_if_changed()
"""


@dataclass
class Site:
    """A running Margin. `url` has no slash at its end; `directory` holds its data and its log."""

    url: str
    directory: Path
    variables: dict[str, str]
    server: subprocess.Popen[str] | None = None
    hand: Hand | None = None

    @property
    def log(self) -> str:
        return (self.directory / "server.log").read_text()

    def manage(self, *arguments: str) -> str:
        """Runs a command of manage.py against this site's database; what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.variables, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, code: str) -> str:
        """Runs Python in a process that has this site's settings and database; what it printed."""
        self.hand = self.hand or Hand(self.variables)
        return self.hand.run(code)

    def start(self) -> None:
        port = self.url.rsplit(":", 1)[1]
        command = [sys.executable, "manage.py", "serve", "--port", port]
        with (self.directory / "server.log").open("w") as log:
            self.server = subprocess.Popen(command, cwd=ROOT, env=self.variables, stdout=log, stderr=log, text=True)
        self._wait()

    def stop(self) -> int:
        """Stops the server as Ctrl-C does; its exit code."""
        assert self.server is not None
        self.server.terminate()
        return self.server.wait(30)

    def _wait(self) -> None:
        for _ in range(1200):  # a busy machine takes a minute to start
            assert self.server is not None
            assert self.server.poll() is None, self.log
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"the server did not come up:\n{self.log}")


def make_site(directory: Path, settings: str = SETTINGS) -> Site:
    """A site with an empty, migrated database, not started yet. On PostgreSQL in a database of its own."""
    shutil.copytree(beginning(), directory, dirs_exist_ok=True)
    port = postgres.free_port()
    variables = variables_of(directory, settings) | {"PORT": str(port)}
    if postgres.is_asked_for():
        variables["DATABASE_URL"] = postgres.new_database(f"browser_{os.getpid()}_{port}", like=beginning_database())
    return Site(f"http://127.0.0.1:{port}", directory, variables)


def variables_of(directory: Path, settings: str = SETTINGS) -> dict[str, str]:
    """The environment of a site's processes."""
    variables = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return variables | {
        "DJANGO_SETTINGS_MODULE": settings,
        "MARGIN_PROFILE": "local",
        "DATA_DIR": str(directory),
        "SECRET_KEY": "a key that only the browser tests use, long enough for every check",
        "PYTHONPATH": str(ROOT),
    }


def beginning() -> Path:
    """The data directory of a site that was never started; made once for all processes of a run."""
    return shared.once("beginning", _begin)


def _begin(directory: Path) -> None:
    variables = variables_of(directory)
    if postgres.is_asked_for():
        variables["DATABASE_URL"] = postgres.new_database(beginning_database())
    hand = Hand(variables)
    hand.run(BEGIN)
    hand.let_go()


def beginning_database() -> str:
    """The name of the PostgreSQL database that those of all sites are copies of: of this run alone."""
    return f"beginning_{shared.directory().name}"
