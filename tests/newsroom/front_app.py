"""A WSGI application with the habits that the serving front must cope with, and its front. Also run by granian."""

import json
import re
import time
from collections.abc import Iterator

from newsroom.serving.bodies import Limits
from newsroom.serving.front import Front


class Long:
    """An answer of many chunks, marked as long work; it notes that it was closed."""

    spooled = True
    closed = 0

    def __init__(self, chunks: int, seconds: float = 0.0) -> None:
        self.chunks, self.seconds = chunks, seconds

    def __iter__(self) -> Iterator[bytes]:
        for number in range(self.chunks):
            time.sleep(self.seconds)
            yield f"{number:09d}\n".encode() * 1000

    def close(self) -> None:
        Long.closed += 1


def pages(environ, start_response):
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    headers = [("Content-Type", "text/plain"), ("Connection", "close")]
    if path == "/export":
        start_response("200 OK", headers)
        return Long(int(query or 10))
    if path == "/slow-export":
        start_response("200 OK", headers)
        return Long(20, 0.05)
    if path == "/sleep":
        time.sleep(float(query))
    if path == "/nothing":
        start_response("204 No Content", [])
        return []
    start_response("200 OK", headers)
    if path == "/length":
        return [str(len(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))).encode()]
    shown = {key: value for key, value in environ.items() if isinstance(value, str)}
    return [json.dumps(shown).encode()]


application = Front(
    pages,
    Limits(
        body=100_000, large_body=5_000_000, large_paths=re.compile("/import/"), body_seconds=1.0, queue=4, exports=2
    ),
)
