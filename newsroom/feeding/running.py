"""One try of one feed: ask, take in what came, and note when to ask again."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from newsroom import log
from newsroom.feeding import schedule
from newsroom.feeding.leases import Lease, Lost
from newsroom.feeding.taking import Counts, Taking
from newsroom.fetching import FEEDS, Fetched, Unfetched, fetch
from newsroom.importers.decoding import decode
from newsroom.importers.feed_document import FeedDraft, no_feed
from newsroom.importers.feed_links import feed_addresses
from newsroom.importers.feed_reader import read_feed
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.models import Feed, FeedStatus, Membership
from newsroom.working import bounds
from newsroom.working.bounds import broken

LOG: Final = logging.getLogger(__name__)
SOON: Final = 60.0
"""Seconds after which a run goes on that was broken off for a job."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a try came to: counts, or why it failed. Neither where nothing had changed or another worker took over."""

    feed: Feed
    counts: Counts | None = None
    notice: Notice | None = None


def run(lease: Lease, is_wanted: Callable[[], bool]) -> Result:
    """Ask a feed once and take in what is new; the lease is given back."""
    feed = lease.feed
    try:
        if not _may_import(feed):
            return _stopped(lease)
        came, draft = _asked(lease)
        counts = Counts()
        if draft is not None:
            counts = Taking(lease, is_wanted).take(draft.entries)
        _done(lease, came, draft, counts, is_broken_off=is_wanted())
    except Unfetched as failed:
        return _failed(lease, failed.notice, failed.retry_after)
    except Refused as refused:
        return _failed(lease, refused.notice)
    except (Lost, log.Closed):
        LOG.info("Feed %s was paused, removed or taken over meanwhile, or its project closed", feed.uuid)
        return Result(feed)
    return Result(feed, counts if draft is not None else None)


def _asked(lease: Lease) -> tuple[Fetched, FeedDraft | None]:
    """Fetch and read the feed; from a web page go on to the feed that it names, the first time."""
    feed = lease.feed
    came = fetch(feed.url, etag=feed.etag, last_modified=feed.last_modified, accept=FEEDS)
    _move(lease, came)
    if came.not_modified:
        return came, None
    try:
        return came, _read(came)
    except Refused as refused:
        if refused.code != "page" or feed.fetched_at is not None:
            raise
    _find(lease, came)
    came = fetch(lease.feed.url, accept=FEEDS)
    return came, _read(came)


def _read(came: Fetched) -> FeedDraft:
    try:
        with bounds.limited(bounds.ITEM_SECONDS):
            return read_feed(came.data, url=came.url, media_type=came.media_type)
    except bounds.MISTAKES as error:
        LOG.exception("A mistake while reading a feed")
        raise broken() from error


def _move(lease: Lease, came: Fetched) -> None:
    """Take over the address to which a feed has moved for good."""
    if came.permanent_url and came.permanent_url != lease.feed.url:
        _readdress(lease, came.permanent_url)


def _find(lease: Lease, page: Fetched) -> None:
    """Take over the address of the feed that a page names. Raises ``Refused`` where it names none."""
    with bounds.limited(bounds.ITEM_SECONDS):
        found = feed_addresses(decode(page.data, html=True).text, page.url)
    if not found:
        raise no_feed()
    _readdress(lease, found[0])


def _readdress(lease: Lease, url: str) -> None:
    try:
        with transaction.atomic():
            lease.write(url=url)
    except IntegrityError as error:
        message = gettext_noop("It leads to a feed that the project has already (%(url)s). Remove one of the two.")
        raise Refused("feed-twice", message, url=url[:200]) from error


def _may_import(feed: Feed) -> bool:
    members = Membership.objects.current().filter(project=feed.project, user=feed.by, user__is_active=True)
    membership = members.first()
    return membership is not None and membership.can_edit


def _stopped(lease: Lease) -> Result:
    """Stop a feed that nobody stands for; whoever takes it up again adds its articles from then on."""
    message = gettext_noop(
        "Whoever added this feed is no editor here any more. Take it up again to go on in your name."
    )
    notice = Notice("nobody", message)
    lease.end(status=FeedStatus.PAUSED, why=_why(notice))
    return Result(lease.feed, notice=notice)


def _done(lease: Lease, came: Fetched, draft: FeedDraft | None, counts: Counts, *, is_broken_off: bool) -> None:
    feed, now = lease.feed, timezone.now()
    seconds = schedule.after_success(ttl=draft.ttl if draft else 0, max_age=came.max_age)
    values: dict[str, Any] = {
        "fetched_at": now,
        "failures": 0,
        "why": [],
        "next_at": now + timedelta(seconds=SOON if counts.left and is_broken_off else seconds),
        "result": {**counts.as_json(), "title": feed.result.get("title", "")},
    }
    if draft is not None:
        # What is left over is looked at the next time, so the feed must come again whole.
        values["etag"] = "" if counts.left else came.etag
        values["last_modified"] = "" if counts.left else came.last_modified
        values["result"]["title"] = draft.title[:300]
        values["site_url"] = draft.site_url[:2000]
    lease.end(**values)


def _failed(lease: Lease, notice: Notice, retry_after: float | None = None) -> Result:
    """Note why, and when to try again: the lease was taken with the failure counted."""
    seconds = schedule.after_failure(lease.feed.failures, retry_after)
    values: dict[str, Any] = {"why": _why(notice), "next_at": timezone.now() + timedelta(seconds=seconds)}
    if notice.code == "gone":
        values["status"] = FeedStatus.GONE
    try:
        lease.end(**values)
    except Lost:
        LOG.info("Feed %s was paused, removed or taken over meanwhile", lease.feed.uuid)
    return Result(lease.feed, notice=notice)


def _why(notice: Notice) -> list[Any]:
    return [notice.code, notice.message, dict(notice.params)]
