"""Who sees an annotation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Chosen by the author, annotation by annotation; blind mode comes on top of it (``annotations.sight``)."""

    PROJECT = "project", _("everybody in the project")
    PRIVATE = "private", _("only me")
