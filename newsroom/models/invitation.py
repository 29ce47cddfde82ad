"""Invitations: a link for one person into one project."""

import uuid as uuids
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models.project import Project, Role

LASTS = timedelta(days=7)


def week_from_now() -> datetime:
    return timezone.now() + LASTS


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Invitations that can still be used."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A link that lets one person in, once, with a role; only a digest of its secret is kept."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="invitations")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    """sha256 of the secret in the link."""
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.ANALYST)
    email = models.EmailField(_("e-mail address"), blank=True)
    """Whom it is for; empty where whoever has the link may use it."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(default=week_from_now)
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="used_invitations"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="invitation_role_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return self.email or str(self.uuid)

    @property
    def is_open(self) -> bool:
        """Whether it can still be used."""
        return not self.used_at and not self.revoked_at and self.expires_at > timezone.now()
