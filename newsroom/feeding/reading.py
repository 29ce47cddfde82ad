"""An entry becomes an article that is ready to be stored, or the reason why it cannot; no transaction is open meanwhile."""

import logging
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from newsroom.corrections import corrected
from newsroom.fetching import Fetched, Unfetched, fetch
from newsroom.importers import feed_entry
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.feed_document import Entry
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.registry import read
from newsroom.intake import Prepared, prepare
from newsroom.models import Feed, FeedText, Source
from newsroom.sources import new_source, note
from newsroom.working import bounds
from newsroom.working.bounds import broken

LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """An article that can be stored. ``is_partial``: the feed gave a summary and no page was to be had."""

    entry: Entry
    source: Source
    prepared: Prepared
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Bad:
    """An entry that cannot become an article. A passing reason is worth another try."""

    entry: Entry
    notice: Notice
    is_passing: bool = False


def needs_page(feed: Feed, entry: Entry) -> bool:
    """Say whether the text of an entry is fetched from its page."""
    if feed.text_from == FeedText.FEED:
        return False
    if feed.text_from == FeedText.PAGE:
        return True
    try:
        with bounds.limited(bounds.ITEM_SECONDS):
            return not feed_entry.is_whole(entry)
    except (Refused, *bounds.MISTAKES):
        return False  # reading it says why


def from_feed(feed: Feed, entry: Entry) -> Ready | Bad:
    """Read what the feed itself gives."""
    data = feed_entry.as_bytes(entry)
    options = {"importer": "feed_entry"}
    return _read(feed, entry, Fetched(entry.url, 200, "application/json", data), options)


def from_page(feed: Feed, entry: Entry) -> Ready | Bad:
    """Fetch the entry's page and read it; what the page does not say is taken from the feed."""
    if not entry.url:
        message = gettext_noop("The feed names no page for it, and gives no text.")
        return Bad(entry, Notice("no-address", message))
    try:
        page = fetch(entry.url)
    except Unfetched as failed:
        return Bad(entry, failed.notice, failed.is_passing)
    return _read(feed, entry, page, {"url": page.url})


def _read(feed: Feed, entry: Entry, came: Fetched, options: dict[str, Any]) -> Ready | Bad:
    try:
        with bounds.limited(bounds.ITEM_SECONDS):
            limit = settings.IMPORT_FILE_LIMIT
            draft = read(came.data, filename="", media_type=came.media_type, options=options, limit=limit)
            return _ready(feed, entry, came, draft)
    except Refused as refused:
        return Bad(entry, refused.notice)
    except bounds.MISTAKES:
        LOG.exception("A mistake while reading an entry of feed %s", feed.uuid)
        return Bad(entry, broken().notice)


def _ready(feed: Feed, entry: Entry, came: Fetched, draft: ArticleDraft) -> Ready:
    draft = corrected(draft, _facts(feed, entry, came, draft))
    more = replace(draft.more, external_id=feed_entry.external_id(entry) or draft.more.external_id)
    draft = replace(draft, more=more)
    source = new_source(came.data, media_type=came.media_type)
    source.url, source.fetched_at = came.url[:2000], timezone.now()
    return Ready(entry, note(source, draft), prepare(draft), draft.more.is_partial)


def _facts(feed: Feed, entry: Entry, came: Fetched, draft: ArticleDraft) -> dict[str, str]:
    """What the feed adds: what the page does not say, and the outlet that a person gave the feed."""
    facts = {
        "byline": draft.byline or entry.author[:500],
        "published": draft.published or feed_entry.printed(entry),
        "url": draft.url or came.url,
    }
    if draft.title_made_up and entry.title:
        facts["title"] = entry.title[:500]
    if feed.outlet is not None:
        facts["outlet"] = feed.outlet.shown.name
    return facts
