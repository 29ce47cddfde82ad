"""The real server, started as an operator starts it, and what the kernel says about its processes."""

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.store import ROOT, environment

WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """``manage.py serve`` on a free loopback port, on one data directory."""

    def __init__(self, directory: Path, variables: dict[str, str] | None = None) -> None:
        self.directory = directory
        self.port = _free_port()
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port), "--workers", str(WORKERS)]
        own = (variables or environment(directory)) | {"PORT": str(self.port)}
        self.log = (directory / "server.log").open("w", encoding="utf-8")
        self._process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=self.log, stderr=subprocess.STDOUT)

    def wait(self, seconds: float = 60) -> None:
        """Return once the port is open. Raises ``RuntimeError`` with the server's own words if it gives up."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.005)
        raise RuntimeError(f"the server did not start:\n{(self.directory / 'server.log').read_text()}")

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.log.close()

    def processes(self) -> list["Process"]:
        """Return the process that watches and the workers."""
        return family(self._process.pid)

    def cpu_seconds(self) -> float:
        """Return the processor time that all its processes have used so far."""
        return sum(process.cpu_seconds() for process in self.processes())


@dataclass(frozen=True, slots=True)
class Process:
    """One process of the server; sizes in MB (10^6 bytes)."""

    pid: int

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident(self) -> float:
        """Return what it holds in memory now, shared pages counted whole."""
        return self._field("status", "VmRSS")

    def peak(self) -> float:
        """Return the most that it ever held since ``forget_peak``."""
        return self._field("status", "VmHWM")

    def share(self) -> float:
        """Return what it holds in memory now, shared pages counted by share."""
        return self._field("smaps_rollup", "Pss")

    def forget_peak(self) -> None:
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")

    def _field(self, file: str, name: str) -> float:
        for line in Path(f"/proc/{self.pid}/{file}").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024 / 1e6
        raise RuntimeError(f"no {name} in /proc/{self.pid}/{file}")


def family(pid: int) -> list[Process]:
    """Return a process and all that it started, itself first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)):
            children.setdefault(parent, []).append(int(entry.name))
    found, left = [], [pid]
    while left:
        found.append(Process(left.pop()))
        left += children.get(found[-1].pid, [])
    return found


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it ended meanwhile
        return 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
