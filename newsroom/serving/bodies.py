"""Takes in a request's body: whole, bounded in bytes and in time, on disk once it is large."""

import asyncio
import re
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from newsroom.serving.messages import Gone, Receive, Refused, Scope

IN_MEMORY = 2**20  # bytes; a longer body goes to a file without a name
WITHOUT_BODY = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds, waiting requests by number."""

    body: int = 4 * 2**20
    large_body: int = 64 * 2**20
    large_paths: re.Pattern[str] = re.compile(r"/import/")
    body_seconds: float = 120
    queue: int = 200
    patience: float = 4
    """A request that would wait longer for its page is refused at once, one that did wait so long then."""
    grace: float = 10
    """A save goes before pages that were asked for so much earlier: more than patience, so before all that wait."""
    exports: int = 20

    def body_for(self, path: str) -> int:
        return self.large_body if self.large_paths.search(path) else self.body


async def receive_body(scope: Scope, receive: Receive, limits: Limits) -> tuple[BinaryIO, int]:
    """The body, at its start, and its length in bytes.

    Raises Refused with 413 for a body over the limit of its path and with 408 for one that is not complete in time;
    Gone when the client leaves. What is too large is read to its end, or until the time is over, and thrown away:
    a browser that is cut off while it sends shows an error of its own and never our answer.
    """
    limit, declared = limits.body_for(scope["path"]), declared_length(scope)
    body = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))
    if declared == 0:
        return body, 0
    try:
        async with asyncio.timeout(limits.body_seconds):
            length = await _fill(body, receive, limit)
    except TimeoutError:
        body.close()
        raise (too_large(limit) if declared > limit else too_slow()) from None
    except (Refused, Gone):
        body.close()
        raise
    body.seek(0)
    return body, length


def declared_length(scope: Scope) -> int:
    """What the headers promise: 0 for no body, -1 for a body of unknown length."""
    headers = dict(scope["headers"])
    if b"content-length" in headers:
        try:
            return int(headers[b"content-length"])
        except ValueError:
            raise Refused(400, "The request's length is no number.", connection="close") from None
    return 0 if b"transfer-encoding" not in headers and scope["method"] in WITHOUT_BODY else -1


def too_large(limit: int) -> Refused:
    size = f"{limit // 2**20} MiB" if limit >= 2**20 else f"{limit // 1024} KiB"
    return Refused(413, f"The request is too large: at most {size} are taken here.", connection="close")


def too_slow() -> Refused:
    return Refused(408, "The request took too long to arrive.", connection="close")


async def _fill(body: BinaryIO, receive: Receive, limit: int) -> int:
    length = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Gone
        chunk = message.get("body", b"")
        length += len(chunk)
        if length <= limit:
            body.write(chunk)
        if not message.get("more_body"):
            break
    if length > limit:
        raise too_large(limit)
    return length
