"""The history of any object, an earlier state of it restored, and what was removed brought back."""

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from annotations.object_log import Found, differences, find, history
from annotations.views.activity import sequence_of
from annotations.views.returning import see
from newsroom import access, log, states
from newsroom.actions.putting_back import NameTaken
from newsroom.actions.restoring import bring_back, name_field, restore_state
from newsroom.models import Membership


@require_GET
def object_history(request: HttpRequest, project: str, kind: str, uuid: UUID) -> HttpResponse:
    """List what happened to one object, newest first; ``before`` is a sequence number."""
    membership = access.member(request, project)
    found = find(membership, kind, uuid)
    before = sequence_of(request.GET.get("before", ""))
    context = _context(membership, found) | {
        "history": history(membership, found, before),
        "before": before,
        "may_restore": found.may_change(membership),
    }
    return render(request, "annotations/object_history.html", context)


@require_http_methods(["GET", "POST"])
def state_restore(request: HttpRequest, project: str, kind: str, uuid: UUID) -> HttpResponse:
    """Show what restoring changes and do it: to the state after event ``state``, or back from the trash without one."""
    membership = access.member(request, project)
    found = find(membership, kind, uuid)
    if not found.may_change(membership):
        raise PermissionDenied(
            _("You can read this history, but somebody with another part in it restores its states.")
        )
    number = sequence_of(request.GET.get("state", ""))
    if request.method == "GET":
        return _asked(request, membership, found, number)
    try:
        _restore(request, membership, found, number)
    except NameTaken as taken:
        return _asked(request, membership, found, number, problem=str(taken), status=409)
    return see(_home(membership, found))


def _restore(request: HttpRequest, membership: Membership, found: Found, number: int | None) -> None:
    sent = {name: request.POST.get(name, "") for name in ("seen", "name")}
    seen, name = sequence_of(sent["seen"]), sent["name"][:200]
    if seen is None:
        raise log.Conflict(_("Look at it again before you restore an earlier state."))
    named = {"kind": found.kind.name, "uuid": str(found.kind.uuid_of(found.row)), "state": number, **sent}
    token = log.make_token(_uuid(request.POST.get("action", "")), named)
    common: dict[str, Any] = {"by": membership.user, "membership": membership, "row": found.row, "seen": seen}
    if number is None:
        bring_back(**common, name=name, token=token)
    else:
        restore_state(**common, number=number, name=name, token=token)


def _asked(
    request: HttpRequest, membership: Membership, found: Found, number: int | None, problem: str = "", status: int = 200
) -> HttpResponse:
    then = states.state_after(membership, found.row, number) if number is not None else {}
    context = _context(membership, found) | {
        "changes": differences(found, then),
        "is_bringing_back": found.is_gone and (number is None or "deleted_at" in then),
        "is_same": not then and not (number is None and found.is_gone),
        "seen": states.last_number(membership, found.kind.name, found.kind.uuid_of(found.row)),
        "problem": problem,
        "name": request.POST.get("name", "") or getattr(found.row, name_field(found.row) or "pk"),
        "action": _uuid(request.POST.get("action", "")) or uuid4(),
    }
    return render(request, "annotations/restore.html", context, status=status)


def _context(membership: Membership, found: Found) -> dict[str, Any]:
    return {
        "project": membership.project,
        "membership": membership,
        "found": found,
        "uuid": found.kind.uuid_of(found.row),
        "home": _home(membership, found),
    }


def _home(membership: Membership, found: Found) -> str:
    """Return the page of an object, or its history where it has none."""
    key, row = membership.project.key, found.row
    annotation = found.annotation
    if annotation is not None and annotation.deleted_at is None and annotation.article.deleted_at is None:
        return reverse("annotation_show", args=[key, annotation.uuid])
    pages = {"claim": "claim_show", "article": "article_read", "outlet": "outlet_edit"}
    if found.kind.name in pages and not found.is_gone and (found.kind.name != "outlet" or membership.can_edit):
        return reverse(pages[found.kind.name], args=[key, row.uuid])
    return reverse("object_history", args=[key, found.kind.name, found.kind.uuid_of(row)])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
