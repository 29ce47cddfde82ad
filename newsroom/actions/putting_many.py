"""Putting back what an action did to many rows: worked out before the transaction, written in pieces.

So nobody who saves waits for long. A piece holds whole things (an annotation with its claims). What contradicts the undo is
looked for in all of it before anything is written; what somebody changes while the pieces are written is left as it is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.actions.putting_back import may_put_back, put_back, refuse_if_built_on, typed
from newsroom.models import Event, Membership, Project
from newsroom.storing import update

MANY: Final = 20
"""From so many events on."""
PIECE: Final = 500
"""Events that are written at a time, or a few more: until the thing that they are about is whole."""
_SLICE: Final = 500


@dataclass(slots=True)
class Part:
    """One thing that is put back as a whole: its rows as they are to be, which of their fields change, and the events."""

    rows: list[tuple[Any, tuple[str, ...]]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    named: set[UUID] = field(default_factory=set)
    """What it stands on: if any of it is changed before it is written, it is not written."""


@dataclass(slots=True)
class Plan:
    """Everything that is to be written, in pieces; ``at`` is the number of the log up to which others were looked at."""

    at: int
    pieces: Sequence[Sequence[Part]]
    happened: set[UUID] = field(default_factory=set)
    """What was changed after it was worked out."""
    left: int = 0
    """Things on which something was built, of what was begun."""


def is_for(events: Sequence[Event]) -> bool:
    """Whether an action's events are so many, and all such as can be taken back many at a time."""
    return len(events) > MANY and all(map(fits, events))


def fits(event: Event) -> bool:
    """Whether an event can be taken back together with others like it."""
    many = log.KINDS[event.object_kind].many
    return many is not None and many.fits(event)


def put_back_all(act: log.Act, membership: Membership, events: Iterable[Event], *, is_trusted: bool) -> None:
    """Take events (in their order) back inside an action under way, those that stand together many at a time."""
    newest_first = reversed(list(events))
    for _can_be_many, some in groupby(newest_first, key=fits):
        group = list(some)[::-1]
        if is_for(group):
            plan = work_out(membership, group, is_trusted=is_trusted)
            for number in range(len(plan.pieces)):
                write(act, plan, number)
        else:
            for event in reversed(group):
                put_back(act, membership, event, is_trusted=is_trusted)


def work_out(
    membership: Membership,
    events: Sequence[Event],
    *,
    is_trusted: bool,
    back: Collection[UUID] = (),
    is_begun: bool = False,
) -> Plan:
    """Return what puts ``events`` (in their order) back. Raises ``log.Conflict`` or ``log.Forbidden``; writes nothing.

    ``back`` are rows that come back before. Of what was begun, things are left out on which something was built since.
    """
    at = Project.objects.values_list("sequence", flat=True).get(pk=membership.project_id)
    rows, known = rows_of(membership, events), _known(events, back)
    parts: dict[Any, Part] = {}
    left: set[Any] = set()
    for event in reversed(events):
        kind, row = log.KINDS[event.object_kind], rows[event.object_kind].get(event.object_uuid)
        if row is None:
            raise log.Conflict(_("What this was about is not there any more."))
        if not may_put_back(kind, membership, row, is_trusted=is_trusted):
            raise log.Forbidden(_("You may not change this any more."))
        event.project = membership.project  # one object for all of them, instead of a question for each
        key = _many(kind).part(row)
        try:
            _put(parts.setdefault(key, Part()), kind, row, event, known)
        except log.Conflict:
            if not is_begun:
                raise
            left.add(key)
    for name, found in rows.items():
        if stands := _many(log.KINDS[name]).guard(list(found.values())):
            raise log.Conflict(stands)
    return Plan(at, list(_pieces(part for key, part in parts.items() if key not in left)), left=len(left))


def write(act: log.Act, plan: Plan, number: int, *, is_begun: bool = False) -> int:
    """Write a piece and return how many of its things are left as they are, because somebody changed them meanwhile.

    Raises ``log.Conflict`` where that happens before anything is written: in the first piece of what was not begun.
    """
    since = Event.objects.filter(project=act.project, sequence__gt=plan.at)
    # What this very action did many at a time counts: the same request may be on its way twice.
    own = Q(action=act.action) & ~Q(object_kind__in=_kinds()) if act.action else Q(pk=None)
    plan.happened.update(since.exclude(own).values_list("object_uuid", flat=True))
    plan.at = act.sequence - 1
    parts = [part for part in plan.pieces[number] if not part.named & plan.happened]
    left = len(plan.pieces[number]) - len(parts)
    if left and not number and not is_begun:
        raise log.Conflict(_("This was changed a moment ago. Try again."))
    _store([pair for part in parts for pair in part.rows])
    act.events.extend(event for part in parts for event in part.events)
    return left


