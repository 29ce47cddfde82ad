"""Projects and who is in them."""

from django.utils import timezone
from django.utils.text import slugify

from newsroom.models import Membership, Project, Role, User


def create_project(*, by: User, name: str, key: str = "") -> Project:
    """Make a project with ``by`` as its owner. The key is for good: it stands in every address."""
    project = Project.objects.create(name=name, key=key or _free_key(name))
    Membership.objects.create(project=project, user=by, role=Role.OWNER)
    return project


def add_member(*, by: User, project: Project, user: User, role: str) -> Membership:
    """Let ``user`` in with a role; somebody who is in already gets the role."""
    membership, made = Membership.objects.current().get_or_create(
        project=project, user=user, ended_at=None, defaults={"role": role}
    )
    if not made and membership.role != role:
        membership.role = role
        membership.save(update_fields=["role"])
    return membership


def end_membership(*, by: User, membership: Membership) -> None:
    """Let a member go; the work stays, under their name."""
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])


def _free_key(name: str) -> str:
    base = slugify(name)[:50] or "project"
    key, number = base, 2
    while Project.objects.filter(key=key).exists():
        key, number = f"{base}-{number}", number + 1
    return key
