"""What a feed says: of itself and of each entry, nothing of it trusted.

>>> Entry(id="7", title="Talks").key == Entry(id="7", title="Talks resume").key
True
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from newsroom.importers.notices import Refused, gettext_noop
from newsroom.web_addresses import normal

MOST_BYTES: Final = 10_000_000
MOST_ENTRIES: Final = 500
"""Of one answer, in the order of the feed: the newest come first nearly everywhere."""
MOST_TEXT: Final = 1_000_000
"""Characters of one entry."""
_TAG: Final = re.compile(r"<[^<>]{0,5000}>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the feed has it: texts may be HTML, dates are as written. ``base`` is what its links stand to."""

    id: str = ""
    url: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    subjects: tuple[str, ...] = ()
    base: str = ""

    @property
    def key(self) -> str:
        """What makes it the same entry the next time: its id, else its address, else its title."""
        return digest(self.id or normal(self.url) or self.url or self.title)

    @property
    def sha256(self) -> str:
        """Digest of what the feed says of it; another one means that it was changed.

        Markup does not count: some sites put a new number into their links each time.
        """
        texts = (" ".join(_TAG.sub(" ", text).split()) for text in (self.title, self.summary, self.content))
        return digest("\x1f".join((normal(self.url), *texts, self.author, self.published, self.updated)))


@dataclass(frozen=True, slots=True)
class FeedDraft:
    """A feed: ``ttl`` is the seconds for which it asks to be left alone, 0 where it says nothing."""

    title: str = ""
    site_url: str = ""
    language: str = ""
    ttl: int = 0
    entries: tuple[Entry, ...] = ()


def no_feed() -> Refused:
    """Return the refusal of what is no feed."""
    message = gettext_noop(
        "There is no feed at this address. Look for “RSS” or “feed” on the site and take that address."
    )
    return Refused("no-feed", message)


def digest(text: str) -> str:
    """Return a digest of a text that may hold anything, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
