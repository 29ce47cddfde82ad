"""Work that somebody gave to a colleague."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models import Project


class Handover(models.Model):
    """One handing over, with the words that went along; what went is told by notices and team notes."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="handovers")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="handovers")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="handovers_to")
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    """Set where it was undone."""

    class Meta:
        indexes = [models.Index(fields=["project", "-id"], name="handover_by_project")]

    def __str__(self) -> str:
        return str(self.uuid)
