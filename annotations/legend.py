"""What the rail beside an article lists: its claims and the colleagues, each with a count of annotations."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from annotations.reading import Focus, Sheet
from newsroom.models import User


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend; ``only`` and ``toggle`` are query strings that bring it out or set it back."""

    kind: str
    id: str
    label: str
    slot: str
    count: str
    is_only: bool
    is_out: bool
    only: str
    toggle: str


@dataclass(frozen=True, slots=True)
class Legend:
    """Claims, those used most first, and people; counts are of annotations."""

    claims: list[Entry]
    people: list[Entry]
    count: int
    is_focused: bool


def legend_of(sheet: Sheet, people: Mapping[int, User], focus: Focus) -> Legend:
    """Count the annotations of a sheet by claim and by author; an annotation counts once for each claim."""
    claims: Counter[int] = Counter()
    authors = Counter(mark.author_id for mark in sheet.marks)
    untagged = 0
    for mark in sheet.marks:
        held = {tag.claim_id for tag in sheet.tags.get(mark.annotation_id, ())}
        claims.update(held)
        untagged += not held
    looks = sheet.looks
    entries = [
        _entry("claim", str(looks[pk].uuid), looks[pk].label, looks[pk].slot, count, focus)
        for pk, count in sorted(claims.items(), key=lambda item: (-item[1], looks[item[0]].label))
    ]
    if untagged:
        entries.append(_entry("claim", "none", _("No claim yet"), 0, untagged, focus))
    return Legend(entries, _people(authors, people, focus), len(sheet.marks), focus != Focus())


def _people(authors: Mapping[int, int], people: Mapping[int, User], focus: Focus) -> list[Entry]:
    ranked = sorted(authors.items(), key=lambda item: (-item[1], people[item[0]].name))
    return [_entry("person", people[pk].username, people[pk].name, 0, count, focus) for pk, count in ranked]


def _entry(kind: str, id: str, label: str, slot: int, count: int, focus: Focus) -> Entry:
    pair = (kind, id)
    is_only, is_out = pair in focus.solo, pair in focus.dim
    if focus == Focus():  # by far the most common, and a page may list hundreds
        return Entry(
            kind,
            id,
            label,
            str(slot),
            number_format(count),
            False,
            False,
            f"?solo={kind}:{quote(id)}",
            f"?dim={kind}:{quote(id)}",
        )
    left = tuple(held for held in focus.dim if held != pair)
    only = Focus() if is_only else Focus(solo=(pair,))
    toggle = Focus(dim=left if is_out else (*left, pair))
    shown = only.query() or "?", toggle.query() or "?"
    return Entry(kind, id, label, str(slot), number_format(count), is_only, is_out, *shown)
