"""The settings of a project, its archive, and its removal."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from newsroom import access, log
from newsroom.actions.projects import (
    archive_project,
    bring_back_project,
    edit_project,
    remove_project,
    reopen_project,
)
from newsroom.both import base_of, sides
from newsroom.forms.projects import RemovalForm
from newsroom.forms.settings import ProjectSettingsForm
from newsroom.models import Article, Membership, Project, Role, User
from newsroom.models.project import KEPT
from newsroom.views.imports import posted_action


@require_http_methods(["GET", "POST"])
def project_settings(request: HttpRequest, project: str) -> HttpResponse:
    """Say how one works in a project: owners change it, editors read it."""
    if request.method == "GET":
        return _page(request, _reader_of_settings(request, project))
    membership = access.owner(request, project)
    if membership.only_reads:
        raise log.Closed(log.archived_words())
    form = ProjectSettingsForm.of(membership.project, request.POST)
    if not form.is_valid():
        return _page(request, membership, form, status=422)
    values, version = form.values(), form.cleaned_data["version"]
    token = log.make_token(posted_action(request), {**values, "version": version})
    try:
        edit_project(by=membership.user, project=membership.project, values=values, version=version, token=token)
    except log.Conflict as conflict:
        return _both(request, membership, form, str(conflict))
    messages.success(request, _("Saved."))
    return redirect("project_settings", project)


@require_POST
def project_archive(request: HttpRequest, project: str) -> HttpResponse:
    """Put a project into the archive, or reopen it."""
    membership = access.owner(request, project)
    is_reopened = request.POST.get("do") == "reopen"
    act = reopen_project if is_reopened else archive_project
    token = log.make_token(posted_action(request), {"reopen": is_reopened})
    act(by=membership.user, project=membership.project, token=token)
    done = _("The project is in use again.") if is_reopened else _("The project is in the archive.")
    messages.success(request, done)
    return redirect("project_settings", project)


@require_http_methods(["GET", "POST"])
def project_remove(request: HttpRequest, project: str) -> HttpResponse:
    """Ask for the project's name, and remove it."""
    membership = access.owner(request, project)
    form = RemovalForm(request.POST or None, name=membership.project.name)
    if request.method == "POST" and form.is_valid():
        token = log.make_token(form.cleaned_data["action"], {"remove": project})
        remove_project(by=membership.user, project=membership.project, token=token)
        messages.success(request, _("“%(name)s” was removed.") % {"name": membership.project.name})
        return redirect("project_list")
    current = membership.project
    context = {
        "project": current,
        "membership": membership,
        "form": form,
        "days": KEPT.days,
        "articles": Article.objects.in_project(current).count(),
        "members": Membership.objects.current().filter(project=current).count(),
    }
    return render(request, "newsroom/project_remove.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def project_bring_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Bring a removed project back, as one of its owners."""
    assert isinstance(request.user, User)
    owned = Membership.objects.current().filter(user=request.user, role=Role.OWNER, project__uuid=uuid)
    membership = owned.exclude(project__deleted_at=None).select_related("project").first()
    if membership is None:
        raise Http404
    token = log.make_token(posted_action(request), {"bring_back": str(uuid)})
    bring_back_project(by=request.user, project=membership.project, token=token)
    messages.success(request, _("“%(name)s” is back.") % {"name": membership.project.name})
    return redirect("library", membership.project.key)


def _both(request: HttpRequest, membership: Membership, form: ProjectSettingsForm, message: str) -> HttpResponse:
    """Show what another owner saved meanwhile beside what was typed; nothing of either is thrown away."""
    now = Project.objects.get(pk=membership.project_id)
    snapshot, version = log.snapshot(now), form.cleaned_data["version"]
    theirs = {name: snapshot[name] for name in form.values()}
    base = base_of(now, "project", now.uuid, theirs, version)
    differences = sides(form, base, theirs)
    form.data["version"] = str(now.version)  # type: ignore[index]
    return _page(request, membership, form, 409, {"message": message, "differences": differences})


def _reader_of_settings(request: HttpRequest, project: str) -> Membership:
    membership = access.member(request, project)
    if membership.role not in (Role.OWNER, Role.EDITOR):
        raise access.RoleMissing(_("Only editors and owners of the project see its settings."))
    return membership


def _page(
    request: HttpRequest,
    membership: Membership,
    form: ProjectSettingsForm | None = None,
    status: int = 200,
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    form = form or ProjectSettingsForm.of(membership.project)
    may_change = membership.is_owner and not membership.only_reads
    owners = Membership.objects.owners(membership.project).select_related("user").order_by("joined_at")
    context = {
        "project": membership.project,
        "membership": membership,
        "form": form,
        "may_change": may_change,
        "owners": [] if membership.is_owner else [owner.user.name for owner in owners],
        "action": uuid4(),
        **(more or {}),
    }
    return render(request, "newsroom/project_settings.html", context, status=status)
