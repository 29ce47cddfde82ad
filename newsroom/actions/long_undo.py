"""Putting back what is long, a few things a transaction, so that nobody who saves waits for long.

The action that does it keeps how far it came (``under`` in its answer): where a process died in between, it is taken up there.
What is known to stand in the way is named before anything is written; what somebody changes between two pieces is left as it
is, and counted. Stretches that can be put back many at a time are (``putting_many``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.actions import putting_many
from newsroom.actions.putting_back import may_put_back, put_back, refuse_if_built_on, row_of
from newsroom.models import Action, Event, Membership

LONG: Final = 20
"""From so many events on."""
PIECE: Final = 12
"""Events that are put back in one transaction, or a few more: until the thing that they are about is whole."""
NEAR: Final = 20
"""Events from one to the next of the same thing, at most, where it came or went as a whole."""

Unit = Sequence[Event]
"""What happened to one thing (an annotation with its claims), newest first: nobody ever sees half of it put back."""


@dataclass(frozen=True, slots=True)
class Long:
    """What an action did, in the order of the log, and who puts it back."""

    membership: Membership
    events: Sequence[Event]
    is_trusted: bool


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Events in a row, newest first, that are put back in the same way."""

    events: Sequence[Event]
    is_many: bool


def is_for(events: Sequence[Event]) -> bool:
    """Whether putting these events back would let others wait."""
    return len(events) > LONG or putting_many.is_for(events)


def work_out(work: Long) -> list[list[Event]]:
    """Return what is put back in the first transaction (``begin``).

    Raises ``log.Conflict`` or ``log.Forbidden`` where it is known already that something stands in the way.
    """
    rows, moved = _rows(work.membership, work.events), {event.object_uuid for event in work.events}
    states: dict[tuple[str, UUID], dict[str, Any]] = {}
    for event in reversed(work.events):
        key, kind = (event.object_kind, event.object_uuid), log.KINDS[event.object_kind]
        row = rows[key]
        if not may_put_back(kind, work.membership, row, is_trusted=work.is_trusted):
            raise log.Forbidden(_("You may not change this any more."))
        state = states.setdefault(key, log.snapshot(row))
        refuse_if_built_on(state, event)
        state |= event.before
        if not event.before:
            row.deleted_at = timezone.now()
            if stands := kind.ahead(row, event, moved):
                raise log.Conflict(stands)
    first = _stretches(work.events)[0]
    if first.is_many:
        putting_many.work_out(work.membership, first.events[::-1], is_trusted=work.is_trusted)
        return []
    return next(_pieces(_units(work, first.events)))


def taken_up(action: Action, membership: Membership) -> log.Act:
    """Return an action that was left half-way, to go on with it."""
    token = log.Token(action.uuid, action.digest)
    found = {"answer": action.answer, "undoes": action.undoes, "action": action}
    return log.Act(action.by, membership.project, action.kind, token, **found)


def begin(act: log.Act, work: Long, units: Sequence[Unit]) -> None:
    """Put the first few things back inside an action under way. Raises ``log.Conflict`` where one of them cannot be."""
    for event in (event for unit in units for event in unit):
        put_back(act, work.membership, event, is_trusted=work.is_trusted)
    at = units[-1][-1].sequence if units else work.events[-1].sequence + 1
    act.answer |= {"open": True, "under": {"at": at}}


def go_on(act: log.Act, work: Long) -> None:
    """Put back what is left of it."""
    at = act.answer["under"]["at"] if "under" in act.answer else 0
    for stretch in _stretches([event for event in work.events if event.sequence < at]):
        if stretch.is_many:
            _write_many(act, work, stretch)
        else:
            _write_singly(act, work, stretch)


def close(part: log.Act) -> Mapping[str, Any] | None:
    """Let an action be whole, in its last transaction.

    Return how many things it ``left``, and ``because`` of what the first of them; None where another process closed it.
    """
    if not _is_under(part):
        return None
    part.answer.pop("open")
    return part.answer.pop("under")  # type: ignore[no-any-return]


def keep(part: log.Act) -> None:
    """Keep the answer of an action under way."""
    assert part.action is not None
    part.action.answer = part.answer
    part.action.save(update_fields=["answer"])


def _is_under(part: log.Act) -> bool:
    """Take the answer as it is now, inside the transaction: another process may have taken the action up, too."""
    assert part.action is not None
    now = Action.objects.values_list("answer", flat=True).get(pk=part.action.pk)
    part.answer.clear()
    part.answer.update(now)
    return "under" in now


