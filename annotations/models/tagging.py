"""An annotation carries a claim."""

import uuid as uuids
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from annotations.models.claim import Claim
from annotations.models.speaker import Speaker
from newsroom.models import Project


class Stance(models.TextChoices):
    """The speaker's stance towards the claim's statement."""

    ASSERTS = "asserts", _("asserts")
    DISPUTES = "disputes", _("disputes")
    QUESTIONS = "questions", _("questions")
    NONE = "none", _("no position")


class Form(models.TextChoices):
    """How the words are given."""

    DIRECT = "direct", _("direct quotation")
    PARTLY = "partly_quoted", _("partly quoted")
    INDIRECT = "indirect", _("indirect speech")
    SUMMARY = "summary", _("summary")


class Certainty(models.TextChoices):
    """How firmly it is said."""

    PLAIN = "plain", _("plain")
    HEDGED = "hedged", _("hedged")
    CONDITIONAL = "conditional", _("conditional")


class SaidPrecision(models.TextChoices):
    """How exactly the time of saying is known."""

    MINUTE = "minute", _("to the minute")
    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    UNKNOWN = "unknown", _("not known")


CLAIM_SHOWN = Coalesce(F("claim__merged_into"), F("claim"))
"""The key of the claim that pages name: the one into which a tagging's claim was merged, or its own."""
SPEAKER_SHOWN = Coalesce(F("speaker__merged_into"), F("speaker"))
"""The same of the speaker; none where nobody is named."""


def _is_twin() -> Q:
    """Whether a tagging says the same as one that goes before it: of that one less was merged, else it is the older."""
    same = Tagging.objects.filter(deleted_at=None, annotation=OuterRef("annotation"), stance=OuterRef("stance"))
    same = same.alias(what=CLAIM_SHOWN, who=Coalesce(SPEAKER_SHOWN, 0))
    same = same.filter(what=_of(Claim, "claim", "pk"), who=Coalesce(_of(Speaker, "speaker", "pk"), 0))
    claim, speaker = (Coalesce(_of(*pair, Value(0)), 0) for pair in ((Claim, "claim"), (Speaker, "speaker")))
    same = same.alias(c=Coalesce("claim__merged_into", 0), s=Coalesce("speaker__merged_into", 0))
    first = Q(c__lt=claim) | Q(c=claim, s__lt=speaker) | Q(c=claim, s=speaker, pk__lt=OuterRef("pk"))
    merged = Q(claim__in=Claim.objects.filter(merged_into__isnull=False).values("pk"))
    merged |= Q(speaker__in=Speaker.objects.filter(merged_into__isnull=False).values("pk"))
    return merged & Q(Exists(same.filter(first)))


def _of(model: type[Claim] | type[Speaker], name: str, otherwise: Any) -> Subquery:
    """Return into what the claim or speaker of the tagging that is asked about was merged; no join for all others."""
    own = model._default_manager.filter(pk=OuterRef(OuterRef(name)))
    return Subquery(own.values(into=Coalesce("merged_into", otherwise))[:1])


class TaggingQuerySet(models.QuerySet["Tagging"]):
    def current(self) -> "TaggingQuerySet":
        """Taggings that are not taken away."""
        return self.filter(deleted_at=None)

    def once(self) -> "TaggingQuerySet":
        """Leave out what became the same as another by merging claims or speakers: it is shown and counted once.

        The same is one annotation, claim, speaker and stance. The tagging of the claim and the speaker that stand for
        both stays, else the oldest one; what was merged into nothing is never looked at twice.
        """
        return self.exclude(_is_twin())

    def twins(self) -> "TaggingQuerySet":
        """What ``once`` leaves out."""
        return self.filter(_is_twin())

    def with_claim(self) -> "TaggingQuerySet":
        """Fetch the claim along, and the one that stands for it: ``tagging.shown_claim``."""
        return self.select_related("claim__merged_into")

    def with_names(self) -> "TaggingQuerySet":
        """Fetch claim, speaker and who passes it on along, and those that stand for them."""
        return self.select_related("claim__merged_into", "speaker__merged_into", "via__merged_into")


class Tagging(models.Model):
    """One claim on one annotation, with who makes it and with which stance."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="taggings")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="taggings")
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, related_name="taggings")
    speaker = models.ForeignKey(Speaker, models.PROTECT, db_index=False, null=True, blank=True, related_name="taggings")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices)
    position = models.PositiveSmallIntegerField(default=1)
    """Order of the claims on one annotation, counted from 1."""
    via = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="passed_on")
    form = models.CharField(_("form"), max_length=15, choices=Form.choices, blank=True)
    certainty = models.CharField(_("certainty"), max_length=12, choices=Certainty.choices, blank=True)
    said_at = models.DateTimeField(_("said at"), null=True, blank=True)
    said_precision = models.CharField(max_length=10, choices=SaidPrecision.choices, default=SaidPrecision.UNKNOWN)
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    """The speaker's affiliation as of the time said."""
    custom = models.JSONField(_("fields of the project"), null=True, blank=True, editable=False)
    """What it says in the fields that the project defined, by column (``newsroom.models.CustomField``)."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TaggingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="tagging_stance_known", condition=Q(stance__in=Stance.values)),
            models.CheckConstraint(
                name="tagging_said_has_precision",
                condition=Q(said_at=None, said_precision="unknown")
                | (Q(said_at__isnull=False) & ~Q(said_precision="unknown")),
            ),
            models.UniqueConstraint(
                fields=["annotation", "claim", "speaker"],
                name="tagging_once",
                condition=Q(deleted_at=None),
            ),
            models.UniqueConstraint(
                fields=["annotation", "claim"],
                name="tagging_once_unspoken",
                condition=Q(deleted_at=None, speaker=None),
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "annotation"], name="tagging_by_claim", condition=Q(deleted_at=None)),
            models.Index(fields=["speaker", "annotation"], name="tagging_by_speaker", condition=Q(deleted_at=None)),
            models.Index(fields=["annotation", "position"], name="tagging_in_order", condition=Q(deleted_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_id} {self.stance} {self.claim_id}"

    @property
    def shown_claim(self) -> Claim:
        """The claim that pages name."""
        return self.claim.shown

    @property
    def shown_speaker(self) -> Speaker | None:
        """The speaker that pages name, None where nobody is named."""
        return self.speaker and self.speaker.shown

    @property
    def shown_via(self) -> Speaker | None:
        """Who passes it on, as pages name them."""
        return self.via and self.via.shown
