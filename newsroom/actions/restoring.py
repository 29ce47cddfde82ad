"""Giving an object the fields back that it had at some time, or bringing back what was removed, as a new action."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log, states
from newsroom.actions.putting_back import NameTaken, put_back, write
from newsroom.folding import fold, one_line
from newsroom.models import Event, Membership, User

NAMES: Final = ("label", "name")
"""Fields that hold what an object is called, where it has a ``folded`` one."""


def restore_state(
    *, by: User, membership: Membership, row: Any, number: int, seen: int, name: str = "", token: log.Token
) -> log.Act:
    """Put the fields of ``row`` back to what they were after event ``number``, under today's rights.

    ``seen`` is the number of the last event that the user was shown. ``name`` is another one, where the old is taken. Raises
    ``log.Conflict`` naming what stands on it, ``NameTaken``, ``log.Forbidden``.
    """
    with log.act(by=by, project=membership.project, kind="state_restore", token=token) as act:
        if not act.is_repeated:
            fresh = _fresh(membership, row, seen)
            _give(act, membership, fresh, states.state_after(membership, fresh, number) | _named(fresh, name))
    return act


def bring_back(*, by: User, membership: Membership, row: Any, seen: int, name: str = "", token: log.Token) -> log.Act:
    """Bring back what was removed, with what went along with it. Raises as ``restore_state`` does."""
    with log.act(by=by, project=membership.project, kind="state_restore", token=token) as act:
        if act.is_repeated:
            return act
        fresh = _fresh(membership, row, seen)
        if fresh.deleted_at is None:
            raise log.Conflict(_("This is back already."))
        gone = states.gone_by(membership, fresh)
        _give(act, membership, fresh, {"deleted_at": None} | _named(fresh, name))
        together = gone.action.events.order_by("-sequence") if gone else ()
        for event in log.kind_of(fresh).along(fresh, together):
            put_back(act, membership, event)
    return act


def _fresh(membership: Membership, row: Any, seen: int) -> Any:
    """Read the row again under the project's lock, and refuse where it is not what the user was shown."""
    kind = log.kind_of(row)
    fresh = kind.model._default_manager.get(pk=row.pk)
    if not kind.may(membership, fresh):
        raise log.Forbidden(_("You may not change this any more."))
    if states.last_number(membership, kind.name, kind.uuid_of(fresh)) != seen:
        raise log.Conflict(_("This was changed meanwhile. Look at it again before you restore an earlier state."))
    return fresh


def _named(row: Any, name: str) -> dict[str, Any]:
    """Return the fields of another name; none where it has none or keeps its own."""
    name = one_line(name)
    field = name_field(row)
    return {field: name, "folded": fold(name)} if name and field else {}


def name_field(row: Any) -> str:
    """Return the field that holds what a row is called, if the project knows it by that."""
    fields = log.kind_of(row).fields
    return next((field for field in NAMES if field in fields and "folded" in fields), "")


def _give(act: log.Act, membership: Membership, row: Any, values: Mapping[str, Any]) -> None:
    kind = log.kind_of(row)
    if not values:
        return
    now = log.snapshot(row)
    times = {"updated_at": timezone.now().isoformat()} if "updated_at" in now else {}
    event = Event(object_kind=kind.name, before={**values, **times}, after={name: now[name] for name in values})
    event.object_uuid = kind.uuid_of(row)
    try:
        write(act, kind, row, event)
    except NameTaken as error:
        raise NameTaken(_("Something else is called that by now. Choose another name.")) from error
    _carry(act, kind.carrier(row))


def _carry(act: log.Act, row: Any) -> None:
    if row is None:
        return
    before = log.snapshot(row)
    row.version, row.updated_at = row.version + 1, timezone.now()
    row.save(update_fields=["version", "updated_at"])
    act.changed(row, before)
