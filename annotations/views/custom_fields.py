"""The fields that a project adds to its taggings and articles: their list, adding, changing, removing, bringing back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.custom_uses import uses_of, values_of
from annotations.forms.action import VersionForm
from annotations.forms.custom_fields import VALUE, FieldEditForm, FieldForm
from annotations.views.returning import see
from newsroom import access, log
from newsroom.actions import custom_fields as actions
from newsroom.actions.custom_fields import full
from newsroom.custom_fields import MOST
from newsroom.models import CustomField, Membership
from newsroom.paging import done_action


@require_GET
def field_list(request: HttpRequest, project: str) -> HttpResponse:
    """List the fields of a project with how often each is filled in, and those that were removed."""
    membership = access.editor(request, project)
    fields = list(CustomField.objects.filter(project=membership.project).in_order())
    uses = uses_of(membership, fields)
    rows = [{"field": field, "uses": uses.get(field.column, 0)} for field in fields]
    present = [row for row in rows if row["field"].deleted_at is None]
    context = _context(membership) | {
        "rows": present,
        "removed": [row for row in rows if row["field"].deleted_at],
        "is_full": len(present) >= MOST,
        "done": done_action(request, membership),
        "said": _("Done."),
    }
    return render(request, "annotations/fields.html", context)


@require_http_methods(["GET", "POST"])
def field_new(request: HttpRequest, project: str) -> HttpResponse:
    """Add a field."""
    membership = access.editor(request, project)
    options: dict[str, Any] = {"project": membership.project, "kind": "field_new", "target": membership.project.uuid}
    if request.method == "GET":
        return _new_page(request, membership, FieldForm(**options))
    form = FieldForm(request.POST, **options)
    if form.token and log.is_known(membership.project, form.token):
        return _to_list(membership, form)
    if not form.is_valid() or form.token is None:
        return _new_page(request, membership, form, 422)
    try:
        actions.add_field(by=membership.user, project=membership.project, token=form.token, **form.asked)
    except log.Conflict as conflict:
        form.refuse(conflict)
        return _new_page(request, membership, form, 409)
    return _to_list(membership, form)


@require_http_methods(["GET", "POST"])
def field_edit(request: HttpRequest, project: str, field: UUID) -> HttpResponse:
    """Change the name of a field and the values of a list."""
    membership = access.editor(request, project)
    found = _field(membership, field)
    options: dict[str, Any] = {"project": membership.project, "present": found, "kind": "field_edit", "target": field}
    if request.method == "GET":
        initial = {"label": found.label, "version": found.version}
        return _edit_page(request, membership, FieldEditForm(initial=initial, **options))
    form = FieldEditForm(request.POST, **options)
    if not form.is_valid() or form.token is None:
        return _edit_page(request, membership, form, 422)
    values = {"label": form.cleaned_data["label"], "options": form.options, "version": form.cleaned_data["version"]}
    try:
        actions.edit_field(by=membership.user, field=found, token=form.token, **values)
    except log.Conflict as conflict:
        form.refuse(conflict, _field(membership, field).version)
        return _edit_page(request, membership, form, 409)
    return _to_list(membership, form)


@require_POST
def field_move(request: HttpRequest, project: str, field: UUID) -> HttpResponse:
    """Put a field one place up or down."""
    step = -1 if request.POST.get("to") == "up" else 1

    def move(**how: Any) -> CustomField:
        return actions.move_field(step=step, **how)

    return _put(request, project, field, move, f"field_move_{step}")


@require_POST
def field_remove(request: HttpRequest, project: str, field: UUID) -> HttpResponse:
    """Take a field away; what was filled in is kept."""
    return _put(request, project, field, actions.remove_field, "field_remove")


@require_POST
def field_restore(request: HttpRequest, project: str, field: UUID) -> HttpResponse:
    """Bring a removed field back, with all that was filled in."""
    return _put(request, project, field, actions.restore_field, "field_restore")


def _put(
    request: HttpRequest, project: str, field: UUID, action: Callable[..., CustomField], kind: str
) -> HttpResponse:
    membership = access.editor(request, project)
    found = _field(membership, field)
    form = VersionForm(request.POST, kind=kind, target=field)
    if not form.is_valid() or form.token is None:
        raise log.Conflict(" ".join(form.problems))
    action(by=membership.user, field=found, version=form.cleaned_data["version"], token=form.token)
    return _to_list(membership, form)


def _field(membership: Membership, uuid: UUID) -> CustomField:
    found = CustomField.objects.filter(project=membership.project, uuid=uuid).first()
    if found is None:
        raise Http404
    found.project = membership.project
    return found


def _new_page(request: HttpRequest, membership: Membership, form: FieldForm, status: int = 200) -> HttpResponse:
    context = _context(membership) | {"form": form, "full": full(membership.project)}
    return render(request, "annotations/field_new.html", context, status=status)


def _edit_page(request: HttpRequest, membership: Membership, form: FieldEditForm, status: int = 200) -> HttpResponse:
    counts = values_of(membership, form.field)
    context = _context(membership) | {
        "form": form,
        "field": form.field,
        "uses": sum(counts.values()),
        "values": [
            {"bound": form[VALUE + option["key"]], "uses": counts.get(option["key"], 0), "option": option}
            for option in form.field.options
        ],
    }
    return render(request, "annotations/field_edit.html", context, status=status)


def _context(membership: Membership) -> dict[str, Any]:
    return {"project": membership.project, "membership": membership, "most": MOST, "action": uuid4()}


def _to_list(membership: Membership, form: Any) -> HttpResponse:
    return see(f"{reverse('field_list', args=[membership.project.key])}?done={form.token.uuid}")
