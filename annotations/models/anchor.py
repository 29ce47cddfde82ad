"""Where an annotation stands in one revision."""

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations import sight
from annotations.models.annotation import Annotation
from newsroom.models import Article, Membership, Project, Revision


class AnchorStatus(models.TextChoices):
    """How an annotation stands in a revision."""

    EXACT = "exact", _("same words, same surroundings")
    MOVED = "moved", _("same words, other place")
    CHANGED = "changed", _("near words")
    LOST = "lost", _("not there any more")


class Decision(models.TextChoices):
    """What a person decided about an anchor that is not exact."""

    ACCEPTED = "accepted", _("new wording accepted")
    PLACED = "placed", _("put elsewhere by hand")
    KEPT = "kept", _("kept on the old wording")


class AnchorQuerySet(models.QuerySet["Anchor"]):
    def origins(self) -> "AnchorQuerySet":
        """The anchors on which the annotations were made."""
        return self.filter(is_origin=True)

    def in_revision(self, revision_id: int | None) -> "AnchorQuerySet":
        """Anchors of one wording."""
        return self.filter(revision_id=revision_id)

    def shown_to(self, member: Membership) -> "AnchorQuerySet":
        """Anchors of annotations that ``member`` may see (``annotations.sight``); the caller names the project."""
        return self.filter(sight.seen(member, "annotation__"))

    def undecided(self) -> "AnchorQuerySet":
        """What stands in current revisions and is to be looked at: words that changed or went, or a changed sentence.

        By the index anchor_to_review, where the project is asked for as well.
        """
        found = self.filter(is_origin=False, decision=None, article__deleted_at=None)
        found = found.exclude(status=AnchorStatus.EXACT).filter(revision=F("article__current_revision"))
        return found.filter(Q(status__in=(AnchorStatus.CHANGED, AnchorStatus.LOST)) | Q(is_resaid=True))

    def touching_any(self, blocks: Collection[int]) -> "AnchorQuerySet":
        """Anchors with words in any of the blocks; as ``touching`` of each."""
        first, last = min(blocks), max(blocks)
        if last - first + 1 == len(set(blocks)):
            return self.touching(first, last)
        return self.filter(Q(block__in=blocks) | Q(last_block__gt=F("block"), block__lt=last, last_block__gte=first))

    def touching(self, first: int, last: int) -> "AnchorQuerySet":
        """Anchors with words in the blocks ``first`` to ``last`` (inclusive, counted from 0).

        Nearly all stand in one block, so the few that span several have an index of their own:
        the cost does not grow with the article.
        """
        return self.filter(
            Q(block__gte=first, block__lte=last) | Q(last_block__gt=F("block"), block__lt=first, last_block__gte=first)
        )


class Anchor(models.Model):
    """Place and wording in one revision; ``text[start:end] == quote``, in code points."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="anchors")
    article = models.ForeignKey(Article, models.PROTECT, db_index=False, related_name="anchors")
    annotation = models.ForeignKey(Annotation, models.PROTECT, db_index=False, related_name="anchors")
    revision = models.ForeignKey(Revision, models.PROTECT, db_index=False, related_name="anchors")
    is_origin = models.BooleanField(default=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True)
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    sentence = models.TextField(blank=True)
    """The sentence or sentences that the passage touches, whole."""
    sentence_start = models.PositiveIntegerField(null=True)
    block = models.PositiveIntegerField(null=True)
    """Index of the block in which the passage begins, counted from 0."""
    last_block = models.PositiveIntegerField(null=True)
    block_kind = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=10, choices=AnchorStatus.choices, default=AnchorStatus.EXACT)
    score = models.FloatField(default=1.0)
    is_typographic = models.BooleanField(default=False)
    """On a changed one: only typography or space differs from the origin's words."""
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decided_anchors"
    )
    # Null and not empty: a column with a default would make SQLite rebuild the table, and its triggers would be lost.
    decision = models.CharField(max_length=10, choices=Decision.choices, null=True, blank=True)  # noqa: DJ001
    """Empty while nobody has decided about a changed or lost one."""
    decided_at = models.DateTimeField(null=True, blank=True)
    is_resaid = models.BooleanField(null=True)
    """On a moved one: the same words stand in a sentence that was changed, so somebody should look."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AnchorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="anchor_place_or_lost",
                # What is compared with NULL counts as kept in a CHECK, so the ends are asked for by name.
                condition=Q(start__isnull=False, end__isnull=False, block__isnull=False, last_block__isnull=False)
                & Q(start__lt=F("end"), block__lte=F("last_block"))
                | Q(status="lost", start=None, end=None, block=None, last_block=None, is_origin=False),
            ),
            models.UniqueConstraint(fields=["annotation", "revision"], name="anchor_once_a_revision"),
            models.UniqueConstraint(fields=["annotation"], name="anchor_one_origin", condition=Q(is_origin=True)),
        ]
        indexes = [
            models.Index(
                fields=["project", "article", "start", "annotation"],
                name="anchor_in_order",
                condition=Q(is_origin=True),
            ),
            models.Index(fields=["revision", "block"], name="anchor_by_block"),
            models.Index(
                fields=["revision", "block"], name="anchor_over_blocks", condition=Q(last_block__gt=F("block"))
            ),
            models.Index(
                fields=["project", "revision"],
                name="anchor_to_review",
                condition=Q(is_origin=False, decision=None) & ~Q(status="exact"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}..{self.end} in {self.revision_id}"
