"""What tests of feeds share: a feed on a site of this machine, added by an editor, and what it says."""

from dataclasses import dataclass, field
from typing import Any

from newsroom.feeds import fetch_feed
from newsroom.models import Feed
from tests.newsroom.fetching.site import Site

WORDS = "The envoys met in {0} and want to negotiate about {0} again. Nobody said when they will meet in {0} again."


@dataclass
class Desk:
    """A feed, the site that has it, and its entries by number."""

    site: Site
    feed: Feed
    items: dict[int, str] = field(default_factory=dict)

    def item(self, number: int, *texts: str, **more: str) -> None:
        """Put an entry with its whole text into the feed, or change it."""
        body = "".join(f"<p>{text}</p>" for text in texts or (WORDS.format(f"town {number}"), "They left by train."))
        fields = {"title": f"Talks {number}", "link": self.site.url(f"/{number}"), **more}
        said = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
        content = f"<content:encoded><![CDATA[{body}]]></content:encoded>" if "description" not in fields else ""
        self.items[number] = f"<item><guid isPermaLink='false'>{number}</guid>{said}{content}</item>"

    def page(self, number: int, *texts: str, status: str = "200 OK") -> None:
        """Put the page of an entry on the site."""
        body = "".join(f"<p>{text}</p>" for text in texts or (WORDS.format(f"town {number}"), "They left by train."))
        html = f"<html lang='en'><title>Talks {number}</title><article><h1>Talks {number}</h1>{body}</article></html>"
        self.site.says(f"/{number}", html, status=status)

    def publish(self, path: str = "/feed", **headers: str) -> None:
        """Put the feed with its entries on the site, the newest first."""
        items = "".join(self.items[number] for number in sorted(self.items, reverse=True))
        start = "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Daily</title>"
        link = "<link>https://daily.example/</link><language>en</language>"
        headers.setdefault("Content_Type", "application/rss+xml")
        self.site.says(path, f"{start}{link}{items}</channel></rss>", **headers)

    def ask(self) -> Any:
        """Ask the feed once, as the worker does."""
        result = fetch_feed(self.feed)
        self.feed.refresh_from_db()
        return result

    @property
    def counts(self) -> dict[str, int]:
        """What the last try came to, without the zeros."""
        return {name: value for name, value in self.feed.result.items() if value and name != "title"}
