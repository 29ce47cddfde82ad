"""Where one starts: the projects that one is in, and the first run of a new installation."""

from uuid import uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from newsroom.accounts import enter
from newsroom.actions.projects import create_project
from newsroom.forms.projects import FirstRunForm, ProjectForm
from newsroom.models import Membership, Project, User


@login_not_required
@require_GET
def project_list(request: HttpRequest) -> HttpResponse:
    """Show the projects that the user is in; straight to the library where there is one alone."""
    if not request.user.is_authenticated:
        return redirect("first_run" if settings.LOCAL and not User.objects.exists() else "account_login")
    mine = Membership.objects.current().filter(user=request.user).select_related("project").order_by("project__name")
    there = [each for each in mine if not each.project.deleted_at]
    memberships = [each for each in there if not each.project.archived_at]
    if len(mine) == len(memberships) == 1 and "all" not in request.GET:
        return redirect("library", memberships[0].project.key)
    context = {
        "memberships": memberships,
        "archived": [each for each in there if each.project.archived_at],
        "removed": [each for each in mine if each.is_owner and _can_come_back(each.project)],
        "action": uuid4(),
    }
    return render(request, "newsroom/projects.html", context)


def _can_come_back(project: Project) -> bool:
    return project.kept_until is not None and project.kept_until > timezone.now()


@require_http_methods(["GET", "POST"])
def project_new(request: HttpRequest) -> HttpResponse:
    """Start a project; whoever starts it owns it."""
    form = ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        project = create_project(by=request.user, name=form.cleaned_data["name"])
        return redirect("library", project.key)
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/project_new.html", {"form": form}, status=status)


@login_not_required
@require_http_methods(["GET", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Make the first account and project: on one's own machine alone, and only while nobody has an account.

    On a server the operator makes it (``manage.py add_user``): the first visitor may be anybody.
    """
    if not settings.LOCAL or User.objects.exists():
        raise Http404
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _begin(form)
        enter(request, user)
        return redirect("library", user.memberships.get().project.key)
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/first_run.html", {"form": form}, status=status)


@transaction.atomic
def _begin(form: FirstRunForm) -> User:
    if User.objects.exists():
        raise Http404
    values = form.cleaned_data
    user = User.objects.create_user(
        values["username"],
        values["email"],
        values["password"],
        display_name=values["display_name"],
        is_superuser=True,
        is_staff=True,
    )
    create_project(by=user, name=values["project"])
    return user
