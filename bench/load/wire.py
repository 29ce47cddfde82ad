"""HTTP over kept connections, as little as the generator needs, so that the server is what is measured."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlencode

IDLE = 4.0
"""Seconds after which a kept connection is not trusted any more."""
WAIT = 30.0


_Connection = tuple[float, asyncio.StreamReader, asyncio.StreamWriter]
"""When it was used last, and its two ends."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0 where the connection broke."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(slots=True)
class Person:
    """Somebody who is signed in."""

    username: str
    session: str
    csrf: str

    @property
    def cookies(self) -> str:
        """Return the header."""
        return f"margin_session={self.session}; margin_csrf={self.csrf}"


@dataclass(slots=True)
class Wire:
    """Kept connections to one server, each person's own, as browsers keep them: no worker gets more of them by chance."""

    port: int
    _free: dict[str, list[_Connection]] = field(default_factory=dict)

    async def get(self, person: Person, path: str) -> Answer:
        """Fetch a page."""
        return await self._safely(person, self._bytes("GET", path, person))

    async def post(self, person: Person, path: str, form: Mapping[str, object], **headers: str) -> Answer:
        """Post a form with the person's token."""
        body = urlencode({**form, "csrfmiddlewaretoken": person.csrf}).encode()
        own = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        return await self._safely(person, self._bytes("POST", path, person, **own, **headers) + body)

    @asynccontextmanager
    async def stream(self, person: Person, path: str, heard: str) -> AsyncIterator[tuple[int, asyncio.StreamReader]]:
        """Open an event stream on a connection of its own; gives its status and what comes, in chunks."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        try:
            extra = {"Last_Event_ID": heard} if heard else {}
            writer.write(self._bytes("GET", path, person, **extra))
            async with asyncio.timeout(WAIT):
                status, _headers = await _head(reader)
            yield status, reader
        finally:
            writer.close()

    def _bytes(self, method: str, path: str, person: Person, **headers: str) -> bytes:
        fields = {"Host": f"127.0.0.1:{self.port}", "Cookie": person.cookies, **headers}
        fields |= {"Sec-Fetch-Site": "same-origin", "Origin": f"http://127.0.0.1:{self.port}"}
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
        return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode()

    async def _safely(self, person: Person, request: bytes) -> Answer:
        try:
            async with asyncio.timeout(WAIT):  # wait_for of Python 3.11 may lose that the task was cancelled
                return await self._exchange(self._free.setdefault(person.username, []), request)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            return Answer(0)

    async def _exchange(self, free: list[_Connection], request: bytes) -> Answer:
        reader, writer = await self._connection(free)
        try:
            writer.write(request)
            status, headers = await _head(reader)
            body = await reader.readexactly(int(headers.get("content-length", "0")))
        except BaseException:
            writer.close()
            raise
        free.append((monotonic(), reader, writer))
        return Answer(status, headers, body)

    async def _connection(self, free: list[_Connection]) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while free:
            used, reader, writer = free.pop()
            if monotonic() - used < IDLE and not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self.port)


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    return int(first.split(" ")[1]), {name.lower(): value.strip() for name, _, value in pairs}


async def chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """Yield the chunks of an answer without a length."""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        yield (await reader.readexactly(size + 2))[:-2]
