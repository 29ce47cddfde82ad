"""What came in, kept as it came."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.models.project import Project


class SourceQuerySet(models.QuerySet["Source"]):
    def of_batch(self, project: Project, user: "settings.AUTH_USER_MODEL", batch: uuids.UUID) -> "SourceQuerySet":  # type: ignore[valid-type]
        """What ``user`` brought in at one time, in its order; a preview is its maker's own until it is saved."""
        return self.filter(project=project, by=user, batch=batch).order_by("id")

    def waiting(self) -> "SourceQuerySet":
        """Sources whose preview was neither saved nor put away."""
        return self.filter(settled_at=None)


class Source(models.Model):
    """The bytes of an import, with how they were read; reading them again otherwise is always possible."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="sources")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="sources")
    data = models.BinaryField()
    """The bytes as they came, compressed with zlib."""
    size = models.PositiveIntegerField()
    """Length of the bytes as they came."""
    sha256 = models.CharField(max_length=64)
    filename = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    fetched_at = models.DateTimeField(default=timezone.now)
    importer = models.CharField(max_length=40, blank=True)
    options = models.JSONField(default=dict)
    dropped = models.JSONField(default=list)
    """What the importer left out, each with its reason."""
    found = models.JSONField(default=dict)
    """What the importer found: facts as texts, digests of the wording, remarks (newsroom.corrections)."""
    drafted = models.JSONField(default=dict)
    """The draft that the importer made, while its preview waits (newsroom.drafts); emptied when it is settled."""
    facts = models.JSONField(default=dict)
    """What a person wrote over what was found, by name of the fact."""
    outcome = models.JSONField(default=dict)
    """What became of it: ``status`` and, where there is one, the UUID of the ``article``."""
    batch = models.UUIDField(null=True, blank=True)
    """Sources that came together and are looked at in one preview."""
    settled_at = models.DateTimeField(null=True, blank=True)
    """When its preview was saved or put away; empty while a preview waits."""

    objects = SourceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["project", "sha256"], name="source_by_bytes"),
            models.Index(fields=["batch"], name="source_by_batch", condition=models.Q(batch__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.filename or str(self.uuid)
