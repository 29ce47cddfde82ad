"""A team's room and who may do what in it."""

import uuid as uuids
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=30)
"""For so long after it was removed an owner can bring a project back."""


class Role(models.TextChoices):
    """What a member may do; each role includes the ones below it."""

    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    ANALYST = "analyst", _("analyst")
    READER = "reader", _("reader")


class ClaimsBy(models.TextChoices):
    """Who may add claims to a project's codebook."""

    ANALYSTS = "analysts", _("everybody who highlights")
    EDITORS = "editors", _("editors and owners alone")


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: "settings.AUTH_USER_MODEL") -> "ProjectQuerySet":  # type: ignore[valid-type]
        """Projects in which ``user`` is a member today."""
        return self.filter(memberships__user=user, memberships__ended_at=None, deleted_at=None)


class Project(models.Model):
    """A team's room: the unit of access, of backup and of sharding."""

    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    sequence = models.BigIntegerField(default=0, editable=False)
    """The last number given to an event; taken first in every write, so that events commit in order."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When an owner removed it: nobody comes in, and an owner may bring it back for a time."""
    is_blind = models.BooleanField(_("blind mode"), default=False)
    """Whether its articles are blind, where they say nothing else themselves (``Article.is_blind``)."""
    has_blind_articles = models.BooleanField(default=False, editable=False)
    """Whether any article was ever made blind by itself; it stays, and saves everybody else a question."""
    claims_by = models.CharField(
        _("who may add claims"), max_length=10, choices=ClaimsBy.choices, default=ClaimsBy.ANALYSTS
    )
    default_visibility = models.CharField(_("new highlights are visible to"), max_length=10, default="project")
    starts_on_mine = models.BooleanField(_("start everybody on “Mine”"), default=False)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    """Language codes of the texts that it reads, the usual ones first."""
    has_fields = models.BooleanField(null=True, editable=False)
    """Whether it ever had a field of its own (``CustomField``); it stays, and saves all others a question."""
    version = models.PositiveIntegerField(default=1)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="project_claims_by_known", condition=Q(claims_by__in=ClaimsBy.values)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kept_until(self) -> datetime | None:
        """Until when an owner can bring it back; None where it was not removed."""
        return self.deleted_at + KEPT if self.deleted_at else None

    @property
    def is_blind_anywhere(self) -> bool:
        """Whether blind mode may cover anything here."""
        return self.is_blind or self.has_blind_articles


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        """Memberships that have not ended."""
        return self.filter(ended_at=None)

    def in_use(self) -> "MembershipQuerySet":
        """Memberships of today in projects that are neither in the archive nor removed."""
        return self.current().filter(project__archived_at=None, project__deleted_at=None)

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
    is_blindfolded = models.BooleanField(default=False)
    """Whether an owner or editor put themselves under the blind."""
    only_reads = False
    """Set on a copy that is never saved: for a page or a project in which nobody writes, whatever the role."""
    has_others = True
    """Whether its user is in other projects too; ``newsroom.access`` knows it, elsewhere it may be so."""

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
    def is_owner(self) -> bool:
        """Whether this member owns the project, in use or not."""
        return self.role == Role.OWNER

    @property
    def can_annotate(self) -> bool:
        """Whether this member may make annotations and claims."""
        return not self.only_reads and self.role in {Role.OWNER, Role.EDITOR, Role.ANALYST}

    @property
    def can_edit(self) -> bool:
        """Whether this member may import and edit articles and manage the codebook."""
        return not self.only_reads and self.role in {Role.OWNER, Role.EDITOR}

    @property
    def is_under_blind(self) -> bool:
        """Whether blind mode holds for this member: for owners and editors only by their own choice."""
        return self.role not in {Role.OWNER, Role.EDITOR} or self.is_blindfolded

    @property
    def can_add_claims(self) -> bool:
        """Whether this member may add claims to the codebook."""
        return self.can_edit or (self.can_annotate and self.project.claims_by == ClaimsBy.ANALYSTS)
