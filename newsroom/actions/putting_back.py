"""Putting fields of rows back to what the log says they were: what undo, restoring and taking back have in common."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.models import Event, Membership

BOOKKEEPING = {"version", "updated_at"}


class NameTaken(log.Conflict):
    """Another row has the name by now; under another one the row could come back."""


def put_back(act: log.Act, membership: Membership, event: Event, *, is_trusted: bool = False) -> None:
    """Take one event back, or raise ``log.Conflict`` naming what was built on it.

    With ``is_trusted`` an editor may also where only the row's author could (``Kind.by_editors``).
    """
    kind = log.KINDS[event.object_kind]
    row = row_of(kind, membership, event)
    if not may_put_back(kind, membership, row, is_trusted=is_trusted):
        raise log.Forbidden(_("You may not change this any more."))
    refuse_if_built_on(log.snapshot(row), event)
    write(act, kind, row, event)


def may_put_back(kind: log.Kind, membership: Membership, row: Any, *, is_trusted: bool) -> bool:
    """Whether a member may take back what happened to a row."""
    is_editors = is_trusted and kind.by_editors and membership.can_edit
    return is_editors or kind.may(membership, row)


def row_of(kind: log.Kind, membership: Membership, event: Event) -> Any:
    """Return the row that an event is about, in the member's project."""
    found = {kind.lookup: event.object_uuid, **{f"{name}__uuid": event.after[name] for name in kind.keys}}
    return kind.model._default_manager.get(**found, **kind.among, **{kind.of: membership.project_id})


def write(act: log.Act, kind: log.Kind, row: Any, event: Event) -> None:
    """Give a row the fields that it had before ``event``, or take it away where the event made it, and record that."""
    before = log.snapshot(row)
    if event.before:
        _restore(row, event.before)
    else:
        row.deleted_at = timezone.now()
    if stands := kind.guard(row, event):
        raise log.Conflict(stands)
    if hasattr(row, "version"):
        row.version = before["version"] + 1
    kind.rebuild(row)
    _save(row)
    kind.settle(row)
    act.changed(row, before)


def refuse_if_built_on(current: Mapping[str, Any], event: Event) -> None:
    """Raise ``log.Conflict`` where a row, as its snapshot tells, does not have what ``event`` gave it any more."""
    for name, value in event.after.items():
        if name not in BOOKKEEPING and current[name] != value:
            raise log.Conflict(_("This was changed again since (%(field)s). Undo that first.") % {"field": name})


def beside(rows: models.QuerySet[Any], moved: Collection[UUID]) -> int:
    """Count what stands on something that is about to go, without those of the UUIDs ``moved``, which go before."""
    return len(set(rows.values_list("uuid", flat=True)) - set(moved)) if moved else rows.count()


def _restore(row: models.Model, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name != "version":
            setattr(row, name, typed(row, name, value))


def typed(row: models.Model, name: str, value: Any) -> Any:
    """Return the value of a field that the log keeps as ``value``."""
    field = row._meta.get_field(name)
    if value is None:
        return None
    if isinstance(field, models.ForeignKey):
        return field.related_model._default_manager.get(uuid=value)  # type: ignore[union-attr]
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(value)
    return value


def _save(row: models.Model) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NameTaken(_("The name was taken meanwhile. Rename the other one first.")) from error
