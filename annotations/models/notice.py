"""What somebody is told in their inbox: one row per person, written in the transaction of the action that it tells of."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from annotations import sight
from annotations.models.annotation import Annotation
from annotations.models.handover import Handover
from annotations.models.reply import Reply
from annotations.models.response import Response
from newsroom.models import Action, Article, Membership, Project


class NoticeKind(models.TextChoices):
    """Why somebody is told."""

    MENTION = "mention", _("Mentions")
    REPLY = "reply", _("Replies")
    HAND = "hand", _("In my hands")
    EDIT = "edit", _("Changed words")
    CORRECTION = "correction", _("Corrections")
    RESPONSE = "response", _("Other readings")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def shown_to(self, member: Membership) -> "NoticeQuerySet":
        """One's own notices of a project, as far as what they tell of is there and may be seen today."""
        seen = Exists(Annotation.objects.shown_to(member).filter(pk=OuterRef("annotation")))
        stands = Response.objects.current().shown_to(member).filter(annotation=OuterRef("annotation"))
        stands = stands.filter(by=OuterRef("action__by"), kind=Substr(OuterRef("action__kind"), len("response_") + 1))
        return self.filter(
            ~Q(kind=NoticeKind.RESPONSE) | Exists(stands),
            Q(annotation=None) | seen & sight.articles(member, "article__"),
            Q(article=None) | Q(article__deleted_at=None),
            Q(reply=None) | Q(reply__deleted_at=None),
            Q(handover=None) | Q(handover__deleted_at=None),
            project=member.project_id,
            user=member.user_id,
        )

    def unread(self) -> "NoticeQuerySet":
        """What was not opened yet; by the index notice_unread."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One line of somebody's inbox; who did it and when is told by the action."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="notices")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    action = models.ForeignKey(Action, models.PROTECT, related_name="notices")
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, db_index=False, related_name="notices")
    annotation = models.ForeignKey(
        Annotation, models.PROTECT, null=True, blank=True, db_index=False, related_name="notices"
    )
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, blank=True, db_index=False, related_name="notices")
    handover = models.ForeignKey(
        Handover, models.PROTECT, null=True, blank=True, db_index=False, related_name="notices"
    )
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="notice_kind_known", condition=Q(kind__in=NoticeKind.values))]
        indexes = [
            models.Index(fields=["user", "project", "-id"], name="notice_by_person"),
            models.Index(fields=["user", "project"], name="notice_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"
