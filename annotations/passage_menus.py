"""What the filters of the passages page say and can be set to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from django.utils.translation import gettext as _, gettext_lazy

from annotations.menus import choices
from annotations.models import AnchorStatus, Certainty, Claim, Form, Speaker, Stance, Visibility
from annotations.passage_page import kind_names
from annotations.passages import CHOICES, LISTS, NONE, TITLES, PassageFilter
from newsroom.dates import published
from newsroom.models import Article, Outlet, Project, User

LONG_MENUS: Final = ("claim", "speaker", "outlet", "author", "via")
"""Filters with so many values that their menus come when they are opened."""
SHORT_MENUS: Final = ("stance", "form", "certainty", "kind", "status", "agreement")
NOTHING: Final[dict[str, Any]] = {
    "speaker": gettext_lazy("Speaker not named"),
    "via": gettext_lazy("Nobody"),
    "outlet": gettext_lazy("No outlet"),
    "form": gettext_lazy("not said"),
    "certainty": gettext_lazy("not said"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a menu: following ``address`` adds it, or takes it away where it is set. ``slot`` is a claim's colour."""

    label: str
    address: str
    is_set: bool = False
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Menu:
    """A filter with its values; those of a long one come later."""

    key: str
    title: str
    is_set: bool
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """A value that is set, with the address without it."""

    title: str
    label: str
    address: str


def menus(filter: PassageFilter) -> list[Menu]:
    """Return the filters of the page, long ones first."""
    long = [Menu(key, str(TITLES[key]), bool(getattr(filter, key))) for key in LONG_MENUS]
    return long[:4] + [short_menu(filter, key) for key in SHORT_MENUS] + long[4:]


def short_menu(filter: PassageFilter, key: str) -> Menu:
    """Return a filter with all its values."""
    labels, given = value_names(key), getattr(filter, key)
    entries = tuple(_entry(filter, key, value, labels[value]) for value in CHOICES[key])
    return Menu(key, str(TITLES[key]), bool(given), entries)


def long_entries(project: Project, user: User, filter: PassageFilter, key: str, find: str) -> list[Entry]:
    """Return the values of a long menu that hold ``find``, a bounded number."""
    if key == "author":
        found = _people(project, find)
    else:
        found = choices(project, user, "speaker" if key == "via" else key, find)
    if key in ("speaker", "via") and not find:
        found.insert(0, (NONE, str(NOTHING[key]), 0))
    return [_entry(filter, key, str(value), label, slot) for value, label, slot in found]


def _entry(filter: PassageFilter, key: str, value: str, label: Any, slot: int = 0) -> Entry:
    is_set = value in getattr(filter, key)
    address = filter.minus(key, value) if is_set else filter.plus(key, value)
    return Entry(str(label), address, is_set, slot)


def _people(project: Project, find: str) -> list[tuple[Any, str, int]]:
    members = User.objects.filter(memberships__project=project).distinct().order_by("display_name", "username")
    wanted = find.casefold()
    return [(user.username, user.name, 0) for user in members if wanted in f"{user.name} {user.username}".casefold()]


def value_names(key: str) -> dict[str, Any]:
    """Return the values of a short filter in words."""
    names: dict[str, dict[str, Any]] = {
        "stance": dict(Stance.choices),
        "form": dict(Form.choices),
        "certainty": dict(Certainty.choices),
        "visibility": dict(Visibility.choices),
        "kind": kind_names(),
        "status": dict(AnchorStatus.choices),
        "agreement": {
            "several": _("several analysts"),
            "contested": _("contested"),
            "single": _("one analyst alone"),
        },
    }
    return {**names[key], **({NONE: NOTHING[key]} if key in NOTHING else {})}


def chips(project: Project, filter: PassageFilter) -> Iterator[Chip]:
    """Yield what is set, each with the address without it."""
    for key in (*LISTS, "visibility"):
        values = getattr(filter, key)
        labels = _labels(project, key, values) if values else {}
        for value in values:
            yield Chip(str(TITLES[key]), labels.get(value, value), filter.minus(key, value))
    if filter.since or filter.until:
        span = " – ".join(published(_noon(day), "day") if day else "…" for day in (filter.since, filter.until))
        yield Chip(_("Published"), span, filter.address(since=None, until=None))
    if filter.undated:
        yield Chip("", _("or no date") if filter.since or filter.until else _("No date"), filter.address(undated=False))
    if filter.untagged:
        yield Chip("", _("Without a claim"), filter.address(untagged=False))
    if filter.q:
        yield Chip("", f"“{filter.q}”", filter.address(q=""))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _labels(project: Project, key: str, values: tuple[str, ...]) -> dict[str, str]:
    if key in CHOICES:
        return {value: str(label) for value, label in value_names(key).items()}
    if key == "author":
        found = User.objects.filter(username__in=values, memberships__project=project)
        return {user.username: user.name for user in found}
    models: dict[str, Any] = {"claim": Claim, "article": Article, "outlet": Outlet, "speaker": Speaker, "via": Speaker}
    rows = models[key].objects.filter(project=project, uuid__in=[value for value in values if value != NONE])
    rows = rows if key == "article" else rows.select_related("merged_into")
    return {NONE: str(NOTHING.get(key, "")), **{str(row.uuid): str(getattr(row, "shown", row)) for row in rows}}
