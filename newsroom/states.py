"""What an object was like after some event of the log, read backwards from what it is like now."""

from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from newsroom import log
from newsroom.actions.putting_back import BOOKKEEPING
from newsroom.models import Event, Membership

ENDS: Final = ("deleted_at", "ended_at")
"""Fields that say that an object is gone: restoring a state brings back, it never takes away."""


def events_of(membership: Membership, kind: str, uuid: UUID) -> QuerySet[Event]:
    """Return what happened to one object, newest first, by the index event_by_object."""
    found = Event.objects.filter(project=membership.project, object_kind=kind, object_uuid=uuid)
    return found.select_related("action__by").order_by("-sequence")


def last_number(membership: Membership, kind: str, uuid: UUID) -> int:
    """Return the number of the last event of an object: the version that a page showed. 0 where nothing was logged."""
    return events_of(membership, kind, uuid).values_list("sequence", flat=True).first() or 0


def state_after(membership: Membership, row: Any, number: int) -> dict[str, Any]:
    """Return the fields of ``row`` that differ from what they were after event ``number``, with their values then.

    Raises ``Http404`` where the object has no such event.
    """
    kind = log.kind_of(row)
    events = list(events_of(membership, kind.name, kind.uuid_of(row)).filter(sequence__gte=number))
    if not events or events[-1].sequence != number:
        raise Http404
    now, then = log.snapshot(row), dict[str, Any]()
    for event in events[:-1]:
        then |= event.before
    return {name: value for name, value in then.items() if _is_free(kind, name, value) and now[name] != value}


def gone_by(membership: Membership, row: Any) -> Event | None:
    """Return the event that took a removed object away."""
    kind = log.kind_of(row)
    events = events_of(membership, kind.name, kind.uuid_of(row))
    return next((event for event in events if event.after.get("deleted_at")), None)


def _is_free(kind: log.Kind, name: str, value: Any) -> bool:
    return name not in BOOKKEEPING and name not in kind.fixed and not (name in ENDS and value)
