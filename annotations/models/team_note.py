"""What a team keeps in mind about an article, in one short note, and who has the article in hand."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models import Article, Membership, Project, User


class TeamNoteQuerySet(models.QuerySet["TeamNote"]):
    def held_by(self, project: Project, user: User) -> "TeamNoteQuerySet":
        """Notes of the articles that ``user`` has in hand."""
        return self.filter(project=project, holder__user=user)


class TeamNote(models.Model):
    """The shared note of one article; a missing row means that nobody has written one."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="team_notes")
    article = models.OneToOneField(Article, models.PROTECT, related_name="team_note")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    text = models.CharField(_("team note"), max_length=1000, blank=True)
    holder = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, db_index=False, related_name="held_notes"
    )
    """The member who has the article in hand; somebody who left since still stands here."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="team_notes")
    """Who wrote last."""
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TeamNoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["holder", "article"], name="team_note_by_holder")]

    def __str__(self) -> str:
        return str(self.uuid)
