"""The ASGI application that workers run: takes requests in, has a thread answer them, sends the answers."""

import asyncio
import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, cast

from newsroom.serving.bodies import IN_MEMORY, Limits, receive_body
from newsroom.serving.environ import environ_of
from newsroom.serving.grants import Grant
from newsroom.serving.messages import Answer, Gone, Headers, Receive, Refused, Scope, Send
from newsroom.serving.stopping import end_with_signals
from newsroom.serving.streams import Streams
from newsroom.serving.turns import Turns

CHUNK = 2**18  # bytes handed to the server at a time
WITHOUT_BODY = frozenset({204, 304})
OF_THE_CONNECTION = frozenset({"connection", "keep-alive", "transfer-encoding", "upgrade"})

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
RefusalPage = Callable[[int, str, int], bytes]
"""Status and words of a refusal, and the seconds after which the page is asked for again by itself (0: never), to a page that
says it."""
AGAIN: Final = (4, 9)
"""Seconds, not the same for all: a page that was only to be read comes by itself."""


@dataclass
class Started:
    """An answer whose status and headers stand and whose body has still to be produced."""

    status: int
    headers: Headers
    chunks: Iterable[bytes]

    @property
    def live(self) -> Grant | None:
        """What an event stream may tell, where the answer is one."""
        return getattr(self.chunks, "live", None)

    @property
    def spooled(self) -> bool:
        """Whether the body is long work that must not hold up pages."""
        return bool(getattr(self.chunks, "spooled", False))


class Front:
    """One per process. Pages wait for one thread, saves before the others, exports for another; both queues are bounded.

    Where ``streams`` are given, an answer marked as live is only the beginning of a stream; the page thread checked
    who asks, as for any page, and has nothing to do with it any more. Who goes to a page by browser is refused with
    a ``refusal_page``, scripts and programs with a line of text.
    """

    def __init__(
        self,
        application: Application,
        limits: Limits,
        streams: Streams | None = None,
        refusal_page: RefusalPage | None = None,
    ) -> None:
        self.application = application
        self.refusal_page = refusal_page
        self.limits = limits
        self.streams = streams
        self._pages = Turns("pages", limits.queue, limits.patience)
        self._exports = Turns("exports", limits.exports, math.inf)
        if streams is not None:
            streams.pages = self._pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        if self.streams is not None:
            end_with_signals(asyncio.get_running_loop(), self.streams)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self.streams is not None:
            self.streams.stop()
        self._pages.close()
        self._exports.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await self._answer(scope, receive)
            if isinstance(answer, Started):
                await self._stream(answer, receive, send)
                return
        except Refused as refusal:
            answer = self._refusal(refusal, scope)
        except Gone:
            return
        try:
            await send_answer(answer, send, scope["method"] == "HEAD")
        finally:
            answer.body.close()

    def _refusal(self, refusal: Refused, scope: Scope) -> Answer:
        wants_page = b"text/html" in dict(scope["headers"]).get(b"accept", b"")
        if self.refusal_page is None or not wants_page:
            return refusal.answer()
        again = random.randint(*AGAIN) if refusal.status == 503 and scope["method"] == "GET" else 0  # noqa: S311  no secret
        more = {"refresh": str(again)} if again else {}
        return refusal.answer(self.refusal_page(refusal.status, refusal.text, again), **more)

    async def _stream(self, started: Started, receive: Receive, send: Send) -> None:
        """Raises Refused before anything is sent."""
        assert self.streams is not None and started.live is not None
        headers = [header for header in started.headers if header[0] != b"content-length"]
        await self.streams.serve(started.live, headers, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer | Started:
        body, length = await receive_body(scope, receive, self.limits)
        try:
            environ = environ_of(scope, body, length)
            grace = 0.0 if scope["method"] == "POST" else self.limits.grace
            done = await self._pages.run(self._page, environ, grace=grace)
        finally:
            body.close()
        if isinstance(done, Answer) or done.live is not None:
            return done
        return await self._export(done)

    def _page(self, environ: dict[str, Any]) -> Answer | Started:
        """In the page thread: the whole answer, or a started one, which the export thread or a stream shall finish."""
        started = start(self.application, environ)
        if self.streams is not None and environ["REQUEST_METHOD"] == "POST":
            self.streams.hurry()
        if started.live is not None and self.streams is not None and environ["REQUEST_METHOD"] == "GET":
            close(started.chunks)
            return started
        if not started.spooled:
            return finish(started)
        if environ["REQUEST_METHOD"] == "HEAD":
            close(started.chunks)
            return Answer(started.status, started.headers)
        return started

    async def _export(self, started: Started) -> Answer:
        try:
            return await self._exports.run(finish, started)
        except Refused:
            close(started.chunks)
            raise


def start(application: Application, environ: dict[str, Any]) -> Started:
    """Calls the WSGI application up to the point where it iterates."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        begun[:] = [(status, headers)]

    chunks = application(environ, start_response)
    status, headers = begun[0]
    kept = [(name.lower(), value) for name, value in headers if name.lower() not in OF_THE_CONNECTION]
    encoded = [(name.encode("latin-1"), value.strip().encode("latin-1")) for name, value in kept]
    return Started(int(status.split(" ", 1)[0]), encoded, chunks)


def finish(started: Started) -> Answer:
    """The complete answer, its body in memory or, when long, in a file without a name."""
    body = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))
    try:
        for chunk in started.chunks:
            body.write(chunk)
    finally:
        close(started.chunks)
    length = body.tell()
    body.seek(0)
    return Answer(started.status, started.headers, body, length)


def close(chunks: Iterable[bytes]) -> None:
    closing = getattr(chunks, "close", None)
    if closing is not None:
        closing()


async def send_answer(answer: Answer, send: Send, head: bool) -> None:
    """Sends it; a HEAD request and the answers that have none get no body."""
    headers, bare = answer.headers, head or answer.status in WITHOUT_BODY
    if not bare and not any(name == b"content-length" for name, _ in headers):
        headers = [*headers, (b"content-length", str(answer.length).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    left = 0 if bare else answer.length
    while left > CHUNK:
        left -= CHUNK
        await send({"type": "http.response.body", "body": answer.body.read(CHUNK), "more_body": True})
    await send({"type": "http.response.body", "body": answer.body.read(left), "more_body": False})
