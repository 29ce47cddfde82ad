"""How one person likes to read in one project."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.models import Project


class Show(models.TextChoices):
    """Whose highlights the reading page draws."""

    ALL = "all", _("All")
    MINE = "mine", _("Mine")
    NONE = "none", _("None")


class Preference(models.Model):
    """Remembered per person and project; a convenience, not part of the log."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="preferences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    show = models.CharField(max_length=5, choices=Show.choices, default=Show.ALL)
    is_quiet = models.BooleanField(default=False)
    has_single_keys = models.BooleanField(default=True)
    pinned_claims = models.JSONField(default=list)
    """UUIDs of the claims that keep a number key, in order."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "project"], name="preference_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.project_id}"
