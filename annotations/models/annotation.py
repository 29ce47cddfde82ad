"""One user's highlight."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations import sight
from annotations.models.visibility import Visibility
from annotations.page_keys import page_key
from newsroom.models import Article, Membership, Project, User


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def visible_to(self, user: User) -> "AnnotationQuerySet":
        """What ``user`` may see in all of their projects: nothing removed, private and covered ones left out."""
        condition = Q(pk__in=())
        for member in Membership.objects.current().filter(user=user).select_related("project"):
            condition |= Q(project=member.project_id) & sight.seen(member)
        return self.filter(condition, article__deleted_at=None)

    def shown_to(self, member: Membership) -> "AnnotationQuerySet":
        """What ``member`` may see by the annotations themselves (``annotations.sight``); the caller names the project."""
        return self.filter(sight.seen(member))


class Annotation(models.Model):
    """One user's highlight: its author, note and visibility; its anchors say where it stands."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="annotations")
    article = models.ForeignKey(Article, models.PROTECT, related_name="annotations")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="annotations")
    note = models.TextField(_("note"), blank=True)
    visibility = models.CharField(
        _("visible to"), max_length=10, choices=Visibility.choices, default=Visibility.PROJECT
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    corrected_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When the newest correction was made that holds (``Correction``); follows from those, so that nobody need look."""

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="annotation_visibility_known", condition=Q(visibility__in=Visibility.values)),
        ]
        indexes = [
            models.Index(fields=["article", "author"], name="annotation_by_article", condition=Q(deleted_at=None)),
            models.Index(fields=["project", "author"], name="annotation_by_author", condition=Q(deleted_at=None)),
            # Counting what everybody sees reads this alone.
            models.Index(
                fields=["project", "visibility", "article", "author"],
                name="annotation_seen",
                condition=Q(deleted_at=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def key(self) -> str:
        """The short name under which a page knows it (``annotations.page_keys``)."""
        return page_key(self.uuid)