def _write_singly(act: log.Act, work: Long, stretch: _Stretch) -> None:
    for units in _pieces(_units(work, stretch.events)):
        with log.further(act) as part:
            if not _is_under(part) or part.answer["under"]["at"] <= units[-1][-1].sequence:
                continue
            for unit in units:
                _put_back(part, work, unit)
            part.answer["under"]["at"] = units[-1][-1].sequence
            keep(part)


def _put_back(part: log.Act, work: Long, unit: Unit) -> None:
    kept = len(part.events)
    try:
        with transaction.atomic():
            for event in unit:
                put_back(part, work.membership, event, is_trusted=work.is_trusted)
    except log.Conflict as conflict:
        del part.events[kept:]
        _leave(part, 1, str(conflict))


def _leave(part: log.Act, count: int, reason: str) -> None:
    under = part.answer["under"]
    under["left"] = under.get("left", 0) + count
    if reason:
        under.setdefault("because", reason)


def _write_many(act: log.Act, work: Long, stretch: _Stretch) -> None:
    done = _done(act)
    events = [event for event in reversed(stretch.events) if event.object_uuid not in done]
    plan = putting_many.work_out(work.membership, events, is_trusted=work.is_trusted, is_begun=True)
    left = plan.left
    for number in range(len(plan.pieces)):
        with log.further(act) as part:
            if not _is_under(part):
                return
            part.answer["under"].setdefault("since", part.sequence - 1)
            left += putting_many.write(part, plan, number, is_begun=True)
            keep(part)
    with log.further(act) as part:
        if _is_under(part) and part.answer["under"]["at"] > stretch.events[-1].sequence:
            part.answer["under"].pop("since", None)
            part.answer["under"]["at"] = stretch.events[-1].sequence
            _leave(part, left, "")
            keep(part)


def _done(act: log.Act) -> set[UUID]:
    """Return what of a stretch a process put back that died in it."""
    assert act.action is not None
    since = act.answer["under"].get("since")
    if since is None:
        return set()
    return set(act.action.events.filter(sequence__gt=since).values_list("object_uuid", flat=True))


def _stretches(events: Sequence[Event]) -> list[_Stretch]:
    """Part events into stretches, newest first; what is too little to be put back many at a time stands with its like."""
    groups = [list(some) for _fit, some in groupby(reversed(events), key=putting_many.fits)]
    parted = groupby(groups, key=putting_many.is_for)
    return [_Stretch([event for group in some for event in group], is_many) for is_many, some in parted]


def _units(work: Long, events: Sequence[Event]) -> Iterator[list[Event]]:
    """Yield events together with which one thing comes or goes as a whole: it, its parts, and what lies between these."""
    following = _following(work, events)
    unit: list[Event] = []
    end = 0
    for index, event in enumerate(events):
        unit.append(event)
        end = max(end, following.get(index, 0))
        if index >= end:
            yield unit
            unit = []


def _following(work: Long, events: Sequence[Event]) -> dict[int, int]:
    """Return, for the place of an event, that of the next one near it with which the same thing comes or goes."""
    moves = [event for event in events if not event.before or "deleted_at" in event.after]
    rows, moving = _rows(work.membership, moves), {id(event) for event in moves}
    found: dict[int, int] = {}
    seen: dict[UUID, int] = {}
    for index in reversed([number for number, event in enumerate(events) if id(event) in moving]):
        event = events[index]
        carrier = log.KINDS[event.object_kind].carrier(rows[event.object_kind, event.object_uuid])
        key = carrier.uuid if carrier is not None else event.object_uuid
        if key in seen and seen[key] - index <= NEAR:
            found[index] = seen[key]
        seen[key] = index
    return found


def _pieces(units: Iterator[list[Event]]) -> Iterator[list[list[Event]]]:
    piece: list[list[Event]] = []
    for unit in units:
        piece.append(unit)
        if sum(map(len, piece)) >= PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def _rows(membership: Membership, events: Sequence[Event]) -> dict[tuple[str, UUID], Any]:
    """Return the rows that events are about; those of kinds with many rows in few queries."""
    many = [event for event in events if log.KINDS[event.object_kind].many is not None]
    found = putting_many.rows_of(membership, many)
    rows = {(name, uuid): row for name, some in found.items() for uuid, row in some.items()}
    for event in events:
        key = (event.object_kind, event.object_uuid)
        if key not in rows:
            rows[key] = row_of(log.KINDS[event.object_kind], membership, event)
    return rows
