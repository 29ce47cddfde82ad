"""Merging by a pointer: one row stands for another from now on, nothing that names it is rewritten, undo takes it back.

For every model that has ``merged_into`` and ``version`` and whose QuerySet has ``current``.
"""

from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log


def fresh_row(act: log.Act, row: Any, version: int) -> Any:
    """Read a row again under the project's lock. Raises ``log.Conflict`` where somebody was faster."""
    found = type(row).objects.filter(project=act.project, pk=row.pk, version=version, deleted_at=None).first()
    if found is None:
        raise log.Conflict(_("This was changed meanwhile. Look at it again before you save."))
    return found


def point(act: log.Act, row: Any, into: Any) -> None:
    """Let ``row``, and what was merged into it before, stand for ``into``; chains stay one step long.

    Raises ``log.Conflict`` where ``into`` stands for nothing itself by now.
    """
    target = type(row).objects.current().filter(project=act.project, pk=into.pk).exclude(pk=row.pk).first()
    if target is None:
        raise log.Conflict(_("“%(name)s” cannot take another one in any more.") % {"name": into})
    for one in (row, *type(row).objects.filter(merged_into=row, deleted_at=None).order_by("pk")):
        _point(act, one, target)


def separate(act: log.Act, row: Any) -> None:
    """Let a merged row stand for itself again. Raises ``log.Conflict`` where its name was taken meanwhile."""
    if row.merged_into_id is None:
        raise log.Conflict(_("“%(name)s” is not merged into another one.") % {"name": row})
    _point(act, row, None)


def _point(act: log.Act, row: Any, target: Any) -> None:
    before = log.snapshot(row)
    row.merged_into = target
    row.version += 1
    if hasattr(row, "updated_at"):
        row.updated_at = timezone.now()
    try:
        row.save()
    except IntegrityError as error:
        raise log.Conflict(
            _("The name “%(name)s” was taken meanwhile. Rename the other one first.") % {"name": row}
        ) from error
    act.changed(row, before)
