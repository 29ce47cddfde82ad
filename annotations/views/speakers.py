"""The list of speakers, the page of one, and those who may be one."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from annotations import units
from annotations.claim_filter import ClaimFilter, parse
from annotations.claim_numbers import undated
from annotations.claim_selection import kept
from annotations.claim_timeline import timeline
from annotations.models import Speaker, SpeakerKind
from annotations.passages import BadFilter
from annotations.place_rows import PAGE as PLACES
from annotations.similar_speakers import similar
from annotations.speaker_ledger import Told, told_by
from annotations.speaker_list import PAGE, SORTS, listed, other_names
from annotations.speaker_page import affiliations, carriers, lines
from annotations.speaker_places import place_page
from annotations.speaker_turns import turns
from annotations.tally import UNITS
from annotations.views.passages import bad_filter
from annotations.views.returning import see
from newsroom import access
from newsroom.importers.marks import tidy
from newsroom.models import Membership
from newsroom.paging import done_action, page_number, steps


@require_GET
def speaker_list(request: HttpRequest, project: str) -> HttpResponse:
    """List the speakers, those who say most first or by name."""
    membership = access.member(request, project)
    kind, sort = request.GET.get("kind", ""), request.GET.get("sort", "places")
    if kind not in ("", *SpeakerKind.values) or sort not in SORTS:
        raise Http404
    find = tidy(request.GET.get("find", "")).strip()[:100]
    book = listed(membership, kind, sort, page_number(request), find)
    kept = {"kind": kind, "sort": "" if sort == "places" else sort, "find": find}
    count = book.totals[kind] if kind else book.total
    context = {"project": membership.project, "membership": membership, "book": book, "kind": kind, "sort": sort}
    context |= {"find": find, "kinds": _kinds(book.totals, kept), "all_url": _address(kept, kind="")}
    context |= {"sort_urls": {one: _address(kept, sort="" if one == "places" else one) for one in SORTS}}
    context |= {"done": done_action(request, membership), **steps(book.page, count, PAGE, kept)}
    return render(request, "annotations/speakers.html", context)


@require_GET
def speaker_show(request: HttpRequest, project: str, speaker: UUID) -> HttpResponse:
    """Show one speaker; the address says in which unit is counted, and what of it, as on the page of a claim."""
    membership = access.member(request, project)
    found = _found(membership, speaker)
    if found.merged_into is not None:
        return see(reverse("speaker_show", args=[project, found.merged_into.uuid]))
    try:
        filter = parse(request.GET, ("page", "done"))
        whole = told_by(membership, found)
        told = _narrowed(membership, whole, filter)
    except BadFilter as error:
        return bad_filter(request, membership, error)
    context = _head(membership, found, whole) | _body(membership, found, told, filter, page_number(request))
    context |= {"filter": filter, "done": done_action(request, membership)}
    page = context["places"]
    context |= steps(page.page, page.total, PLACES, dict(filter.pairs()))
    return render(request, "annotations/speaker.html", context)


@require_GET
def speakers_similar(request: HttpRequest, project: str) -> HttpResponse:
    """List pairs of speakers who may be one."""
    membership = access.member(request, project)
    context = {"project": membership.project, "membership": membership, "pairs": similar(membership.project)}
    return render(request, "annotations/speakers_similar.html", context)


def _found(membership: Membership, uuid: UUID) -> Speaker:
    rows = Speaker.objects.filter(project=membership.project, uuid=uuid, deleted_at=None)
    found = rows.select_related("merged_into", "outlet__merged_into").first()
    if found is None:
        raise Http404
    return found


def _narrowed(membership: Membership, told: Told, filter: ClaimFilter) -> Told:
    """Return what a filter keeps. Raises ``BadFilter``."""
    return told.only(kept(membership.project, told.ledger, filter)) if filter.is_set else told


def _head(membership: Membership, speaker: Speaker, whole: Told) -> dict[str, Any]:
    return {
        "project": membership.project,
        "membership": membership,
        "speaker": speaker,
        "aliases": speaker.aliases.filter(deleted_at=None).order_by("folded"),
        "others": other_names([speaker.pk])[speaker.pk],
        "merged": speaker.merged.filter(deleted_at=None).order_by("folded"),
        "affiliations": affiliations(membership, speaker, whole),
        "action": uuid4(),
    }


def _body(membership: Membership, speaker: Speaker, told: Told, filter: ClaimFilter, page: int) -> dict[str, Any]:
    return {
        "unit": filter.unit,
        "unit_title": units.TITLES[filter.unit],
        "numbers": [_number(told, filter, unit) for unit in UNITS],
        "timeline": timeline(told.ledger, filter),
        "undated": undated(told.ledger, filter),
        "lines": lines(speaker, told, filter),
        "carriers": carriers(told, filter),
        "turns": turns(membership, speaker, told),
        "places": place_page(membership.project, told, page),
    }


def _number(told: Told, filter: ClaimFilter, unit: str) -> dict[str, Any]:
    facts = {"unit": unit, "title": units.TITLES[unit], "meaning": units.MEANINGS[unit]}
    return {**facts, "count": told.ledger.count(unit), "address": filter.address(unit=unit)}


def _kinds(totals: Mapping[str, int], kept: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "count": totals[value], "address": _address(kept, kind=value)}
        for value, label in SpeakerKind.choices
        if totals[value]
    ]


def _address(kept: Mapping[str, str], **changes: str) -> str:
    return "?" + urlencode({name: value for name, value in {**kept, **changes}.items() if value})
