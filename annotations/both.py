"""Two versions of the same thing side by side: what somebody typed, and what somebody else saved meanwhile.

The log says how a thing stood when its form was opened. What one left alone in the form is theirs then; what both changed
is shown word by word, and a person decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from annotations.change_parts import Part, parts
from annotations.forms.action import ActionForm
from newsroom.models import Event, Project


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that both wrote: its label, their words and mine."""

    label: str
    theirs: str
    mine: str

    @property
    def parts(self) -> list[Part]:
        """From their words to mine, word by word."""
        return parts(self.theirs, self.mine)


def base_of(project: Project, kind: str, uuid: UUID, now: Mapping[str, Any], version: int) -> dict[str, Any]:
    """Return how a thing stood in an earlier version; ``now`` are the same fields as they stand, as the log writes them."""
    base = dict(now)
    events = Event.objects.filter(project=project, object_kind=kind, object_uuid=uuid).order_by("-sequence")
    for before, after in events.values_list("before", "after"):
        if after.get("version", 0) <= version:
            break
        base |= {name: value for name, value in before.items() if name in base}
    return base


def reconcile(form: ActionForm, base: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
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
            found.append(Difference(str(form.fields[name].label), _shown(form, name, then), _shown(form, name, mine)))
    return found


def _text(value: Any) -> str:
    return "" if value is None else "\n".join(str(value).strip().splitlines())


def _shown(form: ActionForm, name: str, value: str) -> str:
    """Return a value as a reader would say it."""
    choices: Sequence[Any] = list(getattr(form.fields[name], "choices", ()))
    return next((str(label) for key, label in choices if str(key) == value), value)
