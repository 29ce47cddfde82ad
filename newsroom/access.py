"""Who may come in: fetch with the right to it, or 404 for a stranger and 403 for a member without the right."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from newsroom.models import Article, Membership, Role


def member(request: HttpRequest, project: str) -> Membership:
    """Return the current membership of the user in the project with key ``project``, with its project."""
    found = (
        Membership.objects.current()
        .filter(user_id=request.user.pk, project__key=project)
        .select_related("project")
        .first()
    )
    if found is None:
        raise Http404
    found.user = request.user  # type: ignore[assignment]
    return found


def analyst(request: HttpRequest, project: str) -> Membership:
    """Return the membership of somebody who may annotate."""
    found = member(request, project)
    if not found.can_annotate:
        raise PermissionDenied
    return found


def editor(request: HttpRequest, project: str) -> Membership:
    """Return the membership of somebody who may import and edit articles."""
    found = member(request, project)
    if not found.can_edit:
        raise PermissionDenied
    return found


def owner(request: HttpRequest, project: str) -> Membership:
    """Return the membership of an owner."""
    found = member(request, project)
    if found.role != Role.OWNER:
        raise PermissionDenied
    return found


def article(membership: Membership, uuid: UUID) -> Article:
    """Return an article of the member's project that is not removed, with outlet and current revision's bare facts."""
    found = (
        Article.objects.in_project(membership.project)
        .select_related("outlet", "current_revision")
        .defer(
            "current_revision__text",
            "current_revision__blocks",
            "current_revision__spans",
            "current_revision__sentences",
        )
        .filter(uuid=uuid)
        .first()
    )
    if found is None:
        raise Http404
    found.project = membership.project
    return found
