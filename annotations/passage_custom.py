"""The filter of the passages by the fields that a project defined: ``x_target=kyiv``, as the columns of the files are called.

A value of a list is its key, a text is looked for within what was written, "none" is where nothing is said.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from annotations.passages import NONE, BadFilter, PassageFilter
from newsroom.custom_fields import PREFIX, fields_of, stored
from newsroom.models import CustomField, Project

Fields = Mapping[str, CustomField]


def resolve_custom(project: Project, filter: PassageFilter, using: str = "default") -> dict[str, CustomField]:
    """Return the fields that a filter names, by column. Raises ``BadFilter`` for one that is not there, or no such value."""
    if not filter.custom:
        return {}
    found = {field.column: field for field in fields_of(project, using=using)}
    for name, value in filter.custom:
        if name not in found:
            raise BadFilter(_gone(project, name))
        known = {option["key"] for option in found[name].options}
        if found[name].is_list and value not in {*known, NONE}:
            message = _("“%(value)s” is no value of “%(key)s”. There are: %(known)s.")
            raise BadFilter(message % {"value": value, "key": name, "known": ", ".join(sorted({*known, NONE}))})
    return found


def _gone(project: Project, name: str) -> str:
    removed = CustomField.objects.filter(project=project, slug=name.removeprefix(PREFIX)).first()
    if removed is None:
        return _("Passages cannot be filtered by “%(key)s”.") % {"key": name}
    message = _("The field “%(label)s” was removed, so passages cannot be filtered by it. An editor can bring it back.")
    return message % {"label": removed.label}


def is_about(fields: Fields, filter: PassageFilter, subject: str) -> bool:
    """Whether a filter asks for something in a field about ``subject``."""
    return any(fields[name].subject == subject for name, _value in filter.custom)


def saying(fields: Fields, filter: PassageFilter, subject: str, path: str) -> Q:
    """Return the condition on what has its values under ``path``."""
    condition = Q()
    for name, values in _wanted(fields, filter, subject).items():
        some = Q()
        for value in values:
            some |= _one(fields[name], value, f"{path}__{name}")
        condition &= some
    return condition


def _one(field: CustomField, value: str, path: str) -> Q:
    if value == NONE:
        return Q(**{f"{path}__isnull": True})
    return Q(**{path: value}) if field.is_list else Q(**{f"{path}__icontains": value})


def says(fields: Fields, filter: PassageFilter, subject: str, custom: Any) -> bool:
    """Whether values as they were once are kept: the same rule as ``saying``."""
    held = stored(custom)
    return all(
        any(_holds(fields[name], value, held.get(name, "")) for value in values)
        for name, values in _wanted(fields, filter, subject).items()
    )


def _holds(field: CustomField, value: str, said: str) -> bool:
    if value == NONE:
        return not said
    return said == value if field.is_list else value.casefold() in said.casefold()


def _wanted(fields: Fields, filter: PassageFilter, subject: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in filter.custom:
        if fields[name].subject == subject:
            found.setdefault(name, []).append(value)
    return found
