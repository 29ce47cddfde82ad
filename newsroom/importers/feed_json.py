"""JSON Feed 1.0 and 1.1 (https://jsonfeed.org/version/1.1).

>>> read(b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 7, "title": "Talks"}]}', url="").entries[0].id
'7'
"""

import html
from typing import Any

from newsroom.importers import json_safe
from newsroom.importers.feed_document import MOST_ENTRIES, MOST_TEXT, Entry, FeedDraft, no_feed
from newsroom.importers.links import web_address
from newsroom.importers.marks import tidy

_LONGEST_LINE = 2_000


def read(data: bytes, *, url: str) -> FeedDraft:
    """Read the bytes of a JSON Feed. Raises ``Refused`` for damaged JSON and for JSON that is none."""
    value = json_safe.parse(data)
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list) or "jsonfeed" not in str(value.get("version", "")):
        raise no_feed()
    language = _line(value.get("language"))
    return FeedDraft(
        title=_line(value.get("title")),
        site_url=web_address(_line(value.get("home_page_url")), url),
        language=language,
        entries=tuple(_entry(item, language, url) for item in items[:MOST_ENTRIES] if isinstance(item, dict)),
    )


def _entry(item: dict[str, Any], language: str, url: str) -> Entry:
    address = web_address(_line(item.get("url")), url)
    return Entry(
        id=_line(item.get("id")),
        url=address or web_address(_line(item.get("external_url")), url),
        title=_line(item.get("title")),
        summary=_paragraphs(item.get("summary")),
        content=_text(item.get("content_html")) or _paragraphs(item.get("content_text")),
        author=_authors(item),
        published=_line(item.get("date_published")),
        updated=_line(item.get("date_modified")),
        language=_line(item.get("language")) or language,
        subjects=tuple(subject for tag in json_safe.listed(item.get("tags"))[:50] if (subject := _line(tag))),
        base=address or url,
    )


def _line(value: Any) -> str:
    return json_safe.text(value[:_LONGEST_LINE] if isinstance(value, str) else value)


def _text(value: Any) -> str:
    return tidy(value[:MOST_TEXT]).strip() if isinstance(value, str) else ""


def _paragraphs(value: Any) -> str:
    """Plain text as markup, so that all entries are alike."""
    parts = [part for part in _text(value).split("\n\n") if part.strip()]
    return "".join(f"<p>{html.escape(part.strip())}</p>" for part in parts)


def _authors(item: dict[str, Any]) -> str:
    people = json_safe.listed(item.get("authors")) or json_safe.listed(item.get("author"))
    names = [_line(person.get("name")) for person in people[:20] if isinstance(person, dict)]
    return ", ".join(dict.fromkeys(name for name in names if name))
