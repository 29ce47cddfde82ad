"""The switcher in the bar: from one project to another, on every page."""

from dataclasses import dataclass
from typing import Any, Final

from django import template
from django.http import HttpRequest
from django.urls import reverse

from newsroom.models import Membership, Project, User
from newsroom.prepared import Prepared

register = template.Library()

MOST: Final = 20
"""So many projects are in the menu; the page of projects has all."""
ALIKE: Final = {"library", "passages_list", "claim_list", "speaker_list", "inbox", "activity_list", "member_list"}
"""Pages that every project has: from one of them one comes to the same one of the other project."""
ROOMS = Prepared(
    lambda user: (
        Membership.objects.in_use()
        .filter(user_id=user)
        .order_by("project__name", "project__key")
        .values_list("project__key", "project__name")[: MOST + 1]
    )
)


@dataclass(frozen=True, slots=True)
class Room:
    """One line of the menu."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Rooms:
    """The menu; ``has_more`` where it does not name all projects."""

    rooms: list[Room]
    has_more: bool


@register.simple_tag(takes_context=True)
def rooms(context: dict[str, Any]) -> Rooms:
    """Return the projects in use that the user is in; whoever is known to be in one alone costs no question."""
    user, project, membership = context.get("user"), context.get("project"), context.get("membership")
    if not isinstance(user, User):
        return Rooms([], False)
    if isinstance(membership, Membership) and not membership.has_others:
        return Rooms([], False)
    found = ROOMS.rows(user=user.pk)
    view = _view(context.get("request"))
    key = project.key if isinstance(project, Project) else ""
    listed = [Room(name, reverse(view, args=[other]), other == key) for other, name in found[:MOST]]
    return Rooms(listed, len(found) > MOST)


def _view(request: HttpRequest | None) -> str:
    match = request.resolver_match if request else None
    return match.url_name if match and match.url_name in ALIKE else "library"
