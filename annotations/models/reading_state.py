"""How far one analyst is with one article."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models import Article, Project


class State(models.TextChoices):
    """Coded with no highlight is a result; a missing row means untouched."""

    UNTOUCHED = "untouched", _("untouched")
    READ = "read", _("read")
    CODED = "coded", _("coded")
    SKIPPED = "skipped", _("skipped")


class ReadingState(models.Model):
    """The state of one analyst on one article, with the reason where it was skipped."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="reading_states")
    article = models.ForeignKey(Article, models.PROTECT, db_index=False, related_name="reading_states")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reading_states")
    uuid = models.UUIDField(unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNTOUCHED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    """When it was first marked coded. It stays: what blind mode covered and then was seen is not covered again."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="reading_state_once"),
            models.CheckConstraint(name="reading_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="reading_state_reason_if_skipped", condition=Q(reason="") | Q(state=State.SKIPPED)
            ),
        ]
        indexes = [
            models.Index(fields=["project", "user", "state", "article"], name="reading_state_by_person"),
            models.Index(
                fields=["project", "user", "article"],
                name="reading_state_opened",
                condition=Q(opened_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.state} {self.article_id}"
