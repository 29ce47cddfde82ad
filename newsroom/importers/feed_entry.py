"""One entry of a feed as an article. Its bytes are JSON of our own making, so that it can be read again alone.

>>> entry = Entry(id="7", title="Talks", content="<p>They met.</p><p>They left.</p>")
>>> [block.text for block in read(as_bytes(entry)).blocks]
['Talks', 'They met.', 'They left.']
"""

import html
import json
import re
from dataclasses import asdict, fields
from typing import Any, Final
from urllib.parse import urlsplit

from newsroom.importers import dates, json_safe
from newsroom.importers.body import same_words, without_boilerplate, without_repeats
from newsroom.importers.draft import LONGEST_TITLE, ArticleDraft, Facts, More, Record, assemble
from newsroom.importers.feed_document import MOST_TEXT, Entry
from newsroom.importers.fragments import blocks_of, paragraphs_of
from newsroom.importers.language import declared
from newsroom.importers.links import web_address
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.text import Draft

VERSION: Final = 1
MEDIA_TYPE: Final = "application/x-margin-feed-entry+json"
_TAG: Final = re.compile(r"<[A-Za-z/!][^<>]{0,2000}>")
_URI: Final = re.compile(r"(?:urn|tag|https?|at|doi|info):\S+", re.IGNORECASE)
_TIMES_SUMMARY: Final = 2.5
_LONG: Final = 1_200
"""Characters; a description of several paragraphs and this length is the article itself."""
_LATEST: Final = 2100
_NO_YEAR: Final = re.compile(r"(?<![+\-:.\d])0\d{3}(?![\d:])")
"""0001 is no year of the news, and Python's reader of mail dates makes 2001 of it."""


def as_bytes(entry: Entry) -> bytes:
    """Return the entry as bytes that ``read`` takes: the source of its article."""
    return json.dumps(asdict(entry), ensure_ascii=False, indent=1).encode("utf-8", "replace")


def read(data: bytes, options: Options | None = None) -> ArticleDraft:
    """Read one entry: its whole text, or its summary as a partial article. Raises ``Refused``."""
    entry = _entry(data)
    record = Record("feed_entry", VERSION, options or Options())
    content, summary = _blocks(entry.content, entry), _blocks(entry.summary, entry)
    is_partial = not _is_whole(content, summary)
    body = (content or summary) if not is_partial else max(content, summary, key=_length)
    standfirst = "" if is_partial or body is summary else _standfirst(summary, body, entry.title)
    if is_partial:
        record.warn("summary-only", gettext_noop("The feed gives a summary alone. Fetch the page for the whole text."))
    body = without_boilerplate(without_repeats(body, entry.title, standfirst), record)
    return assemble(_facts(entry, standfirst, is_partial=is_partial), body, record)


def is_whole(entry: Entry) -> bool:
    """Say whether the feed gives the whole article: several paragraphs, or far more than its summary.

    A description can be the article too, where there is nothing else and it is long.
    """
    return _is_whole(_blocks(entry.content, entry), _blocks(entry.summary, entry))


def external_id(entry: Entry) -> str:
    """Return the entry's id as one that no other site uses; "" where it has none but its address.

    >>> external_id(Entry(id="7", url="https://example.org/a")), external_id(Entry(id="tag:a,2026:7"))
    ('example.org/7', 'tag:a,2026:7')
    """
    if not entry.id or entry.id == entry.url:
        return ""
    return entry.id if _URI.match(entry.id) else f"{urlsplit(entry.url or entry.base).hostname or ''}/{entry.id}"


def printed(entry: Entry) -> str:
    """Return when it was published as the feed writes it; no date beyond the calendar of the news.

    A feed that names the last change alone means publication by it, the first time that it is seen.
    """
    for text in (entry.published, entry.updated):
        found = dates.parse(text) if text and not _NO_YEAR.search(text) else None
        if found and found.value is not None and 1600 < found.value.year < _LATEST:
            return text
    return ""


def _entry(data: bytes) -> Entry:
    values = json_safe.parse(data)
    if not isinstance(values, dict):
        raise Refused("damaged", gettext_noop("The kept entry of the feed is damaged."))
    texts: dict[str, Any] = {each.name: _text(values.get(each.name)) for each in fields(Entry)}
    texts["subjects"] = tuple(json_safe.text(tag) for tag in json_safe.listed(values.get("subjects")))
    return Entry(**texts)


def _text(value: Any) -> str:
    return tidy(value[:MOST_TEXT]) if isinstance(value, str) else ""


def _blocks(text: str, entry: Entry) -> list[Draft]:
    """Texts of feeds are HTML by custom, whatever they say of themselves."""
    if _TAG.search(text):
        return blocks_of(text, web_address(entry.base) or web_address(entry.url))
    return paragraphs_of(html.unescape(text))


def _is_whole(content: list[Draft], summary: list[Draft]) -> bool:
    if not content:
        return len(summary) >= 3 and _length(summary) >= _LONG
    return len(content) >= 2 or (bool(summary) and _length(content) >= _TIMES_SUMMARY * _length(summary))


def _length(blocks: list[Draft]) -> int:
    return sum(len(block.text) for block in blocks)


def _standfirst(summary: list[Draft], body: list[Draft], title: str) -> str:
    """A summary is the standfirst unless it was cut, or says the title or the first words again."""
    text = " ".join(block.text for block in summary[:2]).strip()
    plain = " ".join(text.split()).casefold()
    start = " ".join(" ".join(block.text for block in body[:3]).split()).casefold()
    is_cut = text.endswith(("…", "...", "[…]", "[...]"))
    if not text or len(text) > LONGEST_TITLE or is_cut or same_words(text, title) or start.startswith(plain):
        return ""
    return text


def _facts(entry: Entry, standfirst: str, *, is_partial: bool) -> Facts:
    url = web_address(entry.url)
    more = More(
        external_id=external_id(entry),
        subjects=entry.subjects,
        domain=(urlsplit(url).hostname or "").removeprefix("www."),
        is_partial=is_partial,
    )
    return Facts(
        title=Draft("title", entry.title) if entry.title else None,
        standfirst=Draft("standfirst", standfirst) if standfirst else None,
        byline=entry.author,
        url=url,
        language=declared(entry.language),
        published=printed(entry),
        more=more,
    )
