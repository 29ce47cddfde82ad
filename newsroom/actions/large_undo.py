"""Undo of what is large: one action in several transactions, taken up again where a process died in between.

What stands alone (a claim that a split made, say) is put back in the transaction of the first piece, or in one after the last,
as the order of the log asks. What somebody changes between two pieces is left as it is, and counted.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.actions import putting_many
from newsroom.actions.long_undo import taken_up
from newsroom.actions.putting_back import may_put_back, put_back, refuse_if_built_on, row_of
from newsroom.models import Action, Event, Membership


@dataclass(slots=True)
class Large:
    """Events in three turns: those put back one by one before and after (newest first), and those many at a time."""

    membership: Membership
    is_trusted: bool
    before: Sequence[Event]
    plan: putting_many.Plan
    after: Sequence[Event]


def large(membership: Membership, events: Sequence[Event], *, is_trusted: bool) -> Large | None:
    """Return how ``events`` (in their order) are put back in pieces; None where one transaction is enough.

    Raises ``log.Conflict`` or ``log.Forbidden``, and writes nothing.
    """
    turns = _turns(events)
    if turns is None or not putting_many.is_for(turns[1]):
        return None
    before, many, after = turns
    back = {event.object_uuid for event in before if event.before.get("deleted_at", "") is None}
    plan = putting_many.work_out(membership, many, is_trusted=is_trusted, back=back)
    _refuse_ahead(membership, after, {event.object_uuid for event in many}, is_trusted)
    return Large(membership, is_trusted, before, plan, after)


def begin(act: log.Act, work: Large) -> None:
    """Write the first piece inside an action under way; what stands alone goes along, or waits for the others."""
    _put_back(act, work, work.before)
    putting_many.write(act, work.plan, 0)
    if len(work.plan.pieces) > 1:
        act.answer["open"] = True
    else:
        _put_back(act, work, work.after)


def go_on(act: log.Act, work: Large, *, is_begun: bool = False) -> None:
    """Write the other pieces and close the action; where it was begun before, all pieces that are left."""
    if act.action is None or not act.action.is_open:
        return
    for number in range(0 if is_begun else 1, len(work.plan.pieces)):
        with log.further(act) as part:
            putting_many.write(part, work.plan, number, is_begun=True)
    reason = _last(act, work)
    _close(act, act.action, work, reason)


def take_up(begun: Action, membership: Membership, events: Sequence[Event], *, is_trusted: bool) -> log.Act:
    """Go on with an undo of ``events`` that was left open. Raises ``log.Forbidden`` where the right is gone."""
    done = set(begun.events.values_list("object_uuid", flat=True))
    _before, many, after = _turns([event for event in events if event.object_uuid not in done]) or ((), (), ())
    plan = putting_many.work_out(membership, many, is_trusted=is_trusted, is_begun=True)
    act = taken_up(begun, membership)
    go_on(act, Large(membership, is_trusted, (), plan, after), is_begun=True)
    return act


def _turns(events: Sequence[Event]) -> tuple[list[Event], list[Event], list[Event]] | None:
    """Part events into the three turns; None where those that can be put back together do not stand together."""
    groups = [(fit, list(some)) for fit, some in groupby(reversed(events), key=putting_many.fits)]
    if sum(fit for fit, _some in groups) > 1:
        return None
    at = next((number for number, (fit, _some) in enumerate(groups) if fit), 0)
    alone = [[event for fit, some in part if not fit for event in some] for part in (groups[:at], groups[at:])]
    many = [event for fit, some in groups if fit for event in reversed(some)]
    return alone[0], many, alone[1]


def _refuse_ahead(membership: Membership, events: Sequence[Event], moved: Collection[UUID], is_trusted: bool) -> None:
    """Raise what the last turn would: nothing is undone in part where that can be known before."""
    for event in events:
        kind = log.KINDS[event.object_kind]
        row = row_of(kind, membership, event)
        if not may_put_back(kind, membership, row, is_trusted=is_trusted):
            raise log.Forbidden(_("You may not change this any more."))
        refuse_if_built_on(log.snapshot(row), event)
        if not event.before:
            row.deleted_at = timezone.now()
        if stands := kind.ahead(row, event, moved):
            raise log.Conflict(stands)


def _put_back(act: log.Act, work: Large, events: Sequence[Event]) -> None:
    for event in events:
        put_back(act, work.membership, event, is_trusted=work.is_trusted)


def _last(act: log.Act, work: Large) -> str:
    """Put back what stands alone after the pieces; where something was built on it meanwhile, return what."""
    if not work.after:
        return ""
    with log.further(act) as part:
        try:
            with transaction.atomic():
                _put_back(part, work, work.after)
        except log.Conflict as conflict:
            part.events.clear()
            return str(conflict)
    return ""


def _close(act: log.Act, action: Action, work: Large, reason: str) -> None:
    """Let the action say what it left as it was."""
    with log.further(act):
        done = set(action.events.values_list("object_uuid", flat=True))
        parts = [part for piece in work.plan.pieces for part in piece]
        left = work.plan.left + sum(part.events[0].object_uuid not in done for part in parts)
        kept = {name: value for name, value in act.answer.items() if name != "open"}
        act.answer = kept | ({"left": left} if left else {}) | ({"because": reason} if reason else {})
        action.answer = act.answer
        action.save(update_fields=["answer"])
