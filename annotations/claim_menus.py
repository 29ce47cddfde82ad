"""What the filters of a claim's page can be set to, and what is set."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.template.defaultfilters import date as format_date
from django.utils.translation import gettext as _

from annotations.claim_filter import SORTS
from annotations.claim_selection import Selection
from annotations.models import Speaker, Stance
from annotations.passage_menus import Chip, Entry, Menu
from annotations.passages import NONE
from newsroom.models import Outlet


def menus(selection: Selection) -> Sequence[Menu]:
    """Return the menus: stance, what is in doubt, and the order of the places."""
    filter = selection.filter
    stances = tuple(
        Entry(str(label), filter.address(stance="" if filter.stance == value else value), filter.stance == value)
        for value, label in Stance.choices
    )
    doubts = {"contested": _("Contested"), "changed": _("Changed or lost"), "said": _("With a time said")}
    more = tuple(
        Entry(label, filter.address(**{name: not getattr(filter, name)}), getattr(filter, name))
        for name, label in doubts.items()
    )
    return (
        Menu("stance", _("Stance"), bool(filter.stance), stances),
        Menu("more", _("More"), any(entry.is_set for entry in more), more),
        Menu("sort", order_names()[filter.sort], False, orders(selection)),
    )


def orders(selection: Selection) -> tuple[Entry, ...]:
    """Return the orders of the places."""
    names = order_names()
    sort = selection.filter.sort
    return tuple(Entry(names[one], selection.filter.address(sort=one) + "#places", one == sort) for one in SORTS)


def order_names() -> dict[str, str]:
    """Return the orders in words."""
    return {
        "newest": _("Newest first"),
        "oldest": _("Oldest first"),
        "speaker": _("By speaker"),
        "outlet": _("By outlet"),
        "stance": _("By stance"),
    }


def chips(selection: Selection) -> Iterator[Chip]:
    """Yield what is set, each with the address without it."""
    filter = selection.filter
    if filter.speaker:
        yield Chip(_("Speaker"), _name(Speaker, filter.speaker, _("Speaker not named")), filter.address(speaker=""))
    if filter.outlet:
        yield Chip(_("Outlet"), _name(Outlet, filter.outlet, _("No outlet")), filter.address(outlet=""))
    if filter.stance:
        yield Chip(_("Stance"), str(Stance(filter.stance).label), filter.address(stance=""))
    if filter.since:
        yield Chip(_("From"), format_date(filter.since, "DATE_FORMAT"), filter.address(since=None))
    if filter.until:
        yield Chip(_("Until"), format_date(filter.until, "DATE_FORMAT"), filter.address(until=None))
    yield from _flags(selection)


def _flags(selection: Selection) -> Iterator[Chip]:
    words = {
        "undated": _("Without a date"),
        "contested": _("Contested"),
        "changed": _("Changed or lost"),
        "said": _("With a time said"),
    }
    for name, label in words.items():
        if getattr(selection.filter, name):
            yield Chip("", label, selection.filter.address(**{name: False}))


def _name(model: Any, value: str, nobody: str) -> str:
    if value == NONE:
        return nobody
    found = model.objects.select_related("merged_into").get(uuid=value)
    return str(found.merged_into or found)