def _put(part: Part, kind: log.Kind, row: Any, event: Event, known: Mapping[str, Any]) -> None:
    before = log.snapshot(row)
    refuse_if_built_on(before, event)
    if not event.before:
        row.deleted_at = timezone.now()
    for name in event.before.keys() - {"version"}:
        value = event.before[name]
        setattr(row, name, known[value] if name in _pointers(kind.name) and value else typed(row, name, value))
    if not _many(kind).asks_for_all and (stands := kind.guard(row, event)):
        raise log.Conflict(stands)
    if hasattr(row, "version"):
        row.version = before["version"] + 1
    old, new = log.differences(before, log.snapshot(row))
    part.rows.append((row, tuple(new)))
    part.events.append(log.event_of(event.project, row, old, new))
    part.named |= {event.object_uuid, *(UUID(new[name]) for name in _pointers(kind.name) if new.get(name))}


def rows_of(membership: Membership, events: Iterable[Event]) -> dict[str, dict[UUID, Any]]:
    """Return the rows that events are about, by kind and UUID."""
    wanted: dict[str, list[UUID]] = {}
    for event in events:
        wanted.setdefault(event.object_kind, []).append(event.object_uuid)
    found: dict[str, dict[UUID, Any]] = {name: {} for name in wanted}
    for name, uuids in wanted.items():
        kind = log.KINDS[name]
        rows = kind.model._default_manager.filter(**{kind.of: membership.project_id})
        for some in _slices(uuids):
            for row in rows.filter(uuid__in=some).select_related(*_many(kind).related):
                found[name][kind.uuid_of(row)] = row
    return found


def _known(events: Iterable[Event], back: Collection[UUID]) -> dict[str, Any]:
    """Return the rows that events name among what was before, by UUID as the log writes it; those in ``back`` are there."""
    wanted: dict[Any, set[str]] = {}
    for event in events:
        kind = log.KINDS[event.object_kind]
        for name in _pointers(kind.name) & event.before.keys():
            if event.before[name]:
                wanted.setdefault(kind.model._meta.get_field(name).related_model, set()).add(event.before[name])
    rows = (
        row
        for model, uuids in wanted.items()
        for some in _slices(sorted(uuids))
        for row in model._default_manager.filter(uuid__in=some)
    )
    found = {str(row.uuid): row for row in rows}
    for uuid in back:
        if str(uuid) in found:
            found[str(uuid)].deleted_at = None
    return found


def _store(rows: Iterable[tuple[Any, tuple[str, ...]]]) -> None:
    """Save the fields that change; what goes makes room first."""
    by_shape: dict[tuple[bool, Any, tuple[str, ...]], list[Any]] = {}
    for row, names in rows:
        goes = "deleted_at" in names and row.deleted_at is not None
        by_shape.setdefault((not goes, type(row), names), []).append(row)
    try:
        with transaction.atomic():
            for shape in sorted(by_shape, key=lambda shape: shape[0]):
                update(by_shape[shape], shape[2])
    except IntegrityError as error:
        raise log.Conflict(_("This was changed a moment ago. Try again.")) from error
    for (_stays, _model, _names), some in by_shape.items():
        _many(log.kind_of(some[0])).settle(some)


def _pieces(parts: Iterable[Part]) -> Iterator[list[Part]]:
    piece: list[Part] = []
    for part in parts:
        piece.append(part)
        if sum(len(one.events) for one in piece) >= PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


@cache
def _pointers(name: str) -> frozenset[str]:
    """Return which fields of a kind point to other rows."""
    kind = log.KINDS[name]
    fields = ((one, kind.model._meta.get_field(one)) for one in kind.fields)
    return frozenset(one for one, found in fields if isinstance(found, models.ForeignKey))


def _kinds() -> list[str]:
    return [kind.name for kind in log.KINDS.values() if kind.many is not None]


def _many(kind: log.Kind) -> log.Many:
    assert kind.many is not None
    return kind.many


def _slices(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + _SLICE] for start in range(0, len(items), _SLICE))
