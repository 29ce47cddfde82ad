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
    """A request that the front answers by itself: with ``text``, or with a page for who can show one."""

    def __init__(self, status: int, text: str, **headers: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text
        self.more = headers

    def answer(self, page: bytes = b"", **more: str) -> Answer:
        body = page or self.text.encode() + b"\n"
        kind = f"text/{'html' if page else 'plain'}; charset=utf-8"
        named = {
            "content-type": kind,
            "cache-control": "no-store",
            **FIXED,
            **(OF_A_PAGE if page else {}),
            **self.more,
            **more,
        }
        headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()]
        return Answer(self.status, headers, BytesIO(body), len(body))


# These answers pass no middleware, so they carry the strictest policy themselves.
FIXED = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
}
OF_A_PAGE = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
}


class Gone(Exception):
    """The client left before its request was complete."""
