"""Finding the feed of a web page: what its head links as an alternate.

>>> page = '<link rel="alternate" type="application/rss+xml" href="/feed">'
>>> feed_addresses(page, "https://example.org/news")
['https://example.org/feed']
"""

from typing import Final

from newsroom.importers.html_page import parse
from newsroom.importers.links import web_address

_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"})
MOST: Final = 20


def feed_addresses(text: str, url: str) -> list[str]:
    """Return the addresses of the feeds that a page names, in its order. Raises ``Refused`` for an empty page."""
    found = []
    for link in parse(text).tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        media_type = (link.get("type") or "").partition(";")[0].strip().lower()
        address = web_address(link.get("href") or "", url)
        # WordPress links its programming interface as JSON: only a feed says so in its type or address.
        is_feed = media_type in _TYPES and (media_type != "application/json" or "feed" in address)
        if "alternate" in relations and is_feed and address:
            found.append(address)
    return list(dict.fromkeys(found))[:MOST]
