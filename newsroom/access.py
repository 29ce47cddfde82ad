"""Who may come in: fetch with the right to it, or 404 for a stranger and 403 for a member without the right."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from newsroom.models import Article, Membership, Role
from newsroom.prepared import Prepared, first

MEMBERSHIP = Prepared(
    lambda user, key: (
        Membership.objects.current()
        .filter(user_id=user, project__key=key, project__deleted_at=None)
        .select_related("project")
    )
)
ARTICLE = Prepared(
    lambda project, uuid: (
        Article.objects.filter(project_id=project, uuid=uuid, deleted_at=None)
        .select_related("outlet__merged_into", "current_revision")
        .defer(*(f"current_revision__{name}" for name in ("text", "blocks", "spans", "sentences")))
    )
)


def member(request: HttpRequest, project: str) -> Membership:
    """Return the current membership of the user in the project with key ``project``, with its project."""
    found: Membership | None = first(MEMBERSHIP.objects(user=request.user.pk, key=project))
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
    found: Article | None = first(ARTICLE.objects(project=membership.project_id, uuid=uuid))
    if found is None:
        raise Http404
    found.project = membership.project
    return found
