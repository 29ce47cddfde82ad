"""Fetching one address: guarded, bounded, polite. Nobody else in Margin talks to other sites.

What went wrong is told to a person in neutral words (outcomes.py); the log gets the host and the reason, never a path or a
query, which may hold what is secret.
"""

import http.client
import logging
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Final

from django.conf import settings
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from newsroom.fetching import bodies, guard
from newsroom.fetching.connections import Deadline, Road, connection
from newsroom.fetching.guard import Resolve
from newsroom.fetching.outcomes import Fetched, Trail, Unfetched, unfetched
from newsroom.fetching.pace import LONGEST_HOLD, Pace
from newsroom.fetching.places import Place, follow, place

PAGES: Final = (
    *("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "text/xml"),
    *("application/xml", "application/json", "application/ld+json", "application/nitf+xml", "text/vnd.iptc.nitf"),
)
FEEDS: Final = (
    *("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"),
    *("application/xml", "text/xml", "application/json", "text/html", "application/xhtml+xml", "text/plain"),
)
MOST_REDIRECTS: Final = 5
REDIRECTS: Final = (301, 302, 303, 307, 308)
_LOG: Final = logging.getLogger(__name__)
_STATUS: Final = {401: "closed", 402: "closed", 403: "closed", 404: "missing", 410: "gone", 451: "closed"}
_BUSY: Final = (429, 503)
_MAX_AGE: Final = re.compile(r"(?:^|[\s,])max-age\s{0,5}=\s{0,5}\"?(\d{1,9})", re.IGNORECASE)
PACE: Final = Pace()
"""Of this process."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The bounds of one request; seconds and bytes. ``total`` is for all its redirects together."""

    private: frozenset[str] = frozenset()
    total: float = 20.0
    read: float = 8.0
    limit: int = 10_000_000
    resolve: Resolve = guard.resolve
    pause: float = 1.0
    """Between two requests to one host."""
    pace: Pace = PACE

    @classmethod
    def of_settings(cls) -> "Rules":
        """Return the rules of this installation."""
        return cls(
            private=frozenset(settings.FETCH_PRIVATE),
            limit=settings.IMPORT_FILE_LIMIT,
            pause=settings.FETCH_PAUSE,
        )


def fetch(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    accept: tuple[str, ...] = PAGES,
    rules: Rules | None = None,
) -> Fetched:
    """Get what is at an address. ``etag`` and ``last_modified`` are those of the last answer, for "not modified".

    Raises ``Unfetched`` alone. Takes at most 20 seconds, and up to 5 more a redirect where a host was just asked.
    """
    if not settings.FETCHING:
        raise unfetched("off")
    rules = rules or Rules.of_settings()
    here = place(url, rules.private)
    if here is None:
        raise unfetched("address")
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {name: value for name, value in asked.items() if value and value.isprintable() and value.isascii()}
    request = _Request(rules, accept, headers, Deadline(rules.total))
    request.deadline.start()
    try:
        return request.follow(here)
    finally:
        request.deadline.stop()


@dataclass
class _Request:
    """One request with its redirects."""

    rules: Rules
    accept: tuple[str, ...]
    conditions: dict[str, str]
    deadline: Deadline
    trail: Trail = field(default_factory=Trail)

    def follow(self, here: Place) -> Fetched:
        """Ask, and go on where the answer leads; every step is checked like the first."""
        for _step in range(MOST_REDIRECTS + 1):
            answer = self._ask(here)
            if isinstance(answer, Fetched):
                return answer
            here = answer
        raise unfetched("redirects")

    def _ask(self, here: Place) -> Fetched | Place:
        self.rules.pace.wait(here.host, self.rules.pause)
        self.deadline.was_connected = False  # what is said of this step must not tell of the one before
        road = Road(here, self.rules.resolve, here.origin in self.rules.private, self.deadline, self.rules.read)
        try:
            with closing(connection(road)) as connected:
                connected.request("GET", here.target, headers=self._headers(), **_RAW)
                with closing(connected.getresponse()) as response:
                    return self._answer(here, response)
        except Unfetched as failed:
            _LOG.info("not fetched from %s: %s", here.host, failed.code)
            raise
        except (OSError, HTTPError, http.client.HTTPException, ValueError) as error:
            raise self._failed(here, error) from None

    def _headers(self) -> dict[str, str]:
        return {
            "User-Agent": f"Margin/{settings.VERSION} (+{settings.BASE_URL})",
            "Accept": ", ".join(self.accept) + ", */*;q=0.1",
            "Accept-Encoding": "gzip, identity",
            "Connection": "close",
            **self.conditions,
        }

    def _answer(self, here: Place, response: HTTPResponse) -> Fetched | Place:
        status = response.status
        if status in REDIRECTS:
            return self._next(here, response)
        if status == 304 and self.conditions:
            return self._fetched(here, response, b"")
        if status not in (200, 203):
            raise self._refusal(here, response)
        self._check_type(response)
        data = self._body(response)
        return self._fetched(here, response, data)

    def _next(self, here: Place, response: HTTPResponse) -> Place:
        found = follow(here, _utf8(response.headers.get("Location", "")), self.rules.private)
        self.trail.seen.add(here.url)
        if found is None or found.url in self.trail.seen:
            raise unfetched("redirects")
        self.trail.step(found.url, response.status)
        return found

    def _refusal(self, here: Place, response: HTTPResponse) -> Unfetched:
        status = response.status
        if status in _BUSY:
            seconds = retry_after(response.headers.get("Retry-After", ""))
            self.rules.pace.hold(here.host, seconds or 0.0)
            return unfetched("busy", seconds)
        if status >= 500:
            return unfetched("failing", status=status)
        code = _STATUS.get(status, "answer")
        return unfetched(code) if code != "answer" else unfetched(code, status=status)

    def _check_type(self, response: HTTPResponse) -> None:
        plain = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if plain and plain not in self.accept:
            raise unfetched("type", type=_shown(plain))
        length = response.headers.get("Content-Length", "")
        if length.isascii() and length.isdigit() and len(length) < 20 and int(length) > self.rules.limit:
            raise unfetched("large", limit=self.rules.limit // 1_000_000)

    def _body(self, response: HTTPResponse) -> bytes:
        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise unfetched("packed")
        read = bodies.unpacked if "gzip" in encoding else bodies.plain
        data = read(self._pieces(response), limit=self.rules.limit)
        if self.deadline.is_over:  # a socket that was shut looks like the end of a body
            raise unfetched("slow")
        if not data:
            raise unfetched("broken")
        return data

    def _pieces(self, response: HTTPResponse) -> Iterator[bytes]:
        while piece := response.read(bodies.PIECE, decode_content=False):
            yield piece

    def _fetched(self, here: Place, response: HTTPResponse, data: bytes) -> Fetched:
        age = _MAX_AGE.search(response.headers.get("Cache-Control", ""))
        return Fetched(
            url=here.url,
            status=response.status,
            media_type=_shown(response.headers.get("Content-Type", "")),
            data=data,
            etag=_shown(response.headers.get("ETag", ""), 500),
            last_modified=_shown(response.headers.get("Last-Modified", "")),
            max_age=int(age.group(1)) if age else 0,
            permanent_url=self.trail.permanent,
            not_modified=response.status == 304,
        )

    def _failed(self, here: Place, error: Exception) -> Unfetched:
        """Tell a person that it did not work, and the log how."""
        _LOG.info("not fetched from %s: %s", here.host, type(error).__name__)
        if self.deadline.is_over and self.deadline.was_connected:
            return unfetched("slow")
        is_reached = self.deadline.was_connected and not isinstance(error, ssl.SSLError)
        return unfetched("broken" if is_reached and not isinstance(error, TimeoutError) else "unreachable")


_RAW: Final[dict[str, Any]] = {"preload_content": False, "decode_content": False, "enforce_content_length": True}


def retry_after(value: str) -> float | None:
    """Return the seconds that a Retry-After header means, None where it says nothing (RFC 9110, 10.2.3)."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:10]), LONGEST_HOLD)
    try:
        seconds = parsedate_to_datetime(value).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(max(seconds, 0.0), LONGEST_HOLD)


def _utf8(value: str) -> str:
    """Headers are read as Latin-1; addresses in them are UTF-8 where they are not ASCII."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _shown(value: str, length: int = 100) -> str:
    value = value.strip()
    return value if len(value) <= length and value.isascii() and value.isprintable() else ""
