"""The fields that a project defined itself, and what they say of a tagging or an article.

A project without any costs no query (``Project.has_fields``).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from newsroom.models import CustomField, Project

MOST: Final = 8
"""Fields of a project."""
MOST_OPTIONS: Final = 100
"""Values of a list that can be chosen."""
LONGEST: Final = 300
"""Code points of a text."""
PREFIX: Final = "x_"


def fields_of(project: Project, subject: str = "", using: str = "default") -> list[CustomField]:
    """Return the project's fields about ``subject``, all without one, in their order."""
    if not project.has_fields:
        return []
    found = CustomField.objects.using(using).current().filter(project=project)
    return list((found.filter(subject=subject) if subject else found).in_order())


def stored(custom: Any) -> Mapping[str, str]:
    """Return stored values; a database that was asked without Django's conversions gives them as text."""
    if not custom:
        return {}
    found: Mapping[str, str] = json.loads(custom) if isinstance(custom, str) else custom
    return found


def told(fields: Iterable[CustomField], custom: Any) -> list[tuple[str, str]]:
    """Return label and value of what is said, in the order of the fields."""
    values = stored(custom)
    return [(field.label, field.said(values)) for field in fields if values.get(field.column)]


def merged(present: Mapping[str, str] | None, given: Mapping[str, str]) -> dict[str, str] | None:
    """Return the values with those that were given; empty ones go, others stay, None is for none at all.

    >>> merged({"x_target": "kyiv", "x_gone": "kept"}, {"x_target": ""})
    {'x_gone': 'kept'}
    """
    values = {name: value for name, value in {**(present or {}), **given}.items() if value}
    return values or None


def cells(fields: Sequence[CustomField], custom: Any) -> tuple[str, ...]:
    """Return one cell a field."""
    values = stored(custom)
    return tuple(field.said(values) for field in fields)
