"""A team's room and who may do what in it."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member may do; each role includes the ones below it."""

    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    ANALYST = "analyst", _("analyst")
    READER = "reader", _("reader")


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: "settings.AUTH_USER_MODEL") -> "ProjectQuerySet":  # type: ignore[valid-type]
        """Projects in which ``user`` is a member today."""
        return self.filter(memberships__user=user, memberships__ended_at=None)


class Project(models.Model):
    """A team's room: the unit of access, of backup and of sharding."""

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    sequence = models.BigIntegerField(default=0, editable=False)
    """The last number given to an event; taken first in every write, so that events commit in order."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        """Memberships that have not ended."""
        return self.filter(ended_at=None)

    def owners(self, project: Project) -> "MembershipQuerySet":
        """Who owns a project today."""
        return self.current().filter(project=project, role=Role.OWNER)


class Membership(models.Model):
    """A user's role in a project, from ``joined_at`` until ``ended_at``."""

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "project"], name="membership_one_current", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def can_annotate(self) -> bool:
        """Whether this member may make annotations and claims."""
        return self.role in {Role.OWNER, Role.EDITOR, Role.ANALYST}

    @property
    def can_edit(self) -> bool:
        """Whether this member may import and edit articles and manage the codebook."""
        return self.role in {Role.OWNER, Role.EDITOR}
