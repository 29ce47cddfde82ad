"""Feeds: asking those whose time has come, and what their pages show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from newsroom.models import Feed, FeedEntry, Project

if TYPE_CHECKING:
    from newsroom.feeding.running import Result

PAGE: Final = 50


def fetch_due(limit: int, is_wanted: Callable[[], bool] = lambda: False) -> int:
    """Ask up to ``limit`` feeds whose time has come, one after the other; return how many were asked.

    ``is_wanted`` is asked between two pages whether the worker has something better to do: then the run ends early and
    goes on a minute later.
    """
    if not settings.FETCHING:
        return 0
    from newsroom.feeding import leases, running  # heavy, and for the worker alone

    asked = 0
    while asked < limit and (not asked or not is_wanted()) and (lease := leases.take_due()) is not None:
        running.run(lease, is_wanted)
        asked += 1
    return asked


def fetch_feed(feed: Feed) -> "Result | None":
    """Ask one feed now, due or not; None where another worker has it or it is paused."""
    from newsroom.feeding import leases, running

    lease = leases.take(feed.pk)
    return running.run(lease, lambda: False) if lease else None


def name_of(feed: Feed) -> str:
    """Return the title that a person gave the feed, else its own, else its address."""
    return feed.title or feed.result.get("title") or feed.url.partition("://")[2] or feed.url


@dataclass(frozen=True, slots=True)
class Line:
    """A feed as the pages show it. ``counts`` are pairs of number and words of the last try that went well."""

    feed: Feed
    name: str
    why: str
    counts: tuple[tuple[int, str], ...]

    @property
    def is_new(self) -> bool:
        """Whether it was never asked."""
        return self.feed.fetched_at is None and not self.feed.why


def line_of(feed: Feed) -> Line:
    """Return what is shown of a feed."""
    result = feed.result
    counts = (
        (result.get("added", 0), _("added")),
        (result.get("revised", 0), _("with new words")),
        (result.get("known", 0), _("there already")),
        (result.get("refused", 0), _("refused")),
        (result.get("left", 0), _("left for the next time")),
    )
    return Line(feed, name_of(feed), said(feed.why), tuple(pair for pair in counts if pair[0]))


def said(why: list[Any]) -> str:
    """Return a stored notice in the reader's language."""
    return _(why[1]) % why[2] if why else ""


def lines(project: Project) -> list[Line]:
    """Return the project's feeds: those that do not work first, then by when they were added. One query."""
    rows = Feed.objects.current().filter(project=project).select_related("outlet__merged_into", "by")
    return sorted((line_of(feed) for feed in rows.order_by("-id")), key=lambda line: not line.why)


def entries(feed: Feed, *, refused: bool) -> "QuerySet[FeedEntry]":
    """Return what was seen of a feed, the latest first; with ``refused`` only what could not be taken."""
    rows = FeedEntry.objects.filter(feed=feed).select_related("article").order_by("-seen_at", "-id")
    return rows.exclude(why=[]) if refused else rows
