"""Who published: a row of its own, so that pages can group by it."""

import uuid as uuids

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models.project import Project


class OutletQuerySet(models.QuerySet["Outlet"]):
    def current(self) -> "OutletQuerySet":
        """Outlets that are neither removed nor merged into another."""
        return self.filter(deleted_at=None, merged_into=None)


class Outlet(models.Model):
    """A newspaper, agency, channel or site."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="outlets")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=400, editable=False)
    domain = models.CharField(_("domain"), max_length=253, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OutletQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "folded"], name="outlet_name_unique", condition=Q(deleted_at=None, merged_into=None)
            ),
        ]
        indexes = [
            models.Index(fields=["project", "domain"], name="outlet_by_domain", condition=~Q(domain="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> "Outlet":
        """The outlet that pages name: the one that this was merged into, or itself. Merging keeps such chains to one step."""
        return self.merged_into or self
