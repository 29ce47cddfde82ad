"""Projects and who is in them."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify

from newsroom import log
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


def edit_project(*, by: User, project: Project, values: Mapping[str, Any], token: log.Token) -> None:
    """Change the settings of a project, or put it into the archive and take it out again (``archived_at``)."""
    with log.act(by=by, project=project, kind="project_edit", token=token) as act:
        if act.is_repeated:
            return
        fresh = Project.objects.get(pk=project.pk)
        before = log.snapshot(fresh)
        for name, value in values.items():
            setattr(fresh, name, value)
            setattr(project, name, value)
        if log.snapshot(fresh) != before:
            fresh.version += 1
            fresh.save(update_fields=[*values, "version"])
        act.project = fresh
        act.changed(fresh, before)


def _free_key(name: str) -> str:
    base = slugify(name)[:50] or "project"
    key, number = base, 2
    while Project.objects.filter(key=key).exists():
        key, number = f"{base}-{number}", number + 1
    return key
