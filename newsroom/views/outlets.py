"""Outlets: their list, editing one, merging one into another and taking them apart again."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from newsroom import access, log, outlets
from newsroom.actions.outlets import edit_outlet, merge_outlet, separate_outlet
from newsroom.both import Sides, base_of, sides
from newsroom.forms.outlets import OutletForm, OutletMergeForm
from newsroom.importers.marks import tidy
from newsroom.models import Membership, Outlet
from newsroom.paging import done_action, page_number, steps
from newsroom.views.imports import posted_action

OFFERED = 500


@require_GET
def outlet_list(request: HttpRequest, project: str) -> HttpResponse:
    """List the project's outlets by name, with the number of articles and their first and last day."""
    membership = access.member(request, project)
    find = tidy(request.GET.get("find", "")).strip()[:100]
    found, page = outlets.found(membership.project, find), page_number(request)
    total = found.count()
    shown = list(found[(page - 1) * outlets.PAGE : page * outlets.PAGE])
    context = {"project": membership.project, "membership": membership, "find": find, "total": total}
    context |= {"entries": outlets.entries(shown), **steps(page, total, outlets.PAGE, {"find": find})}
    if membership.can_edit and page == 1 and not find:
        context["alike"] = outlets.alike(membership.project)
    return render(request, "newsroom/outlets.html", context)


@require_http_methods(["GET", "POST"])
def outlet_edit(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Change an outlet's name, domain and country. One that was merged leads to the one that stands for it."""
    membership = access.editor(request, project)
    outlet = _outlet(membership, uuid)
    if outlet.merged_into is not None:
        return redirect("outlet_edit", project, outlet.merged_into.uuid)
    if request.method == "GET":
        return _page(request, membership, OutletForm(outlet=outlet))
    form = OutletForm(request.POST, outlet=outlet)
    if not form.is_valid():
        return _page(request, membership, form, 422)
    version, action = form.cleaned_data["version"], form.cleaned_data["action"]
    token = log.make_token(action, {"outlet": str(uuid), "version": version, **form.values})
    try:
        edit_outlet(by=membership.user, outlet=outlet, version=version, token=token, **form.values)
    except log.Conflict as conflict:
        return _both(request, membership, form, str(conflict), _outlet(membership, uuid))
    return _to(project, outlet, action)


def _both(request: HttpRequest, membership: Membership, form: OutletForm, message: str, now: Outlet) -> HttpResponse:
    """Show what somebody else saved meanwhile beside what was typed."""
    snapshot = log.snapshot(now)
    theirs = {name: snapshot[name] for name in form.values}
    base = base_of(membership.project, "outlet", now.uuid, theirs, form.cleaned_data["version"])
    differences = sides(form, base, theirs)
    return _page(request, membership, form.again(now), 409, message, differences=differences)


@require_POST
def outlet_merge(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Let an outlet stand for another one from now on."""
    membership = access.editor(request, project)
    outlet, action = _outlet(membership, uuid), posted_action(request)
    if _is_done(membership, action):
        return _to(project, outlet.shown, action)
    form = OutletMergeForm(request.POST, project=membership.project, outlet=outlet)
    if not form.is_valid():
        return _page(request, membership, OutletForm(outlet=outlet), 422, merge=form)
    into, version = form.cleaned_data["into"], form.cleaned_data["version"]
    token = log.make_token(action, {"outlet": str(uuid), "version": version, "into": str(into.uuid)})
    merge_outlet(by=membership.user, outlet=outlet, version=version, into=into, token=token)
    return _to(project, into, action)


@require_POST
def outlet_separate(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Let a merged outlet stand for itself again."""
    membership = access.editor(request, project)
    outlet, action = _outlet(membership, uuid), posted_action(request)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 10 else -1
    token = log.make_token(action, {"outlet": str(uuid), "version": version, "separate": True})
    separate_outlet(by=membership.user, outlet=outlet, version=version, token=token)
    return _to(project, outlet, action)


def _outlet(membership: Membership, uuid: UUID) -> Outlet:
    rows = Outlet.objects.filter(project=membership.project, uuid=uuid, deleted_at=None)
    found = rows.select_related("merged_into").first()
    if found is None:
        raise Http404
    found.project = membership.project
    return found


def _is_done(membership: Membership, action: UUID) -> bool:
    """Whether this very request was answered before: by then the outlet is merged, by the first try itself."""
    return membership.project.actions.filter(uuid=action, by=membership.user, kind="outlet_merge").exists()


def _to(project: str, outlet: Outlet, action: UUID) -> HttpResponse:
    return redirect(f"{reverse('outlet_edit', args=[project, outlet.uuid])}?done={action}")


def _page(
    request: HttpRequest,
    membership: Membership,
    form: OutletForm,
    status: int = 200,
    message: str = "",
    merge: OutletMergeForm | None = None,
    differences: Sequence[Sides] = (),
) -> HttpResponse:
    outlet = form.outlet
    others = Outlet.objects.current().filter(project=membership.project).exclude(pk=outlet.pk).order_by("folded")
    context = {"project": membership.project, "membership": membership, "form": form, "outlet": outlet}
    context |= {"entry": outlets.entries([outlet])[0], "similar": outlets.similar(outlet), "merge": merge}
    context |= {
        "names": list(others.values_list("name", flat=True)[:OFFERED]),
        "message": message,
        "differences": differences,
    }
    context |= {"action": uuid4(), "done": done_action(request, membership), "said": _("Saved.")}
    return render(request, "newsroom/outlet_edit.html", context, status=status)
