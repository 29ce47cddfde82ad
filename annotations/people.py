"""The people of a project, as texts name them and as lists offer them."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from annotations.mentions import handles
from annotations.models import Annotation
from newsroom.models import Membership, Project, User

OFFERED: Final = 8
"""People that a list under a text offers at most."""


def names_in(project: Project, texts: Iterable[str]) -> dict[str, str]:
    """Return today's names of the people whom the texts name, by handle in lower case, former members too.

    One query, none where no text has an @.
    """
    wanted = {handle.lower() for text in texts if "@" in text for handle in handles(text)}
    return {user.username.lower(): user.name for user in _named(project, wanted)} if wanted else {}


def members_named(project: Project, wanted: Iterable[str]) -> list[User]:
    """Return those current members whom the handles name, in the order of their names."""
    lower = {handle.lower() for handle in wanted}
    if not lower:
        return []
    current = Q(memberships__project=project, memberships__ended_at=None)
    return list(_by_handle(lower).filter(current).distinct().order_by("username"))


def strangers_in(project: Project, text: str, annotation: Annotation | None = None) -> list[str]:
    """Return the handles in a text that tell nobody: no member's, or of one who may not see the annotation."""
    wanted = handles(text)
    people = members_named(project, wanted)
    told = {user.username.lower() for user in (readers(annotation, people) if annotation else people)}
    return [handle for handle in wanted if handle.lower() not in told]


def readers(annotation: Annotation, people: Iterable[User]) -> list[User]:
    """Return those of a few members who may see an annotation today."""
    return [user for user in people if Annotation.objects.visible_to(user).filter(pk=annotation.pk).exists()]


def offered(membership: Membership, find: str, annotation: Annotation | None) -> Sequence[User]:
    """Return the members whose name or handle begins with ``find``, as far as they may see ``annotation``."""
    current = Membership.objects.current().filter(project=membership.project).exclude(user=membership.user)
    begins = Q(user__username__istartswith=find) | Q(user__display_name__istartswith=find)
    begins |= Q(user__display_name__icontains=f" {find}")
    found = current.filter(begins) if find else current
    people = [one.user for one in found.select_related("user").order_by("user__display_name", "user_id")[:OFFERED]]
    return readers(annotation, people) if annotation else people


def _by_handle(lower: set[str]) -> QuerySet[User]:
    return User.objects.annotate(handle=Lower("username")).filter(handle__in=lower)


def _named(project: Project, lower: set[str]) -> QuerySet[User]:
    return _by_handle(lower).filter(memberships__project=project).distinct()
