"""Whose position a passage states."""

import uuid as uuids
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.folding import fold
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

    def family(self, uuids: Iterable[object]) -> "SpeakerQuerySet":
        """The speakers that these mean: each with all that is merged into the same one."""
        heads = Speaker.objects.using(self.db).filter(uuid__in=list(uuids))
        heads = heads.annotate(head=Coalesce("merged_into", "pk")).values("head")
        return self.filter(Q(pk__in=heads) | Q(merged_into__in=heads))

    def heads_of(self, keys: Iterable[int]) -> "SpeakerQuerySet":
        """The speakers that stand for those with these keys."""
        named = Speaker.objects.using(self.db).filter(pk__in=list(keys))
        return self.current().filter(pk__in=named.values(head=Coalesce("merged_into", "pk")))

    def called(self, text: str) -> "SpeakerQuerySet":
        """Speakers with a name, an alias, or the name of what was merged into them that holds ``text``."""
        held = Q(folded__contains=fold(text))
        old = Speaker.objects.using(self.db).filter(held, merged_into__isnull=False, deleted_at=None)
        other = SpeakerAlias.objects.using(self.db).current().filter(held)
        heads = other.values(head=ALIAS_HEAD)
        return self.filter(held | Q(pk__in=old.values("merged_into")) | Q(pk__in=heads))


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
            models.CheckConstraint(
                name="speaker_not_into_itself", condition=Q(merged_into=None) | ~Q(merged_into=F("id"))
            ),
            models.CheckConstraint(name="speaker_kind_known", condition=Q(kind__in=SpeakerKind.values)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> "Speaker":
        """The speaker that pages name: the one into which this one was merged, or itself."""
        return self.merged_into or self


ALIAS_HEAD = Coalesce("speaker__merged_into", "speaker")
"""The key of the speaker that an alias finds."""


class SpeakerAliasQuerySet(models.QuerySet["SpeakerAlias"]):
    def current(self) -> "SpeakerAliasQuerySet":
        """Aliases that are not taken away."""
        return self.filter(deleted_at=None)


class SpeakerAlias(models.Model):
    """Another name by which a speaker is found; no other speaker of the project has it as a name or an alias."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="speaker_aliases")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=400, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SpeakerAliasQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "folded"], name="speaker_alias_unique", condition=Q(deleted_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.name
