"""From an ``ArticleDraft`` to what is stored: the heavy part of an import, done before any transaction begins."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from newsroom import fingerprints, web_addresses
from newsroom.importers.bylines import split
from newsroom.importers.dates import parse
from newsroom.importers.draft import ArticleDraft, More
from newsroom.models import PublishedPrecision
from newsroom.sentences import sentences
from newsroom.text import SEPARATOR, Layout
from newsroom.words import WordCount, count_words


@dataclass(frozen=True, slots=True)
class Published:
    """A time of publication in UTC with its precision; the zone is the one it was given in."""

    at: datetime | None = None
    precision: str = PublishedPrecision.UNKNOWN
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready to be stored: everything that costs time is done."""

    title: str
    is_title_made_up: bool
    layout: Layout
    sentences: tuple[tuple[int, int], ...]
    sha256: str
    body_sha256: str
    words: WordCount
    outlet: str
    byline: str
    authors: tuple[str, ...]
    url: str
    language: str
    published: Published
    address_key: str
    """Digest of the normalised address (newsroom.web_addresses)."""
    fingerprints: tuple[int, ...]
    """Of the body (newsroom.fingerprints)."""
    embargo_until: datetime | None
    more: More


@dataclass(frozen=True, slots=True)
class Wording:
    """A layout with all that is derived from it."""

    layout: Layout
    sentences: tuple[tuple[int, int], ...]
    sha256: str
    body_sha256: str
    words: WordCount


def body_of(layout: Layout) -> str:
    """Return the text without title and standfirst."""
    return SEPARATOR.join(
        layout.text[block.start : block.end] for block in layout.blocks if block.kind not in ("title", "standfirst")
    )


def wording_of(layout: Layout, language: str) -> Wording:
    """Derive sentences, digests and length from a layout."""
    body = body_of(layout)
    return Wording(
        layout=layout,
        sentences=sentences(layout.text, layout.blocks, language),
        sha256=digest(layout.text),
        body_sha256=digest(body),
        words=count_words(layout.text),
    )


def prepare(draft: ArticleDraft) -> Prepared:
    """Do all of an import that needs no database."""
    wording = wording_of(draft.layout(), draft.language)
    return Prepared(
        title=draft.title,
        is_title_made_up=draft.title_made_up,
        layout=wording.layout,
        sentences=wording.sentences,
        sha256=wording.sha256,
        body_sha256=wording.body_sha256,
        words=wording.words,
        outlet=draft.outlet,
        byline=draft.byline,
        authors=split(draft.byline),
        url=draft.url,
        language=draft.language,
        published=published(draft.published, draft.language),
        address_key=web_addresses.key(draft.url),
        fingerprints=fingerprints.sketch(body_of(wording.layout)),
        embargo_until=published(draft.more.embargo).at,
        more=draft.more,
    )


def published(text: str, language: str = "") -> Published:
    """Read a printed or ISO date of an article in ``language``; what cannot be read is not known rather than guessed."""
    found = parse(text, language) if text else None
    if found is None or found.value is None or found.precision == PublishedPrecision.UNKNOWN:
        return Published()
    try:
        return Published(_utc(found.value), found.precision, found.zone)
    except OverflowError:  # the first or last day of the calendar, moved out of it by a zone
        return Published()


def digest(text: str) -> str:
    """Return the sha256 of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _utc(value: date | datetime) -> datetime:
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
