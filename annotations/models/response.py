"""What an analyst says to a colleague's highlight: the same, another reading, or that it should not be tagged."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations import sight
from annotations.models.annotation import Annotation, Visibility
from newsroom.models import Membership, Project


class Answer(models.TextChoices):
    """How a colleague's highlight is answered."""

    SAME = "same", _("same here")
    DIFFERS = "differs", _("differs")
    WOULD_NOT_TAG = "would_not_tag", _("would not tag")


class ResponseQuerySet(models.QuerySet["Response"]):
    def current(self) -> "ResponseQuerySet":
        """Responses that were not taken back."""
        return self.filter(deleted_at=None)

    def told_to_all(self) -> "ResponseQuerySet":
        """Those that may be told of at all, past ones too: not where their author keeps the own highlight private."""
        return self.exclude(own__visibility=Visibility.PRIVATE)

    def shown_to(self, member: Membership) -> "ResponseQuerySet":
        """What ``member`` may see where they see the annotation, and the highlight that was made of it; own ones always."""
        seen = Annotation.objects.shown_to(member).values("pk")
        own = Q(by=member.user_id) | Q(own=None) | Q(own__in=seen)
        return self.filter(own, sight.said(member), annotation__in=seen)


class Response(models.Model):
    """One answer of one analyst to one annotation; ``own`` is the highlight that they made of it, if they did."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="responses")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    annotation = models.ForeignKey(Annotation, models.PROTECT, db_index=False, related_name="responses")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="responses")
    kind = models.CharField(_("answer"), max_length=15, choices=Answer.choices)
    own = models.ForeignKey(Annotation, models.PROTECT, null=True, blank=True, related_name="answers")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="response_kind_known", condition=Q(kind__in=Answer.values)),
            models.CheckConstraint(
                name="response_own_where_tagged",
                condition=Q(kind="would_not_tag", own=None) | (~Q(kind="would_not_tag") & Q(own__isnull=False)),
            ),
            models.CheckConstraint(name="response_own_is_another", condition=Q(own=None) | ~Q(own=F("annotation"))),
            models.UniqueConstraint(fields=["annotation", "by"], name="response_once", condition=Q(deleted_at=None)),
        ]
        indexes = [
            # Past ones too: what the rows of a history are about.
            models.Index(fields=["annotation"], name="response_by_annotation"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} {self.kind} {self.annotation_id}"
