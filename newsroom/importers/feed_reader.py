"""Feeds: RSS and Atom (by feedparser), JSON Feed 1.x.

>>> rss = b'<rss><channel><title>Daily</title><item><guid>7</guid><title>Talks</title></item></channel></rss>'
>>> [entry.title for entry in read_feed(rss, url="https://example.org/feed").entries]
['Talks']
"""

from newsroom.importers import feed_json, feed_xml
from newsroom.importers.decoding import decode
from newsroom.importers.feed_document import MOST_BYTES, MOST_ENTRIES, Entry, FeedDraft
from newsroom.importers.marks import limit_marks
from newsroom.importers.notices import Refused, gettext_noop


def read_feed(data: bytes, *, url: str, media_type: str = "") -> FeedDraft:
    """Read a feed that was found at ``url``; each entry comes once, at most ``MOST_ENTRIES`` of them.

    Raises ``Refused``: code "page" for a web page, "no-feed" for what is neither.
    """
    if len(data) > MOST_BYTES:
        raise Refused("too-large", gettext_noop("The feed has more than %(limit)d MB."), limit=MOST_BYTES // 1_000_000)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        found = feed_json.read(data, url=url)
    else:
        declared = _charset(media_type) or feed_xml.declared_encoding(data)
        found = feed_xml.read(limit_marks(decode(data, declared=declared, limit=MOST_BYTES).text), url=url)
    return FeedDraft(found.title, found.site_url, found.language, found.ttl, _once(found.entries))


def _once(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Leave out entries that say nothing, and the second of two that are the same."""
    kept: dict[str, Entry] = {}
    for entry in entries[:MOST_ENTRIES]:
        if entry.id or entry.url or entry.title:
            kept.setdefault(entry.key, entry)
    return tuple(kept.values())


def _charset(media_type: str) -> str:
    for parameter in media_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")[:40]
    return ""
