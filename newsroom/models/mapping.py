"""Which column of a table is which fact, kept under a name."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.models.project import Project


class TableMapping(models.Model):
    """A confirmed mapping of columns, offered again for tables with the same columns."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="table_mappings")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=200, editable=False)
    signature = models.CharField(max_length=64)
    """Digest of the folded names of the columns, in order."""
    columns = models.JSONField(default=dict)
    """Name of a fact -> names of the columns that may hold it, the first non-empty wins."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "folded"], name="table_mapping_name_unique")]
        indexes = [models.Index(fields=["project", "signature"], name="table_mapping_by_columns")]

    def __str__(self) -> str:
        return self.name
