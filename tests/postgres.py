"""A PostgreSQL server for one run of the tests: made in a new directory, on a free port, gone afterwards."""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from functools import cache
from pathlib import Path

BINARIES = "/usr/lib/postgresql"
# No autovacuum: what a test writes is never committed, so that its statistics would call every table empty, and the
# planner would then read whole tables once for each row of another.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=60"


def is_asked_for() -> bool:
    """Whether this run is about PostgreSQL."""
    return os.environ.get("MARGIN_TEST_DATABASE") == "postgresql"


def new_database(name: str, like: str = "template1") -> str:
    """The address of a new database, a copy of another one to which nobody is connected."""
    import psycopg

    with psycopg.connect(url(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return f"{url().rsplit('/', 1)[0]}/{name}"


@cache
def url() -> str:
    """The address of the server: what DATABASE_URL names, else of one that this process starts and stops."""
    given = os.environ.get("DATABASE_URL", "")
    return given if given.startswith("postgres") else start()


def start(how: str = OPTIONS) -> str:
    """Starts a server and returns its address; workers of the same run find it in DATABASE_URL."""
    directory = Path(tempfile.mkdtemp(prefix="margin-postgres-"))
    directory.chmod(0o755)
    data, port = directory / "data", free_port()
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(data, "nobody")
    _run("initdb", "--auth=trust", "--username=margin", "--encoding=UTF8", "--locale=C.UTF-8", "-D", str(data))
    # unix_socket_directories is empty: nothing outside this machine's loopback and nothing in shared directories
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {how}"
    _run("pg_ctl", "-D", str(data), "-w", "-l", str(data / "log"), "-o", options, "start")
    atexit.register(stop, directory, os.getpid())
    return f"postgres://margin@127.0.0.1:{port}/postgres"


def stop(directory: Path, starter: int) -> None:
    """Stops the server, in the process that started it and in none of its children."""
    if os.getpid() != starter:
        return
    _run("pg_ctl", "-D", str(directory / "data"), "-m", "immediate", "stop")
    shutil.rmtree(directory, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def binary(name: str) -> str:
    """The program of the newest PostgreSQL that the system has."""
    found = sorted(Path(BINARIES).glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise RuntimeError(f"{name} of PostgreSQL is missing; on Debian and Ubuntu: apt-get install postgresql")
    return path


def _run(name: str, *arguments: str) -> None:
    # PostgreSQL refuses to run as root
    user = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []
    command = [*user, binary(name), *arguments]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/", timeout=60)
    if done.returncode:
        raise RuntimeError(f"{name} failed: {done.stderr}")
