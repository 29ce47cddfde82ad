"""Two versions of the same thing side by side, word by word: what somebody typed, and what somebody else saved meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotations.change_parts import Part, parts
from annotations.forms.action import ActionForm
from newsroom.both import base_of, clashes

__all__ = ["Difference", "base_of", "reconcile"]


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


def reconcile(form: ActionForm, base: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """Give ``form`` their values where one typed nothing else, and return what both changed."""
    found = clashes(form, base, now)
    return [Difference(str(form.fields[each.name].label), each.theirs, each.mine) for each in found]
