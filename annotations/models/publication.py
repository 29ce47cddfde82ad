"""A claim page that people without an account may read, by a link that nobody can guess."""

import uuid as uuids
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from annotations.models.claim import Claim
from newsroom.models import Project


class PublicationQuerySet(models.QuerySet["Publication"]):
    def open(self, now: datetime | None = None) -> "PublicationQuerySet":
        """Those whose link works: neither expired nor revoked, of a project that is not in the archive."""
        found = self.filter(deleted_at=None, revoked_at=None, expires_at__gt=now or timezone.now())
        return found.filter(project__archived_at=None)

    def listed(self) -> "PublicationQuerySet":
        """Those that lists name, without what they show."""
        return self.filter(deleted_at=None).defer("payload").annotate(is_frozen=Q(payload__isnull=False))


class Publication(models.Model):
    """What one link shows of one claim, and until when; only a digest of its secret is kept."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="publications")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="publications")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    """sha256 of the secret in the link."""
    title = models.CharField(max_length=200)
    """The claim's label when it was published: what lists call it."""
    options = models.JSONField(default=list)
    """What is shown besides the bare minimum: names out of ``annotations.publishing.OPTIONS``."""
    payload = models.JSONField(null=True, blank=True)
    """What is shown, as ``annotations.publishing.payload`` made it; none where the link shows the state of today."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="publications")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    """Set where publishing was undone."""

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="publication_version_positive", condition=Q(version__gte=1))]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether its link works, as far as the row itself says."""
        return not self.deleted_at and not self.revoked_at and self.expires_at > timezone.now()
