"""An entry of the project's codebook."""

import uuid as uuids
from collections.abc import Iterable

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.folding import fold
from newsroom.models import Project

SLOTS = 8
"""Colour slots; a slot belongs to a claim for good and is given round robin."""


class ClaimQuerySet(models.QuerySet["Claim"]):
    def current(self) -> "ClaimQuerySet":
        """Claims that are neither removed nor merged into another; archived ones included."""
        return self.filter(deleted_at=None, merged_into=None)

    def merged_pairs(self) -> "models.QuerySet[Claim, tuple[int, int]]":
        """Pairs of keys: a merged claim, and the one that stands for it."""
        return self.filter(merged_into__isnull=False).values_list("pk", "merged_into")

    def family(self, uuids: Iterable[object]) -> "ClaimQuerySet":
        """The claims that these mean: each with all that is merged into the same one."""
        heads = Claim.objects.using(self.db).filter(uuid__in=list(uuids))
        heads = heads.annotate(head=Coalesce("merged_into", "pk")).values("head")
        return self.filter(Q(pk__in=heads) | Q(merged_into__in=heads))

    def holding(self, text: str) -> "ClaimQuerySet":
        """Claims whose label, statement or an old label (of what was merged into them) holds ``text``."""
        held = Q(folded__contains=fold(text))
        old = Claim.objects.using(self.db).filter(held, merged_into__isnull=False, deleted_at=None)
        return self.filter(held | Q(statement__icontains=text) | Q(pk__in=old.values("merged_into")))

    def usable(self) -> "ClaimQuerySet":
        """Claims that can be given to a passage today."""
        return self.current().filter(archived_at=None)


class Claim(models.Model):
    """A short label, the full statement it stands for, and when to use it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="claims")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    label = models.CharField(_("label"), max_length=200)
    folded = models.CharField(max_length=400, editable=False)
    statement = models.CharField(_("statement"), max_length=1000, blank=True)
    """What somebody asserts or disputes, as a full sentence; stance is towards it."""
    definition = models.TextField(_("definition"), blank=True)
    when_to_use = models.TextField(_("when to use"), blank=True, default="")
    when_not = models.TextField(_("when not to use"), blank=True, default="")
    slot = models.PositiveSmallIntegerField(_("colour"), validators=[MinValueValidator(1), MaxValueValidator(SLOTS)])
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    rank = models.TextField(_("order"), blank=True, default="", editable=False)
    """What it sorts by among its siblings, where somebody put it in its place by hand (``annotations.claim_order``)."""
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    """The claim that stands for this one; merging keeps such chains to one step."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "folded"], name="claim_label_unique", condition=Q(deleted_at=None, merged_into=None)
            ),
            models.CheckConstraint(name="claim_slot_known", condition=Q(slot__gte=1, slot__lte=SLOTS)),
            models.CheckConstraint(name="claim_not_own_parent", condition=Q(parent=None) | ~Q(parent=F("id"))),
            models.CheckConstraint(
                name="claim_not_into_itself", condition=Q(merged_into=None) | ~Q(merged_into=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def shown(self) -> "Claim":
        """The claim that pages name: the one that this was merged into, or itself."""
        return self.merged_into or self

    @property
    def place(self) -> tuple[str, str, int]:
        """What it sorts by among its siblings: its rank, or else its label."""
        return (self.rank or self.folded, self.folded, self.pk)

    @property
    def sentence(self) -> str:
        """The statement, or the label where no statement is written yet."""
        return self.statement or self.label
