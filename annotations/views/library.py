"""The library: the project's articles with the state of the work on them."""

from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from annotations import library as books
from annotations.menus import MENUS, choices, label_of
from annotations.models import Claim
from annotations.shelf import shelf
from newsroom import access
from newsroom.models import Article, Membership
from newsroom.stories import further_copies

COUNTED = 10_000
"""Matches beyond this many are not counted one by one."""


@require_GET
def library(request: HttpRequest, project: str) -> HttpResponse:
    """List the project's articles: filtered, sorted, one page at a time."""
    membership = access.member(request, project)
    try:
        filter = books.parse(request.GET)
        page = _page(membership, filter, request.GET.get("after", ""), request.GET.get("before", ""))
    except books.BadFilter as error:
        context = {"project": membership.project, "message": str(error), "status": 400}
        return render(request, "newsroom/refusal.html", context, status=400)
    context = {"project": membership.project, "membership": membership, "filter": filter, **page}
    return render(request, "annotations/library.html", context)


@require_GET
def library_menu(request: HttpRequest, project: str, menu: str) -> HttpResponse:
    """List what one filter of the library can be set to; a fragment, or a page without scripts."""
    membership = access.member(request, project)
    if menu not in MENUS:
        raise Http404
    try:
        filter = books.parse(request.GET)
    except books.BadFilter as error:
        raise Http404 from error
    q = request.GET.get("find", "").strip()[:100]
    found = choices(membership.project, request.user, menu, q)
    entries = [
        {"label": label, "slot": slot, "address": filter.address(**{menu: value})} for value, label, slot in found
    ]
    context = {"project": membership.project, "menu": menu, "title": MENUS[menu], "entries": entries, "filter": filter}
    context |= {"find": q, "kept": _kept(filter)}
    is_fragment = request.headers.get("HX-Request")
    return render(
        request, "annotations/_library_menu.html" if is_fragment else "annotations/library_menu.html", context
    )


def _page(membership: Membership, filter: books.Filter, after: str, before: str) -> dict[str, Any]:
    project = membership.project
    found = books.articles(membership, filter)
    backwards = bool(before)
    rows = books.ordered(found, filter.sort, backwards=backwards).select_related("outlet__merged_into")
    if edge := _edge(membership, before or after):
        rows = books.beyond(rows, edge, filter.sort, backwards=backwards)
    fetched = list(rows[: books.PAGE + 1])
    has_more = len(fetched) > books.PAGE
    articles = fetched[: books.PAGE][::-1] if backwards else fetched[: books.PAGE]
    counted = found.order_by()[: COUNTED + 1].count()
    is_counted = counted <= COUNTED
    further = further_copies(found) if is_counted and not filter.once else 0
    return {
        "shelf": shelf(membership, articles),
        "total": counted,
        "is_counted": is_counted,
        "stories": counted - further,
        "has_copies": bool(further),
        "next_url": _link(filter, "after", articles) if (has_more or backwards) and articles else "",
        "previous_url": _link(filter, "before", articles) if (after or (backwards and has_more)) and articles else "",
        "states": _states(filter),
        "sorts": _sorts(filter),
        "claims": Claim.objects.current().filter(project=project).count(),
        "menus": [_menu(membership, filter, menu) for menu in MENUS],
        "clear_q": filter.address(q=""),
        "with_me_url": filter.address(with_me=not filter.with_me),
        "once_url": filter.address(once=not filter.once),
        "kept": _kept(filter, "since", "until", "undated"),
    }


def _menu(membership: Membership, filter: books.Filter, menu: str) -> tuple[str, Any, Any, str, str]:
    value = getattr(filter, menu)
    label = label_of(membership.project, menu, value) if value else ""
    empty = "" if isinstance(value, str) else None
    return menu, MENUS[menu], value, label, filter.address(**{menu: empty})


def _kept(filter: books.Filter, *left_out: str) -> list[tuple[str, str]]:
    """Return the parts of the filter that a form of it must carry along."""
    return [(name, value) for name, value in parse_qsl(filter.address()) if name not in left_out]


def _edge(membership: Membership, uuid: str) -> Article | None:
    if not uuid:
        return None
    try:
        return Article.objects.filter(project=membership.project, uuid=UUID(uuid)).first()
    except ValueError as error:
        raise books.BadFilter(_("“%(value)s” is not an id.") % {"value": uuid}) from error


def _link(filter: books.Filter, side: str, articles: list[Article]) -> str:
    uuid = articles[-1 if side == "after" else 0].uuid
    return "?" + "&".join(part for part in (filter.address(), f"{side}={uuid}") if part)


def _states(filter: books.Filter) -> list[tuple[str, str, str]]:
    labels = {
        "": _("Any state"),
        "untouched": _("Unread by me"),
        "open": _("To do for me"),
        "read": _("Read by me, not coded"),
        "coded": _("Coded by me"),
        "skipped": _("Skipped by me"),
        "nobody": _("Coded by nobody"),
    }
    return [(state, label, filter.address(state=state)) for state, label in labels.items()]


def _sorts(filter: books.Filter) -> list[tuple[str, str, str]]:
    labels = {
        "newest": _("Newest first"),
        "oldest": _("Oldest first"),
        "arrival": _("Last added first"),
        "title": _("By title"),
    }
    return [(sort, label, filter.address(sort=sort)) for sort, label in labels.items()]
