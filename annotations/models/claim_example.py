"""A passage that shows what a claim means."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from annotations.models.claim import Claim
from newsroom.models import Project


class ClaimExampleQuerySet(models.QuerySet["ClaimExample"]):
    def current(self) -> "ClaimExampleQuerySet":
        """Examples that are not taken away; their passages may be gone."""
        return self.filter(deleted_at=None)

    def of(self, *claims: int) -> "ClaimExampleQuerySet":
        """Examples of these claims, and of what was merged into them."""
        return self.filter(Q(claim__in=claims) | Q(claim__merged_into__in=claims))


class ClaimExample(models.Model):
    """Part of a claim's definition: the words stay those of the passage, whatever becomes of it."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="claim_examples")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="examples")
    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="examples")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claim_examples")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ClaimExampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("example")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "annotation"], name="claim_example_once", condition=Q(deleted_at=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self.claim)
