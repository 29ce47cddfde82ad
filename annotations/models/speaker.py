"""Whose position a passage states."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models import Outlet, Project


class SpeakerKind(models.TextChoices):
    """What a speaker is."""

    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    UNNAMED = "unnamed", _("unnamed source")
    OUTLET = "outlet", _("the outlet itself")


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def current(self) -> "SpeakerQuerySet":
        """Speakers that are neither removed nor merged into another."""
        return self.filter(deleted_at=None, merged_into=None)


class Speaker(models.Model):
    """A person, an organisation, an unnamed source, or the article's own voice (one per outlet)."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="speakers")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=400, editable=False)
    kind = models.CharField(_("kind"), max_length=15, choices=SpeakerKind.choices, default=SpeakerKind.PERSON)
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    """As known today; what it was when something was said is kept on the tagging."""
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="voices")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="speakers")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "folded"], name="speaker_name_unique", condition=Q(deleted_at=None, merged_into=None)
            ),
            models.UniqueConstraint(
                fields=["project", "outlet"],
                name="speaker_one_voice",
                condition=Q(outlet__isnull=False, deleted_at=None, merged_into=None),
            ),
            models.CheckConstraint(name="speaker_kind_known", condition=Q(kind__in=SpeakerKind.values)),
        ]

    def __str__(self) -> str:
        return self.name
