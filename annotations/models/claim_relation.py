"""How two claims stand to each other."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations.models.claim import Claim
from newsroom.models import Project


class ClaimRelationQuerySet(models.QuerySet["ClaimRelation"]):
    def current(self) -> "ClaimRelationQuerySet":
        """Relations that are not taken away."""
        return self.filter(deleted_at=None)

    def of(self, claim: Claim) -> "ClaimRelationQuerySet":
        """Relations of the claim, and of what was merged into it."""
        return self._ends(first=claim.pk) | self._ends(second=claim.pk)

    def between(self, one: Claim, other: Claim) -> "ClaimRelationQuerySet":
        """Relations of these two claims, whichever comes first, and of what was merged into them."""
        return self._ends(first=one.pk, second=other.pk) | self._ends(first=other.pk, second=one.pk)

    def with_heads(self) -> "ClaimRelationQuerySet":
        """Add ``one`` and ``other``: the keys of the claims that stand for the two."""
        return self.annotate(
            one=Coalesce("first__merged_into", "first"), other=Coalesce("second__merged_into", "second")
        )

    def _ends(self, **keys: int) -> "ClaimRelationQuerySet":
        found = Q()
        for name, key in keys.items():
            found &= Q(**{name: key}) | Q(**{f"{name}__merged_into": key})
        return self.filter(found)


class ClaimRelation(models.Model):
    """Two claims that contradict each other: who asserts both contradicts themselves.

    The pair is kept in the order of the keys, so that there is one row whichever of the two somebody stood on.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="claim_relations")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    first = models.ForeignKey(Claim, models.PROTECT, db_index=False, related_name="relations_before")
    second = models.ForeignKey(Claim, models.PROTECT, related_name="relations_after")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claim_relations")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ClaimRelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="claim_relation_in_order", condition=Q(first__lt=F("second"))),
            models.UniqueConstraint(
                fields=["first", "second"], name="claim_relation_once", condition=Q(deleted_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first.shown} ↔ {self.second.shown}"
