"""Margin as people meet it: the real server in processes of its own, on a free port, with a database of its own."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests import postgres

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Site:
    """A running Margin. `url` has no slash at its end; `directory` holds its data and its log."""

    url: str
    directory: Path
    variables: dict[str, str]
    server: subprocess.Popen[str] | None = None

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
        return self.manage("shell", "--no-imports", "--command", code)

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


def make_site(directory: Path) -> Site:
    """A site with an empty, migrated database, not started yet. On PostgreSQL in a database of its own."""
    port = postgres.free_port()
    variables = dict(os.environ)
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        variables.pop(name, None)
    variables |= {
        "MARGIN_PROFILE": "local",
        "DATA_DIR": str(directory),
        "PORT": str(port),
        "SECRET_KEY": "a key that only the browser tests use, long enough for every check",
        "PYTHONPATH": str(ROOT),
    }
    if os.environ.get("MARGIN_TEST_DATABASE") == "postgresql":
        variables["DATABASE_URL"] = own_database(f"browser_{os.getpid()}_{port}")
    site = Site(f"http://127.0.0.1:{port}", directory, variables)
    site.manage("migrate", "--verbosity", "0")
    return site


def own_database(name: str) -> str:
    """The address of a new, empty database on the tests' PostgreSQL."""
    import psycopg

    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{postgres.url().rsplit('/', 1)[0]}/{name}"
