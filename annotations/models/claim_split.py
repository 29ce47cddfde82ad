"""A claim that was split: some of its passages went to another one."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.claim import Claim
from newsroom.models import Project


class ClaimSplitQuerySet(models.QuerySet["ClaimSplit"]):
    def of(self, *claims: int) -> "ClaimSplitQuerySet":
        """Splits that took passages from one of these claims, or brought it some; undone ones too."""
        return self.filter(Q(from_claim__in=claims) | Q(into_claim__in=claims))


class ClaimSplit(models.Model):
    """The pointer that the histories of both claims tell; what became of each passage stands in the same action's events."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="claim_splits")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    from_claim = models.ForeignKey(Claim, models.PROTECT, related_name="splits")
    into_claim = models.ForeignKey(Claim, models.PROTECT, related_name="split_from")
    passages = models.PositiveIntegerField(_("passages"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claim_splits")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ClaimSplitQuerySet.as_manager()

    class Meta:
        verbose_name = _("split")
        constraints = [
            models.CheckConstraint(name="claim_split_into_another", condition=~Q(from_claim=F("into_claim"))),
        ]

    def __str__(self) -> str:
        return f"{self.from_claim} → {self.into_claim}"
