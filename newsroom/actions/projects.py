"""Projects and who is in them."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

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


def edit_project(
    *, by: User, project: Project, values: Mapping[str, Any], token: log.Token, version: int | None = None
) -> None:
    """Change the settings of a project. Raises ``log.Conflict`` where it is not in the ``version`` that one saw any more."""
    _write(by, project, "project_edit", values, token, version)


def archive_project(*, by: User, project: Project, token: log.Token) -> None:
    """Put a project into the archive: whoever is in reads it, and nobody writes until it is reopened."""
    _write(by, project, "project_archive", {"archived_at": timezone.now()}, token)


def reopen_project(*, by: User, project: Project, token: log.Token) -> None:
    """Take a project out of the archive."""
    _write(by, project, "project_reopen", {"archived_at": None}, token)


def remove_project(*, by: User, project: Project, token: log.Token) -> None:
    """Close a project to everybody. Nothing in it is destroyed, and an owner may bring it back for a time."""
    _write(by, project, "project_remove", {"deleted_at": timezone.now()}, token)


def bring_back_project(*, by: User, project: Project, token: log.Token) -> None:
    """Open a removed project again. Raises ``log.Conflict`` where the time for it is over."""
    if project.kept_until and project.kept_until < timezone.now():
        raise log.Conflict(_("This project was removed too long ago. Ask the people who run this site."))
    _write(by, project, "project_bring_back", {"deleted_at": None}, token)


def _write(
    by: User, project: Project, kind: str, values: Mapping[str, Any], token: log.Token, version: int | None = None
) -> None:
    with log.act(by=by, project=project, kind=kind, token=token) as act:
        if act.is_repeated:
            return
        fresh = Project.objects.get(pk=project.pk)
        if version not in (None, fresh.version):
            raise log.Conflict(_("Somebody changed the settings meanwhile."))
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
