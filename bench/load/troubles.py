"""What goes wrong meanwhile: processes that die, bodies that never end, a long import, a long export."""

import asyncio
import os
import random
import signal
import sys
import tempfile
from pathlib import Path

from bench.load.people import Crowd
from bench.load.profiles import Profile
from bench.load.running import Trouble
from bench.load.wire import Wire
from bench.server import Server
from bench.store import ROOT


def troubles_of(profile: Profile, server: Server, environment: dict[str, str]) -> list[Trouble]:
    """Return what a profile asks for."""
    found: list[Trouble] = [_slow_body] * profile.slow_bodies
    if profile.kill_every:
        found.append(lambda wire, crowd: _kill(server, profile.kill_every))
    if profile.imports:
        found.append(lambda wire, crowd: _import(crowd, profile.imports, environment))
    found += [_export] * profile.exports
    return found


async def _kill(server: Server, every: float) -> None:
    """Kill one of the processes that the server started, now and then."""
    while True:
        await asyncio.sleep(every)
        _first, *others = server.processes()
        if others:
            os.kill(random.choice(others).pid, signal.SIGKILL)


async def _slow_body(wire: Wire, crowd: Crowd) -> None:
    while True:
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", wire.port)
            head = f"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1:{wire.port}\r\nContent-Length: 100000\r\n\r\n"
            writer.write(head.encode())
            while True:
                writer.write(b"a")
                await writer.drain()
                await asyncio.sleep(0.5)
        except OSError:
            await asyncio.sleep(1)


async def _export(wire: Wire, crowd: Crowd) -> None:
    await wire.get(crowd.people[-1], f"/p/{crowd.project}/passages/export/")


async def _import(crowd: Crowd, count: int, environment: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        for number in range(count):
            words = f"Imported article {number}\n\n" + f"Sentence {number} of what was imported says little. " * 40
            (Path(directory) / f"{number}.txt").write_text(words, encoding="utf-8")
        command = ["manage.py", "import_articles", directory, "--project", crowd.project]
        command += ["--by", crowd.people[0].username]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL
        )
        try:
            await process.wait()
        finally:
            if process.returncode is None:
                process.terminate()
