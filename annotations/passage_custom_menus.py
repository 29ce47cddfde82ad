"""The fields that a project defined, among the filters of the passages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.passage_custom import Fields
from annotations.passage_menus import Chip, Entry
from annotations.passages import NONE, PassageFilter
from newsroom.models import CustomField


@dataclass(frozen=True, slots=True)
class OwnMenu:
    """One field in the row of filters: the values of a list, or what is looked for in a text with the rest of the filter."""

    title: str
    key: str
    is_set: bool
    entries: tuple[Entry, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    find: str = ""


def own_menus(fields: Iterable[CustomField], filter: PassageFilter) -> Iterator[OwnMenu]:
    """Yield the fields of a project as filters."""
    for field in fields:
        set_here = [value for name, value in filter.custom if name == field.column]
        if not field.is_list:
            kept = tuple(pair for pair in filter.pairs() if pair[0] != field.column)
            yield OwnMenu(field.label, field.column, bool(set_here), kept=kept, find=" ".join(set_here))
            continue
        gone = [(value, field.words(value)) for value in set_here if value not in dict(field.offered) and value != NONE]
        choices = [*field.offered, *gone, (NONE, _("not said"))]
        entries = tuple(_entry(filter, field.column, value, label) for value, label in choices)
        yield OwnMenu(field.label, field.column, bool(set_here), entries)


def own_chips(fields: Fields, filter: PassageFilter) -> Iterator[Chip]:
    """Yield what is set of them, each with the address without it."""
    for name, value in filter.custom:
        label = _("not said") if value == NONE else fields[name].words(value)
        yield Chip(fields[name].label, label, _without(filter, name, value))


def _entry(filter: PassageFilter, name: str, value: str, label: str) -> Entry:
    is_set = (name, value) in filter.custom
    address = (
        _without(filter, name, value)
        if is_set
        else filter.address(custom=tuple(sorted({*filter.custom, (name, value)})))
    )
    return Entry(label, address, is_set)


def _without(filter: PassageFilter, name: str, value: str) -> str:
    return filter.address(custom=tuple(pair for pair in filter.custom if pair != (name, value)))
