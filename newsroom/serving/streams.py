"""Holds the event streams of one process and feeds them: bounded in number, in waiting messages and in work.

A stream holds no database connection. One source, run in a thread of its own, says when a project changed, draws what
each stream is told, and says whose right to it ended.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from time import monotonic, sleep
from typing import Final, Protocol, TypeVar

from newsroom.serving.grants import Bundle, Grant, Message
from newsroom.serving.messages import Headers, Receive, Refused, Send

log = logging.getLogger(__name__)
Told = Callable[[Mapping[int, int]], None]
Result = TypeVar("Result")
ENOUGH: Final = 2
"""Messages that may wait before no more are drawn."""
GLANCE: Final = 0.002
"""Seconds until it is looked again whether pages wait."""


class Pages(Sized, Protocol):
    """Pages that wait or are just made."""

    urgent: int
    """How many of them are saves."""


class Source(Protocol):
    """Where streams get what they say; everything but ``start`` and ``stop`` is called in the streams' own thread."""

    def start(self, told: Told) -> None:
        """Begin to watch; ``told`` is called from any thread with the newest sequence numbers by project."""

    def stop(self) -> None:
        """End watching."""

    def hurry(self) -> None:
        """Look at once whether something changed: this process wrote."""

    def draw(self, grants: Sequence[Grant]) -> Iterator[Bundle]:
        """Yield what each stream is told now, and note how far that goes, or that the right ended."""

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
    batch: int = 250
    """Streams that are drawn for together; each is sent what it is told as soon as that is drawn."""
    rest: float = 1
    """Times as long as drawing took is rested after it, so that pages keep the processor, and as much again for each page
    that waits;"""
    longest_rest: float = 0.5
    way: float = 2
    """Times as long as telling some streams took, saves go first before the next are drawn for, for each save that waits."""
    longest_way: float = 0.5


@dataclass(slots=True, eq=False)
class Stream:
    """One open connection."""

    grant: Grant
    inbox: asyncio.Queue[Message | None]
    heard: int
    """Everything up to this number is sent, or waits in the box."""
    is_due: bool = True
    is_over: bool = False

    @property
    def is_slow(self) -> bool:
        """Whether enough waits for it already: it hears the rest at once, drawn once, when it has taken that."""
        return self.is_over or self.inbox.qsize() > ENOUGH

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
    pages: Pages | None = None
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
        stream = Stream(grant, asyncio.Queue(self.bounds.waiting), grant.sequence)
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

    def hurry(self) -> None:
        """Look at once for what changed: a page of this process has just been answered that may have written."""
        if self._thread is not None:
            self.source.hurry()

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
                message = Message("", id=stream.grant.seal(stream.heard))
            if message is None or not await _send(send, message.encoded(), self.bounds.sending):
                break
            if stream.inbox.empty() and self._is_due(stream) and self._moved is not None:
                self._moved.set()
        await _send(send, b"", 1, more=False)

    def _due(self) -> Iterator[Stream]:
        """The streams that may have to be told something, those of one article together."""
        due = [stream for stream in self._open if self._is_due(stream) and not stream.is_slow]
        yield from sorted(due, key=lambda stream: [watch.article for watch in stream.grant.watches])

    def _is_due(self, stream: Stream) -> bool:
        return stream.is_due or stream.grant.sequence < self._newest.get(stream.grant.project, 0)

    async def _draw(self, moved: asyncio.Event) -> None:
        while True:
            await moved.wait()
            moved.clear()
            began, due = monotonic(), self._due()
            while batch := list(islice(due, self.bounds.batch)):
                await self._draw_for({stream.grant: stream for stream in batch})
            rest = self.bounds.rest * (1 + len(self.pages or ())) * (monotonic() - began)
            await asyncio.sleep(min(rest, self.bounds.longest_rest))

    async def _draw_for(self, streams: Mapping[Grant, Stream]) -> None:
        for stream in streams.values():
            stream.is_due = False
        left = dict(streams)
        loop = asyncio.get_running_loop()

        def draw() -> None:
            began = monotonic()
            for bundle in self.source.draw(list(streams)):
                _call_soon(loop, _say, left, bundle)
                self._give_way(monotonic() - began)
                began = monotonic()

        await self._work(draw, left)

    def _give_way(self, took: float) -> None:
        """In the streams' thread: let saves that wait have the processor; threads that share it hold each other up."""
        if self.pages is None:
            return
        until = monotonic() + min(self.bounds.longest_way, self.bounds.way * took * self.pages.urgent)
        while self.pages.urgent and monotonic() < until:
            sleep(GLANCE)

    async def _look_round(self) -> None:
        while True:
            await asyncio.sleep(self.bounds.look_round)
            streams = list(self._open)
            grants = [stream.grant for stream in streams]
            told = await self._work(partial(self.source.look_round, grants), dict(zip(grants, streams, strict=True)))
            for stream, messages in zip(streams, told or [], strict=False):
                stream.say(messages)
                if stream.grant.is_over:
                    stream.end()

    async def _work(self, work: Callable[[], Result], left: Mapping[Grant, Stream]) -> Result | None:
        """Have the source work in its thread; where it fails, the streams that are left end and come back."""
        done = asyncio.get_running_loop().run_in_executor(self._thread, work)
        result = (await asyncio.gather(done, return_exceptions=True))[0]
        if not isinstance(result, BaseException):
            return result
        log.error("event streams could not be fed", exc_info=result)
        for stream in list(left.values()):
            stream.end()
        return None


def _say(left: dict[Grant, Stream], bundle: Bundle) -> None:
    for grant, messages, upto in bundle:
        stream = left.pop(grant)
        stream.say(messages)
        stream.heard = upto
        if grant.is_over:
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
