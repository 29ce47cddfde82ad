"""What passes between the front, the threads and the server."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, BinaryIO

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


@dataclass
class Answer:
    """A complete answer; `length` counts the bytes of `body`."""

    status: int
    headers: Headers
    body: BinaryIO = field(default_factory=BytesIO)
    length: int = 0


class Refused(Exception):
    """A request that the front answers by itself, in plain text."""

    def __init__(self, status: int, text: str, **headers: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text
        self.more = headers

    def answer(self) -> Answer:
        body = self.text.encode() + b"\n"
        named = {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store", **FIXED, **self.more}
        headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()]
        return Answer(self.status, headers, BytesIO(body), len(body))


# These answers pass no middleware, so they carry the strictest policy themselves.
FIXED = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
}


class Gone(Exception):
    """The client left before its request was complete."""
