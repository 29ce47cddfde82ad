"""Event streams as browsers hold them: they note when each save was shown, and come back when a stream breaks."""

import asyncio
import random
import re
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from bench.load.people import Crowd
from bench.load.wire import Person, Wire, chunks

SAVE = re.compile(rb"load ([0-9a-f]{32})")
ID = re.compile(rb"(?m)^id: (\S+)$")
CURSOR = re.compile(rb'data-cursor="([^"]+)"')
SILENT = 30.0
LEGEND = 6.0
"""Seconds, about: after changes by others a page fetches its legend again, at most so often (static/js/changes.js)."""


@dataclass(slots=True)
class Listener:
    """One open page."""

    wire: Wire
    person: Person
    project: str
    article: str
    opened: float = 0.0
    shown: dict[str, float] = field(default_factory=dict)
    """When each save was first in a message, by action."""
    again: int = 0
    """Times that the stream had to be opened anew."""
    refused: int = 0
    stale: float = 0.0
    """When the page was last told that so much had changed that it had better be loaded again: no save before is shown by itself."""
    cursor: str = ""
    _counting: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Listen until cancelled."""
        path = f"/p/{self.project}/articles/{self.article}/"
        while not self.cursor:
            page = await self.wire.get(self.person, path)
            found = CURSOR.search(page.body)
            self.cursor = found[1].decode() if found else ""
            await asyncio.sleep(0 if found else 1)
        self.opened = monotonic()
        while True:
            try:
                await self._listen(f"{path}live/?since={self.cursor}")
            except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
                pass
            self.again += 1
            await asyncio.sleep(random.uniform(0.2, 1.5))

    async def _listen(self, path: str) -> None:
        async with self.wire.stream(self.person, path, self.cursor) as (status, reader):
            if status != 200:
                self.refused += 1
                return
            left = b""
            parts = chunks(reader)
            while True:
                async with asyncio.timeout(SILENT):
                    chunk = await anext(parts, b"")
                if not chunk:
                    return
                *whole, left = (left + chunk).split(b"\n\n")
                for message in whole:
                    self._hear(message)

    def _hear(self, message: bytes) -> None:
        now = monotonic()
        for action in SAVE.findall(message):
            self.shown.setdefault(action.decode(), now)
        if b"event: stale" in message:
            self.stale = now
        if b"event: changes" in message and (self._counting is None or self._counting.done()):
            self._counting = asyncio.create_task(self._count())
        if found := ID.search(message):
            self.cursor = found[1].decode()

    async def _count(self) -> None:
        await asyncio.sleep(LEGEND * random.uniform(0.75, 1.25))
        await self.wire.get(self.person, f"/p/{self.project}/articles/{self.article}/legend/")


def listeners(wire: Wire, crowd: Crowd, streams: int, on_one: int) -> list[Listener]:
    """Return so many open pages, ``on_one`` of them on the first article."""
    found = []
    for number in range(streams):
        where: dict[str, Any] = crowd.articles[0 if number < on_one else number % len(crowd.articles)]
        person = crowd.people[number % len(crowd.people)]
        found.append(Listener(wire, person, crowd.project, where["uuid"]))
    return found
