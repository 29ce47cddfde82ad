"""Holds the event streams of one process and feeds them: bounded in number, in waiting messages and in work.

A stream holds no database connection. One source, run in a thread of its own, says when a project changed, draws what
each stream is told, and says whose right to it ended.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Protocol

from newsroom.serving.grants import Grant, Message
from newsroom.serving.messages import Headers, Receive, Refused, Send

log = logging.getLogger(__name__)
Told = Callable[[Mapping[int, int]], None]


class Source(Protocol):
    """Where streams get what they say; everything but ``start`` and ``stop`` is called in the streams' own thread."""

    def start(self, told: Told) -> None:
        """Begin to watch; ``told`` is called from any thread with the newest sequence numbers by project."""

    def stop(self) -> None:
        """End watching."""

    def draw(self, grants: Sequence[Grant]) -> list[list[Message]]:
        """Return what each stream is told now, and note how far that goes, or that the right ended."""

    def look_round(self, grants: Sequence[Grant]) -> list[list[Message]]:
        """Check rights of streams on which nothing happens; say who reads along."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Numbers of streams, of messages that wait for one, and seconds."""

    streams: int = 1000
    a_person: int = 12
    waiting: int = 64
    heartbeat: float = 12
    sending: float = 20
    """A client that does not take a message for so long is dropped."""
    look_round: float = 3
    batch: int = 8
    """Streams that are drawn together before their messages go out."""
    rest: float = 2
    """Times as long as drawing took is rested after it, so that pages keep the processor,"""
    longest_rest: float = 0.5


@dataclass(slots=True, eq=False)
class Stream:
    """One open connection."""

    grant: Grant
    inbox: asyncio.Queue[Message | None]
    is_due: bool = True
    is_over: bool = False

    def say(self, messages: Sequence[Message]) -> None:
        """Put messages in its box; who does not empty it for too long is dropped."""
        for message in messages:
            if self.inbox.full():
                self.end()
                return
            self.inbox.put_nowait(message)

    def end(self) -> None:
        """Let it end after what waits already; at once where the box is full."""
        if self.is_over:
            return
        self.is_over = True
        if self.inbox.full():
            self.inbox.get_nowait()
        self.inbox.put_nowait(None)


@dataclass(slots=True)
class Streams:
    """All streams of the process."""

    source: Source
    bounds: Bounds = field(default_factory=Bounds)
    _open: set[Stream] = field(default_factory=set)
    _persons: Counter[int] = field(default_factory=Counter)
    _newest: dict[int, int] = field(default_factory=dict)
    _moved: asyncio.Event | None = None
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _thread: ThreadPoolExecutor | None = None
    _is_stopped: bool = False

    def __len__(self) -> int:
        return len(self._open)

    async def serve(self, grant: Grant, headers: Headers, receive: Receive, send: Send) -> None:
        """Answer one request with a stream. Raises ``Refused`` with 503 where there are too many."""
        self._refuse(grant)
        self._begin()
        stream = Stream(grant, asyncio.Queue(self.bounds.waiting))
        self._open.add(stream)
        self._persons[grant.person] += 1
        leaving = asyncio.create_task(_left(receive, stream))
        try:
            await self._tell(stream, headers, send)
        finally:
            leaving.cancel()
            self._open.discard(stream)
            self._persons[grant.person] -= 1
            if not self._persons[grant.person]:
                del self._persons[grant.person]

    def stop(self) -> None:
        """End all streams; clients come back after a while of their own choice."""
        self._is_stopped = True
        for stream in list(self._open):
            stream.end()
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        if self._thread is not None:
            self.source.stop()
            self._thread.shutdown(wait=False)

    def _refuse(self, grant: Grant) -> None:
        if self._is_stopped or len(self._open) >= self.bounds.streams:
            raise Refused(503, "Margin is very busy. Changes will be shown a little later.", retry_after="15")
        if self._persons[grant.person] >= self.bounds.a_person:
            raise Refused(503, "Many windows of yours are open. Changes are shown a little later.", retry_after="30")

    def _begin(self) -> None:
        """Start what feeds the streams, with the first of them."""
        if self._moved is not None:
            self._moved.set()
            return
        loop = asyncio.get_running_loop()
        self._moved = moved = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="streams")
        moved.set()
        self._tasks += [asyncio.create_task(self._draw(moved)), asyncio.create_task(self._look_round())]
        self.source.start(lambda newest: _call_soon(loop, self._tell_moved, newest))

    def _tell_moved(self, newest: Mapping[int, int]) -> None:
        self._newest.update(newest)
        if self._moved is not None:
            self._moved.set()

    async def _tell(self, stream: Stream, headers: Headers, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await _send(send, b"retry: 3000\n\n", self.bounds.sending)
        while True:
            try:
                message = await asyncio.wait_for(stream.inbox.get(), self.bounds.heartbeat)
            except TimeoutError:
                # Named anew each time, whether or not something happened that this reader may not see.
                message = Message("", id=stream.grant.cursor)
            if message is None or not await _send(send, message.encoded(), self.bounds.sending):
                break
        await _send(send, b"", 1, more=False)

    def _due(self) -> Iterator[Stream]:
        """The streams that may have to be told something, those of one article together."""
        due = [stream for stream in self._open if self._is_due(stream) and not stream.is_over]
        yield from sorted(due, key=lambda stream: [watch.article for watch in stream.grant.watches])

    def _is_due(self, stream: Stream) -> bool:
        return stream.is_due or stream.grant.sequence < self._newest.get(stream.grant.project, 0)

    async def _draw(self, moved: asyncio.Event) -> None:
        while True:
            await moved.wait()
            moved.clear()
            began, due = monotonic(), self._due()
            while batch := list(islice(due, self.bounds.batch)):
                for stream in batch:
                    stream.is_due = False
                await self._ask(self.source.draw, batch)
            await asyncio.sleep(min(self.bounds.rest * (monotonic() - began), self.bounds.longest_rest))

    async def _look_round(self) -> None:
        while True:
            await asyncio.sleep(self.bounds.look_round)
            await self._ask(self.source.look_round, list(self._open))

    async def _ask(self, ask: Callable[[Sequence[Grant]], list[list[Message]]], streams: Sequence[Stream]) -> None:
        """Have the source work for some streams and pass on what it says; where it fails, they end and come back."""
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._thread, ask, [stream.grant for stream in streams])
        said = (await asyncio.gather(work, return_exceptions=True))[0]
        if isinstance(said, BaseException):
            log.error("event streams could not be fed", exc_info=said)
            said = [[] for _ in streams]
            for stream in streams:
                stream.end()
        for stream, messages in zip(streams, said, strict=True):
            stream.say(messages)
            if stream.grant.is_over:
                stream.end()


def _call_soon(loop: asyncio.AbstractEventLoop, call: Callable[..., None], *given: object) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(call, *given)


async def _left(receive: Receive, stream: Stream) -> None:
    """End the stream as soon as its client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


async def _send(send: Send, data: bytes, seconds: float, more: bool = True) -> bool:
    """Send a part; whether it was taken in time."""
    try:
        async with asyncio.timeout(seconds):
            await send({"type": "http.response.body", "body": data, "more_body": more})
    except TimeoutError:
        return False
    return True
