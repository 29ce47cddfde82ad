"""Feeds: addresses that are asked again and again for new articles."""

import uuid as uuids
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models.article import Article
from newsroom.models.outlet import Outlet
from newsroom.models.project import Project


class FeedStatus(models.TextChoices):
    """Whether a feed is asked."""

    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    GONE = "gone", _("gone for good")


class FeedText(models.TextChoices):
    """Where the text of an entry comes from."""

    AUTOMATIC = "automatic", _("from the feed where it is whole, else from the page")
    FEED = "feed", _("from the feed alone")
    PAGE = "page", _("from the page always")


FURTHEST = timedelta(days=3)
"""No feed is put off for longer: a later time was set by a clock that was wrong."""


class FeedQuerySet(models.QuerySet["Feed"]):
    def current(self) -> "FeedQuerySet":
        """Feeds that are not removed."""
        return self.filter(deleted_at=None)

    def due(self) -> "FeedQuerySet":
        """Feeds whose time has come, the longest waiting first."""
        now = timezone.now()
        is_time = Q(next_at__lte=now) | Q(next_at__gt=now + FURTHEST)
        return self.current().filter(is_time, status=FeedStatus.ACTIVE).order_by("next_at", "id")


class Feed(models.Model):
    """RSS, Atom or JSON Feed; what it brings is imported by itself."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="feeds")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds")
    url = models.CharField(_("address"), max_length=2000)
    title = models.CharField(_("title"), max_length=300, blank=True)
    site_url = models.CharField(max_length=2000, blank=True)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="feeds")
    text_from = models.CharField(max_length=10, choices=FeedText.choices, default=FeedText.AUTOMATIC)
    status = models.CharField(max_length=10, choices=FeedStatus.choices, default=FeedStatus.ACTIVE)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    next_at = models.DateTimeField(default=timezone.now)
    fetched_at = models.DateTimeField(null=True, blank=True)
    """When it last answered, changed or not."""
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    """Failed tries in a row."""
    why = models.JSONField(default=list)
    """Code, message and parameters of the notice of the last try, where it failed."""
    result = models.JSONField(default=dict)
    """Counts of the last try: added, revised, known, refused."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "url"], name="feed_address_unique", condition=Q(deleted_at=None)
            ),
        ]
        indexes = [models.Index(fields=["next_at"], name="feed_due", condition=Q(deleted_at=None, status="active"))]

    def __str__(self) -> str:
        return self.title or self.url


class FeedEntry(models.Model):
    """One entry of a feed that was seen, so that it is taken once and looked at again when it changed."""

    feed = models.ForeignKey(Feed, models.CASCADE, db_index=False, related_name="entries")
    key = models.CharField(max_length=64)
    """Digest of its id, or of its normalised link where it has none."""
    sha256 = models.CharField(max_length=64)
    """Digest of what the feed said of it."""
    url = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="feed_entries")
    why = models.JSONField(default=list)
    """Notice with which it was refused."""
    tries = models.PositiveSmallIntegerField(default=0)
    """Failed fetches of its page."""
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="feed_entry_once")]

    def __str__(self) -> str:
        return self.title or self.url
