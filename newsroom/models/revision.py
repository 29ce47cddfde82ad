"""One immutable wording of an article."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models.article import Article
from newsroom.models.project import Project
from newsroom.models.source import Source


class RevisionChange(models.TextChoices):
    """How a wording differs from the one before it."""

    FIRST = "", _("first wording")
    FORMATTING = "formatting", _("formatting only")
    TYPOGRAPHY = "typography", _("typography or space only")
    WORDING = "wording", _("wording")


class Revision(models.Model):
    """The text that offsets count in: made once, never changed."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="revisions")
    article = models.ForeignKey(Article, models.PROTECT, db_index=False, related_name="revisions")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField()
    """1 for the first wording of the article, then upwards."""
    text = models.TextField()
    blocks = models.JSONField(default=list)
    """``[kind, start, end, {attributes}]`` a block, in order (newsroom.layouts)."""
    spans = models.JSONField(default=list)
    """``[kind, start, end, href]`` a span, in order."""
    sentences = models.JSONField(default=list)
    """``[start, end]`` a sentence, in order, decided once (newsroom.sentences)."""
    length = models.PositiveIntegerField()
    """Code points of the text."""
    rule = models.PositiveSmallIntegerField()
    """Version of the rule that made the text (newsroom.text.RULE)."""
    sha256 = models.CharField(max_length=64)
    body_sha256 = models.CharField(max_length=64)
    """Of the text without title and standfirst."""
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="revisions")
    change = models.CharField(max_length=12, choices=RevisionChange.choices, blank=True, default=RevisionChange.FIRST)
    changes = models.JSONField(default=dict)
    """Against the wording before: words removed and added, whether the headline changed, highlights by status."""
    how = models.CharField(max_length=12, blank=True)
    """import, edit, check or feed; empty for wordings of before this was noted."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_unique"),
            models.CheckConstraint(name="revision_not_empty", condition=models.Q(length__gt=0)),
        ]
        indexes = [
            models.Index(fields=["project", "sha256"], name="revision_by_text"),
            models.Index(fields=["project", "body_sha256"], name="revision_by_body"),
            models.Index(fields=["project", "-id"], name="revision_edits", condition=models.Q(number__gt=1)),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}, revision {self.number}"
