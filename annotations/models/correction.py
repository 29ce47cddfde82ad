"""An editor corrects what a colleague coded."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from annotations.models.claim import Claim
from annotations.models.speaker import Speaker
from annotations.models.tagging import Form, Stance, Tagging
from newsroom.models import Project


class CorrectionKind(models.TextChoices):
    """What an editor did to a claim on a colleague's passage."""

    CHANGED = "changed", _("changed")
    ADDED = "added", _("added")
    REMOVED = "removed", _("taken off")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def current(self) -> "CorrectionQuerySet":
        """Corrections that hold: neither undone, nor replaced by another one, nor taken over by the author."""
        return self.filter(deleted_at=None)


class Correction(models.Model):
    """What the author had coded, kept beside the tagging, which says what the editor made of it.

    So whatever counts, filters or shows taggings takes the corrected values without knowing of corrections.
    """

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="corrections")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    annotation = models.ForeignKey(Annotation, models.PROTECT, db_index=False, related_name="corrections")
    tagging = models.ForeignKey(Tagging, models.PROTECT, db_index=False, related_name="corrections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="corrections")
    kind = models.CharField(_("correction"), max_length=10, choices=CorrectionKind.choices)
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, null=True, related_name="coded_first")
    speaker = models.ForeignKey(Speaker, models.PROTECT, db_index=False, null=True, related_name="coded_first")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices, blank=True)
    form = models.CharField(_("form"), max_length=15, choices=Form.choices, blank=True)
    custom = models.JSONField(_("fields of the project"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        constraints = [
            models.CheckConstraint(name="correction_kind_known", condition=Q(kind__in=CorrectionKind.values)),
            models.CheckConstraint(
                name="correction_keeps_what_was_coded",
                condition=Q(kind="added", claim=None, stance="") | (~Q(kind="added") & Q(claim__isnull=False)),
            ),
            models.UniqueConstraint(fields=["tagging"], name="correction_once", condition=Q(deleted_at=None)),
        ]
        indexes = [
            models.Index(fields=["annotation"], name="correction_of_annotation", condition=Q(deleted_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} {self.kind} {self.tagging_id}"
