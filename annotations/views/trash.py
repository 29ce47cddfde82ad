"""The trash: what was removed, by kind, to be brought back."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from annotations import trash
from newsroom import access


@require_GET
def trash_list(request: HttpRequest, project: str) -> HttpResponse:
    """List what the member may bring back: ``kind``, ``find`` in its words, ``after`` the end of a page."""
    membership = access.member(request, project)
    shelves = trash.shelves_for(membership)
    kind = request.GET.get("kind", "") or next(iter(shelves), "")
    if kind not in shelves:
        if kind and kind not in trash.SHELVES:
            raise Http404
        raise access.RoleMissing(_("Only who may remove such things finds them in the trash."))
    find = request.GET.get("find", "").strip()[:200]
    found = trash.page(membership, kind, find, request.GET.get("after", ""))
    kept = {"kind": kind} | ({"find": find} if find else {})
    context = {
        "project": membership.project,
        "membership": membership,
        "shelves": [(name, shelf.label, name == kind) for name, shelf in shelves.items()],
        "kind": kind,
        "find": find,
        "trash": found,
        "after": request.GET.get("after", ""),
        "address": urlencode(kept),
        "older": urlencode(kept | {"after": found.older}) if found.older else "",
    }
    return render(request, "annotations/trash.html", context)
