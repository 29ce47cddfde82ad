"""Two versions of the same thing: what somebody typed, and what somebody else saved meanwhile.

The log says how a thing stood when its form was opened. What one left alone in the form is theirs then; what both changed
is shown side by side, and a person decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms

from newsroom.models import Event, Project


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that both wrote: its name in the form, their words and mine."""

    name: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Sides:
    """A field as a page shows it."""

    label: str
    theirs: str
    mine: str


def base_of(project: Project, kind: str, uuid: UUID, now: Mapping[str, Any], version: int) -> dict[str, Any]:
    """Return how a thing stood in an earlier version; ``now`` are the same fields as they stand, as the log writes them."""
    base = dict(now)
    events = Event.objects.filter(project=project, object_kind=kind, object_uuid=uuid).order_by("-sequence")
    for before, after in events.values_list("before", "after"):
        if after.get("version", 0) <= version:
            break
        base |= {name: value for name, value in before.items() if name in base}
    return base


def clashes(form: forms.Form, base: Mapping[str, Any], now: Mapping[str, Any]) -> list[Clash]:
    """Give ``form`` their values where one typed nothing else, and return what both changed."""
    found = []
    form.data = form.data.copy()
    for name, theirs in now.items():
        mine, was, then = (_text(value) for value in (form.data.get(name), base.get(name), theirs))
        if mine == then:
            continue
        if mine == was:
            form.data[name] = then
        elif then != was:
            found.append(Clash(name, shown(form, name, then), shown(form, name, mine)))
    return found


def sides(form: forms.Form, base: Mapping[str, Any], now: Mapping[str, Any]) -> list[Sides]:
    """The same, as a page shows it."""
    found = clashes(form, base, now)
    return [Sides(str(form.fields[each.name].label), each.theirs, each.mine) for each in found]


def _text(value: Any) -> str:
    """Return a value as a form sends it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, list):
        return ", ".join(value)
    return "\n".join(str(value).strip().splitlines())


def shown(form: forms.Form, name: str, value: str) -> str:
    """Return a value as a reader would say it."""
    choices: Sequence[Any] = list(getattr(form.fields[name], "choices", ()))
    return next((str(label) for key, label in choices if str(key) == value), value)
