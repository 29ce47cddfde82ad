"""A field that a project adds to its taggings or its articles."""

import uuid as uuids
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models.project import Project


class FieldKind(models.TextChoices):
    """How a field is filled in."""

    LIST = "list", _("one of a list")
    TEXT = "text", _("text")


class FieldSubject(models.TextChoices):
    """What a field says something about."""

    TAGGING = "tagging", _("claims on passages")
    ARTICLE = "article", _("articles")


class CustomFieldQuerySet(models.QuerySet["CustomField"]):
    def current(self) -> "CustomFieldQuerySet":
        """Fields that are not removed."""
        return self.filter(deleted_at=None)

    def in_order(self) -> "CustomFieldQuerySet":
        """The order that the project gave them."""
        return self.order_by("position", "pk")


class CustomField(models.Model):
    """Its values stand on what they are about (``Tagging.custom``, ``Article.custom``), under the name of its column.

    Removing a field leaves them there, so that bringing it back brings back all.
    """

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="custom_fields")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=40, editable=False)
    """Names its column for good, whatever the field is called later; a removed field keeps it."""
    label = models.CharField(_("name"), max_length=60)
    folded = models.CharField(max_length=120, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=FieldKind.choices)
    subject = models.CharField(_("about"), max_length=10, choices=FieldSubject.choices)
    options = models.JSONField(_("values"), default=list, blank=True)
    """Of a list: pairs of a key, which is what is stored, and a label; with ``gone`` it cannot be chosen any more."""
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CustomFieldQuerySet.as_manager()

    class Meta:
        verbose_name = _("field")
        constraints = [
            models.UniqueConstraint(fields=["project", "slug"], name="custom_field_slug_unique"),
            models.UniqueConstraint(
                fields=["project", "subject", "folded"], name="custom_field_label_unique", condition=Q(deleted_at=None)
            ),
            models.CheckConstraint(name="custom_field_kind_known", condition=Q(kind__in=FieldKind.values)),
            models.CheckConstraint(name="custom_field_subject_known", condition=Q(subject__in=FieldSubject.values)),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def column(self) -> str:
        """The name under which its values are stored, asked for in addresses, and sent as CSV."""
        return f"x_{self.slug}"

    @property
    def is_list(self) -> bool:
        """Whether it is one of a list of values."""
        return self.kind == FieldKind.LIST

    @property
    def offered(self) -> list[tuple[str, str]]:
        """The values that can be chosen today: key and label."""
        return [(option["key"], option["label"]) for option in self.options if not option.get("gone")]

    def words(self, value: str) -> str:
        """Return a stored value as people read it."""
        return next((option["label"] for option in self.options if option["key"] == value), value)

    def said(self, custom: Mapping[str, Any] | None) -> str:
        """Return what the stored values of a tagging or an article say in this field, empty for nothing."""
        return self.words((custom or {}).get(self.column, ""))
