"""Who may come in: fetch with the right to it, or 404 for a stranger and 403 for a member without the right."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from newsroom.models import Article, Membership
from newsroom.prepared import Prepared, first

MEMBERSHIP = Prepared(
    lambda user, key: (
        Membership.objects.current()
        .filter(user_id=user, project__key=key, project__deleted_at=None)
        .select_related("project")
        .annotate(
            has_others=Exists(Membership.objects.in_use().filter(user=OuterRef("user")).exclude(pk=OuterRef("pk")))
        )
    )
)
ARTICLE = Prepared(
    lambda project, uuid: (
        Article.objects.filter(project_id=project, uuid=uuid, deleted_at=None)
        .select_related("outlet__merged_into", "current_revision")
        .defer(*(f"current_revision__{name}" for name in ("text", "blocks", "spans", "sentences")))
    )
)


class RoleMissing(PermissionDenied):
    """A member asked for what another role may do; the message says which."""


def member(request: HttpRequest, project: str) -> Membership:
    """Return the current membership of the user in the project with key ``project``, with its project."""
    found: Membership | None = first(MEMBERSHIP.objects(user=request.user.pk, key=project))
    if found is None:
        raise Http404
    found.user = request.user  # type: ignore[assignment]
    found.only_reads = found.project.archived_at is not None
    return found


def analyst(request: HttpRequest, project: str) -> Membership:
    """Return the membership of somebody who may annotate."""
    found = member(request, project)
    refuse_readers(found)
    return found


def refuse_readers(membership: Membership) -> None:
    """Raise ``RoleMissing`` for somebody who may not annotate."""
    if not membership.can_annotate:
        raise RoleMissing(_("Readers change nothing. Analysts, editors and owners may do this."))


def editor(request: HttpRequest, project: str) -> Membership:
    """Return the membership of somebody who may import and edit articles."""
    found = member(request, project)
    if not found.can_edit:
        raise RoleMissing(_("Only an editor or an owner of the project may do this."))
    return found


def owner(request: HttpRequest, project: str) -> Membership:
    """Return the membership of an owner."""
    found = member(request, project)
    if not found.is_owner:
        raise RoleMissing(_("Only an owner of the project may do this."))
    return found


def article(membership: Membership, uuid: UUID) -> Article:
    """Return an article of the member's project that is not removed, with outlet and current revision's bare facts."""
    found: Article | None = first(ARTICLE.objects(project=membership.project_id, uuid=uuid))
    if found is None:
        raise Http404
    found.project = membership.project
    return found
