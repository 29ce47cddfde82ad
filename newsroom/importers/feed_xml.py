"""RSS and Atom. feedparser reads what other parsers give up on; it is handed bytes alone, never an address or a name.

What stands before the root element never reaches it: entities of a document type are how a feed becomes a bomb.

>>> read("<feed><title>Daily</title></feed>", url="https://example.org/").title
'Daily'
"""

import html
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from newsroom.importers.feed_document import MOST_ENTRIES, MOST_TEXT, Entry, FeedDraft, no_feed
from newsroom.importers.links import web_address
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop

_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})[\s/>]")
_FEEDS: Final = frozenset({"rss", "feed", "rdf", "channel"})
_PAGES: Final = frozenset({"html", "head", "body", "base", "link", "meta", "script", "title"})
_ENCODING: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([A-Za-z0-9._-]{1,40})["']""")
_END: Final = re.compile(r"</(?:[A-Za-z_][\w.-]{0,40}:)?(?:item|entry)\s{0,20}>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
LONGEST_LINE: Final = 2_000
MOST_TAGS: Final = 60_000
"""Of 500 entries, those in CDATA not counted."""
MOST_ATTRIBUTES: Final = 500


def read(text: str, *, url: str) -> FeedDraft:
    """Read a decoded document. Raises ``Refused`` for what is no feed, or declares entities of its own."""
    import feedparser  # heavy: only the worker needs it

    body = _few(_from_root(text))
    _refuse_bomb(body)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    parsed = feedparser.parse(
        io.BytesIO(body.encode("utf-8", "replace")),
        response_headers=headers,
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not parsed.entries and not parsed.version and not parsed.feed.get("title"):
        raise no_feed()
    language = line(parsed.feed.get("language"))
    return FeedDraft(
        title=words(parsed.feed.get("title")),
        site_url=web_address(line(parsed.feed.get("link"))),
        language=language,
        ttl=_ttl(parsed.feed),
        entries=tuple(_entry(each, language, url) for each in parsed.entries[:MOST_ENTRIES]),
    )


def declared_encoding(data: bytes) -> str:
    """Return the encoding that an XML declaration names, "" without one."""
    found = _ENCODING.match(data.lstrip()[:300])
    return found.group(1).decode("ascii") if found else ""


def line(value: Any) -> str:
    """Return a value as one clean line, "" for what is no text."""
    return " ".join(tidy(value[:LONGEST_LINE]).split()) if isinstance(value, str) else ""


def words(value: Any) -> str:
    """Return a title without the markup that some feeds put into it.

    >>> words("L&#8217;&eacute;t&eacute; <b>chaud</b>, 3 < 4")
    'L’été chaud, 3 < 4'
    """
    return line(_TAG.sub("", html.unescape(line(value)))) if isinstance(value, str) else ""


def _from_root(text: str) -> str:
    """Return the document from its root element on."""
    root = _ROOT.search(text)
    if root is None:
        raise no_feed()
    if "<!ENTITY" in text[: root.start()].upper():
        message = gettext_noop("The feed declares entities of its own, which Margin does not read.")
        raise Refused("xml-entities", message)
    name = root.group(1).lower()
    if name in _PAGES or "<!DOCTYPE HTML" in text[: root.start()].upper():
        raise Refused("page", no_feed().notice.message)
    if name not in _FEEDS:
        raise no_feed()
    return text[root.start() :]


def _few(text: str) -> str:
    """Cut out the entries beyond the bound, so that a feed of fifty thousand costs no more than one of five hundred."""
    last = first = None
    for number, end in enumerate(_END.finditer(text), start=1):
        if number == MOST_ENTRIES:
            first = end.end()
        last = end.end()
    return text if first is None or last is None else text[:first] + text[last:]


def _refuse_bomb(text: str) -> None:
    """Refuse what would keep feedparser busy for minutes: it is made for feeds, not for attacks."""
    tags = 0
    for part in _outside_cdata(text):
        for tag in part.split("<")[1:]:
            tags += 1
            if tags > MOST_TAGS or (len(tag) > MOST_ATTRIBUTES and tag.count("=") > MOST_ATTRIBUTES):
                message = gettext_noop("The feed has far more markup than a feed needs. Margin does not read it.")
                raise Refused("feed-bomb", message)


def _outside_cdata(text: str) -> Iterable[str]:
    start = 0
    while (begin := text.find("<![CDATA[", start)) >= 0:
        yield text[start:begin]
        end = text.find("]]>", begin)
        start = len(text) if end < 0 else end + 3
    yield text[start:]


def _ttl(feed: Mapping[str, Any]) -> int:
    minutes = line(feed.get("ttl"))
    return int(minutes) * 60 if minutes.isascii() and minutes.isdigit() and len(minutes) < 6 else 0


def _entry(each: Mapping[str, Any], language: str, url: str) -> Entry:
    content = _content(each.get("content"))
    summary = each.get("summary", "")
    address = web_address(line(each.get("link")), url)
    return Entry(
        id=line(each.get("id")),
        url=address,
        title=words(each.get("title")),
        summary="" if summary == content.get("value") else _text(summary),
        content=_text(content.get("value")),
        author=_author(each),
        published=line(each["published"]) if "published" in each else "",
        updated=line(each["updated"]) if "updated" in each else "",
        language=line(content.get("language")) or language,
        subjects=tuple(_subjects(each.get("tags") or ())),
        base=web_address(line(content.get("base"))) or address or url,
    )


def _content(pieces: Any) -> Mapping[str, Any]:
    """The longest of an entry's contents that is text."""
    texts = [
        piece
        for piece in pieces or ()
        if isinstance(piece.get("value"), str)
        and str(piece.get("type", "text/html")).startswith(("text/", "application/xhtml"))
    ]
    empty: Mapping[str, Any] = {}
    return max(texts, key=lambda piece: len(piece["value"]), default=empty)


def _text(value: Any) -> str:
    return tidy(value[:MOST_TEXT]).strip() if isinstance(value, str) else ""


def _author(each: Mapping[str, Any]) -> str:
    names = [words(author.get("name")) for author in (each.get("authors") or ())[:20]]
    return ", ".join(dict.fromkeys(name for name in names if name)) or words(each.get("author"))


def _subjects(tags: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    found = (words(tag.get("label") or tag.get("term")) for tag in tags)
    return list(dict.fromkeys(subject for subject in found if subject))[:50]
