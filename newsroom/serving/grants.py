"""What passes between the pages and the streams: who may hear what, and what is said."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple


class Message(NamedTuple):
    """One message of an event stream; ``id`` is what a client that comes back names, empty to leave it as it was."""

    event: str
    data: str = ""
    id: str = ""

    def encoded(self) -> bytes:
        """Return its bytes on the wire (HTML standard, 9.2.6).

        >>> Message("here", "a\\nb", "7").encoded()
        b'id: 7\\nevent: here\\ndata: a\\ndata: b\\n\\n'
        """
        return (f"id: {self.id}\n".encode() if self.id else b"") + _written(self.event, self.data)


@lru_cache(maxsize=32)
def _written(event: str, data: str) -> bytes:
    """Return what is the same for all who are told it; fifty readers are told the same."""
    return "".join(f"{line}\n" for line in _lines(event, data)).encode() + b"\n"


def _lines(event: str, data: str) -> Iterator[str]:
    if event:
        yield f"event: {event}"
    if data:
        yield from (f"data: {line}" for line in data.split("\n"))


@dataclass(slots=True)
class Watch:
    """One open article: ``view`` is the query of its page, ``sequence`` the number up to which the page was told."""

    article: str
    """The article's UUID."""
    view: str
    sequence: int
    is_lost: bool = False
    """Its cursor was forged or is somebody else's: the page is told to load again, nothing else."""
    is_covered: bool = True
    """Colleagues' work on the article is hidden from the person, as far as is known: who reads along is not told."""


@dataclass(slots=True, eq=False)
class Grant:
    """What the pages allowed one stream: a person, a project, and the articles whose changes are told."""

    person: int
    project: int
    key: str
    """The project's key."""
    session: str
    proof: str
    """Stands for the person's password: another one ends the sessions that were opened with the old."""
    language: str
    watches: Sequence[Watch]
    seal: Callable[[int], str]
    """Makes the cursor of a sequence number."""
    seen: dict[str, str] = field(default_factory=dict)
    """What the stream was told last of who reads each article."""
    is_over: bool = False
    """The right to it ended."""
    is_new: bool = True
    """Nothing was drawn for it yet."""

    @property
    def sequence(self) -> int:
        """The number up to which everything was told."""
        return min((watch.sequence for watch in self.watches), default=0)

    @property
    def cursor(self) -> str:
        """Return where a client that comes back shall go on; it looks different each time."""
        return self.seal(self.sequence)


class Reader(NamedTuple):
    """One of the articles on a stream, with the membership of whose stream it is, as it is now."""

    grant: Grant
    watch: Watch
    membership: Any


class Said(NamedTuple):
    """What one stream is told, and up to which number that is everything."""

    grant: Grant
    messages: Sequence[Message]
    upto: int


Bundle = Sequence[Said]
"""What several streams are told at once."""
