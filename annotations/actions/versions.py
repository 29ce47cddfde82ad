"""The version that the user saw, checked where it is raised."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import Annotation
from newsroom import log


def bump(annotation: Annotation, version: int) -> None:
    """Raise the version from the one that the user saw. Raises ``log.Conflict`` where somebody was faster."""
    now = timezone.now()
    # The caller's row is what its events tell the state before from, so it must be the version in question too.
    changed = annotation.version == version and Annotation.objects.filter(
        pk=annotation.pk, version=version, deleted_at=None
    ).update(version=F("version") + 1, updated_at=now)
    if not changed:
        raise log.Conflict(_("This highlight was changed or removed meanwhile. Look at it again before you save."))
    annotation.version, annotation.updated_at = version + 1, now
