"""One published piece."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models.outlet import Outlet
from newsroom.models.project import Project


class PublishedPrecision(models.TextChoices):
    """How exactly the time of publication is known."""

    MINUTE = "minute", _("to the minute")
    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    UNKNOWN = "unknown", _("not known")


class Release(models.TextChoices):
    """What the publisher says of a text's state; killed and withheld articles keep their highlights."""

    USABLE = "", _("usable")
    WITHHELD = "withheld", _("withheld")
    KILLED = "killed", _("killed")


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: "settings.AUTH_USER_MODEL") -> "ArticleQuerySet":  # type: ignore[valid-type]
        """Articles of the projects in which ``user`` is a member, those removed left out."""
        member = {"project__memberships__user": user, "project__memberships__ended_at": None}
        return self.filter(**member, project__deleted_at=None, deleted_at=None)

    def in_project(self, project: Project) -> "ArticleQuerySet":
        """Articles of one project that are not removed; whoever asks has been checked by then."""
        return self.filter(project=project, deleted_at=None)


class Article(models.Model):
    """One published piece: what is not known about it stays empty, nothing is invented."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="articles")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=500)
    """Mirrors the title block of the current revision, or a title that Margin made up."""
    is_title_made_up = models.BooleanField(default=False)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="articles")
    byline = models.CharField(_("byline"), max_length=500, blank=True)
    authors = models.JSONField(default=list)
    url = models.CharField(_("address"), max_length=2000, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    """In UTC; where only the day or month is known, midnight UTC of its first day."""
    published_precision = models.CharField(
        max_length=10, choices=PublishedPrecision.choices, default=PublishedPrecision.UNKNOWN
    )
    published_zone = models.CharField(max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)
    story = models.UUIDField(null=True, blank=True)
    """Copies of one wire text share it."""
    is_partial = models.BooleanField(default=False)
    """Whether the text is known to be cut: a summary, or the first characters of an archive's record."""
    address_key = models.CharField(max_length=32, blank=True)
    """Digest of the normalised address, empty without one (newsroom.web_addresses)."""
    external_id = models.CharField(max_length=255, blank=True)
    """What the publisher or archive calls it: a guid, a urn, an accession number."""
    release = models.CharField(max_length=10, choices=Release.choices, blank=True, default=Release.USABLE)
    embargo_until = models.DateTimeField(null=True, blank=True)
    section = models.CharField(max_length=200, blank=True)
    subjects = models.JSONField(default=list)
    current_revision = models.ForeignKey(
        "newsroom.Revision", models.PROTECT, null=True, blank=True, related_name="current_of"
    )
    words = models.PositiveIntegerField(default=0)
    """Words of the current revision, or characters where ``words_unit`` says so."""
    words_unit = models.CharField(max_length=10, default="words")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="added_articles")
    is_blind = models.BooleanField(_("blind"), null=True, blank=True)
    """Whether analysts see their own work on it alone; empty: as the project says. False: revealed."""
    custom = models.JSONField(_("fields of the project"), null=True, blank=True, editable=False)
    """What it says in the fields that its project defined, by column (``CustomField``); empty for nothing."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="article_date_has_precision",
                condition=Q(published_at=None, published_precision="unknown")
                | (Q(published_at__isnull=False) & ~Q(published_precision="unknown")),
            ),
        ]
        indexes = [
            # Undated articles come last on SQLite; migration 0002 adds the NULLS LAST form for PostgreSQL.
            models.Index(
                fields=["project", "-published_at", "-id"], name="article_by_date", condition=Q(deleted_at=None)
            ),
            models.Index(fields=["project", "-id"], name="article_by_arrival", condition=Q(deleted_at=None)),
            models.Index(fields=["project", "title", "id"], name="article_by_title", condition=Q(deleted_at=None)),
            models.Index(fields=["project", "language"], name="article_by_language", condition=Q(deleted_at=None)),
            models.Index(fields=["project", "outlet", "-id"], name="article_by_outlet", condition=Q(deleted_at=None)),
            models.Index(fields=["project", "url"], name="article_by_url", condition=~Q(url="")),
            models.Index(fields=["project", "address_key"], name="article_by_address", condition=~Q(address_key="")),
            models.Index(fields=["project", "external_id"], name="article_by_external", condition=~Q(external_id="")),
            models.Index(fields=["project", "story"], name="article_by_story", condition=Q(story__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title

    def is_blind_in(self, project: Project) -> bool:
        """Whether blind mode holds on it, as it says itself or as its ``project`` says."""
        return project.is_blind if self.is_blind is None else self.is_blind

    @property
    def is_embargoed(self) -> bool:
        """Whether it may not be published yet."""
        return self.embargo_until is not None and self.embargo_until > timezone.now()
