"""The list of edited articles."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotations import edits
from annotations.review import count_to_review
from newsroom import access
from newsroom.models import Membership

COUNTED = 1_000
"""Edits beyond this many are not counted one by one."""


@require_GET
def edits_list(request: HttpRequest, project: str) -> HttpResponse:
    """List the new wordings of the project's articles, newest first; trivial ones where they are asked for."""
    membership = access.member(request, project)
    try:
        filter = edits.parse(request.GET.dict())
        context = _page(membership, filter, request.GET.get("after", ""), request.GET.get("before", ""))
    except edits.BadFilter as error:
        context = {"project": membership.project, "message": str(error), "status": 400}
        return render(request, "newsroom/refusal.html", context, status=400)
    return render(request, "annotations/edits.html", context)


def _page(membership: Membership, filter: edits.Filter, after: str, before: str) -> dict[str, Any]:
    found = edits.page(membership, filter, after, before)
    total = edits.count(membership, filter, COUNTED)
    outlets = edits.outlets_of(membership.project)
    return {
        "project": membership.project,
        "membership": membership,
        "filter": filter,
        "edits": found.edits,
        "total": total,
        "is_counted": total <= COUNTED,
        "outlets": [(outlet, filter.address(outlet=str(outlet.uuid))) for outlet in outlets],
        "chosen": next((outlet.name for outlet in outlets if str(outlet.uuid) == filter.outlet), ""),
        "without_outlet": filter.address(outlet=""),
        "flags": {name: filter.address(**{name: not getattr(filter, name)}) for name in edits.FLAGS},
        "previous_url": _link(filter, "before", found.previous),
        "next_url": _link(filter, "after", found.next),
        "to_review": count_to_review(membership),
    }


def _link(filter: edits.Filter, side: str, uuid: str) -> str:
    return "?" + "&".join(part for part in (filter.address(), f"{side}={uuid}") if part) if uuid else ""
