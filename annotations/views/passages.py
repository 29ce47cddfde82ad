"""Passages: what was marked, filtered; the filter is the address."""

from dataclasses import replace
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from annotations.left_words import said_of
from annotations.models import Visibility
from annotations.passage_counts import count, count_hidden, count_rows
from annotations.passage_custom_menus import own_chips, own_menus
from annotations.passage_menus import LONG_MENUS, chips, long_entries, menus
from annotations.passage_page import page
from annotations.passage_query import Asked, ask
from annotations.passages import NAMES, TITLES, BadFilter, PassageFilter, parse
from newsroom import access
from newsroom.custom_fields import fields_of
from newsroom.models import FieldSubject, Membership
from newsroom.paging import done_action

PAGE_KEYS = ("after", "before")
BROAD: Final = 2_000
"""Passages from which on a page is found by walking past those that the filter leaves out."""


@require_GET
def passages_list(request: HttpRequest, project: str) -> HttpResponse:
    """List the passages that the filter in the address keeps, one page at a time."""
    membership = access.member(request, project)
    try:
        filter = parse(request.GET, (*PAGE_KEYS, "done"))
        done = done_action(request, membership)
        context = {"done": done, "said": said_of(done, _("The passages were re-tagged."))}
        context |= _page(membership, filter, request.GET.get("after", ""), request.GET.get("before", ""))
    except BadFilter as error:
        return bad_filter(request, membership, error)
    return render(request, "annotations/passages.html", context)


@require_GET
def passages_menu(request: HttpRequest, project: str, menu: str) -> HttpResponse:
    """List what one filter can be set to; a fragment, or a page without scripts."""
    membership = access.member(request, project)
    if menu not in LONG_MENUS:
        raise Http404
    try:
        filter = parse(request.GET, ("find",))
    except BadFilter as error:
        return bad_filter(request, membership, error)
    find = request.GET.get("find", "").strip()[:100]
    entries = long_entries(membership.project, membership.user, filter, menu, find)
    context = {"project": membership.project, "menu": menu, "title": TITLES[menu], "entries": entries, "find": find}
    context |= {"address": filter.address(), "kept": list(filter.pairs())}
    template = "_passages_menu" if request.headers.get("HX-Request") else "passages_menu"
    return render(request, f"annotations/{template}.html", context)


@require_GET
def passages_file(request: HttpRequest, project: str) -> HttpResponse:
    """Say how many rows the file of a filter will have, and ask how it is wanted; a fragment, or a page."""
    membership = access.member(request, project)
    try:
        filter = parse(request.GET, PAGE_KEYS)
        rows = count_rows(ask(membership.project, membership, filter))
    except BadFilter as error:
        return bad_filter(request, membership, error)
    context = {"project": membership.project, "filter": filter, "rows": rows, "kept": list(filter.pairs())}
    context["address"] = filter.address()
    template = "_passages_file" if request.headers.get("HX-Request") else "passages_file"
    return render(request, f"annotations/{template}.html", context)


def bad_filter(request: HttpRequest, membership: Membership, error: BadFilter) -> HttpResponse:
    """Say what in an address makes no sense."""
    context = {"project": membership.project, "message": str(error), "status": 400}
    return render(request, "newsroom/refusal.html", context, status=400)


def _page(membership: Membership, filter: PassageFilter, after: str, before: str) -> dict[str, Any]:
    project = membership.project
    asked = ask(project, membership, filter)
    counts = count(asked)
    found = page(replace(asked, walks=counts.annotations > BROAD), after, before)
    fields = fields_of(project)
    return {
        "project": project,
        "membership": membership,
        "filter": filter,
        "counts": counts,
        "hidden": _hidden(asked),
        "passages": found.passages,
        "previous_url": _link(filter, "before", found.previous),
        "next_url": _link(filter, "after", found.next),
        "address": filter.address(),
        "chips": [*chips(project, filter), *own_chips(asked.custom, filter)],
        "menus": menus(filter),
        "own_menus": list(own_menus(fields, filter)),
        "own_fields": [field for field in fields if field.subject == FieldSubject.TAGGING],
        "pick": "passages-pick" if membership.can_annotate else "",
        "split_url": _split(membership, filter),
        "pairs": list(filter.pairs()),
        "kept": _kept(filter, "q"),
        "kept_dates": _kept(filter, "since", "until", "undated"),
        "with_private": filter.address(private=True),
        "without_private": filter.address(private=False),
        "without_claim": filter.address(untagged=not filter.untagged),
        "in_reading_order": filter.address(order="reading"),
        "newest_first": filter.address(order="newest"),
    }


def _split(membership: Membership, filter: PassageFilter) -> str:
    """Return where passages of the one claim that is shown can be split off, for who may."""
    if len(filter.claim) != 1 or not membership.can_edit:
        return ""
    return reverse("claim_split", args=[membership.project.key, filter.claim[0]])


def _hidden(asked: Asked) -> int:
    """Count one's own private annotations that the filter would keep if they were asked for."""
    if asked.filter.shows_private or asked.filter.visibility:
        return 0
    return count_hidden(asked, Visibility.PRIVATE.value)


def _kept(filter: PassageFilter, *left_out: str) -> list[tuple[str, str]]:
    """Return the parts of the filter that a form for the others must carry along."""
    names = {NAMES.get(name, name) for name in left_out}
    return [(name, value) for name, value in filter.pairs() if name not in names]


def _link(filter: PassageFilter, side: str, uuid: str) -> str:
    return "?" + "&".join(part for part in (filter.address(), f"{side}={uuid}") if part) if uuid else ""
