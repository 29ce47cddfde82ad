"""A remark in the thread under an annotation."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations import sight
from annotations.models.annotation import Annotation
from newsroom.models import Membership, Project


class ReplyQuerySet(models.QuerySet["Reply"]):
    def current(self) -> "ReplyQuerySet":
        """Replies that are not removed; of annotations that the caller has checked."""
        return self.filter(deleted_at=None)

    def shown_to(self, member: Membership) -> "ReplyQuerySet":
        """Replies under annotations that ``member`` may see; where their article is covered, one's own alone."""
        seen = Exists(Annotation.objects.shown_to(member).filter(pk=OuterRef("annotation")))
        return self.current().filter(seen, sight.said(member, by="author"))


class Reply(models.Model):
    """One person's remark about an annotation, their own or a colleague's."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="replies")
    annotation = models.ForeignKey(Annotation, models.PROTECT, db_index=False, related_name="replies")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="replies")
    text = models.TextField(_("reply"))
    """Names of people stand in it as @ and the name that they log in with, which stays (``annotations.mentions``)."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["annotation", "id"], name="reply_in_thread", condition=Q(deleted_at=None)),
            models.Index(fields=["project", "annotation", "id"], name="reply_in_project", condition=Q(deleted_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_edited(self) -> bool:
        """Whether its text is not the first one any more."""
        return self.version > 1
