"""One worker at a time has a feed: it writes with a token of its own, and loses it where it was not heard of in time."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils import timezone

from newsroom.feeding import schedule
from newsroom.models import Feed, FeedStatus
from newsroom.models.leases import over

SECONDS: Final = 300
"""More than the slowest single step: a page that redirects to the end, read and stored."""


class Lost(Exception):
    """Somebody else has the feed, or it was paused or removed meanwhile."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A feed with the right to write to it."""

    feed: Feed
    token: UUID

    def write(self, **values: Any) -> None:
        """Write fields of the feed and keep the lease. Raises ``Lost``."""
        values["lease_until"] = timezone.now() + timedelta(seconds=SECONDS)
        self._update(values)
        for name, value in values.items():
            setattr(self.feed, name, value)

    def end(self, **values: Any) -> None:
        """Write fields and give the feed back. Raises ``Lost``."""
        self._update({**values, "lease": None, "lease_until": None})

    def _update(self, values: dict[str, Any]) -> None:
        own = Feed.objects.current().filter(pk=self.feed.pk, lease=self.token, status=FeedStatus.ACTIVE)
        if not own.update(**values):
            raise Lost


def take_due() -> Lease | None:
    """Take the feed that has waited longest; None where none is due."""
    due = Feed.objects.due().filter(_free(), project__archived_at=None, project__deleted_at=None)
    for key in due.values_list("pk", flat=True)[:5]:
        lease = take(key)
        if lease is not None:
            return lease
    return None


def take(key: int) -> Lease | None:
    """Take one feed, due or not; None where somebody else has it or it is not asked.

    It is put off first as if this try had failed: a feed on which a worker dies is not asked again at once.
    """
    free = Feed.objects.current().filter(_free(), pk=key, status=FeedStatus.ACTIVE)
    feed = free.select_related("project", "by", "outlet__merged_into").first()
    if feed is None:
        return None
    token, now = uuid4(), timezone.now()
    failures = feed.failures + 1
    values = {
        "lease": token,
        "lease_until": now + timedelta(seconds=SECONDS),
        "failures": failures,
        "next_at": now + timedelta(seconds=schedule.after_failure(failures, None)),
    }
    if not free.update(**values):
        return None
    for name, value in values.items():
        setattr(feed, name, value)
    return Lease(feed, token)


def _free() -> Q:
    return Q(lease=None) | over()
