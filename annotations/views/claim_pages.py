"""The page of one claim: who said it, who denies it, when, in which words, and who carried it."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from annotations import claim_numbers, claim_page, units
from annotations.choices import preference_of
from annotations.claim_examples import examples_of
from annotations.claim_filter import BackwardsRange, ClaimFilter, parse
from annotations.claim_menus import chips, menus
from annotations.claim_outlets import carriers
from annotations.claim_places import place_page
from annotations.claim_selection import Selection, select
from annotations.claim_timeline import timeline
from annotations.claim_voices import summary, voices
from annotations.claim_wordings import wordings
from annotations.contradicting import contradicting
from annotations.models import Claim
from annotations.passages import BadFilter
from annotations.place_rows import PlacePage
from annotations.split_words import told_of
from annotations.views.passages import bad_filter
from annotations.views.returning import see
from newsroom import access
from newsroom.custom_fields import fields_of
from newsroom.models import FieldSubject, Membership
from newsroom.paging import done_action
from newsroom.prepared import Prepared, first


@require_GET
def claim_show(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Show one claim; the address says what of it, and in which unit it is counted."""
    membership = access.member(request, project)
    found = _found(membership, claim)
    if found is None:
        return see(reverse("claim_show", args=[project, stands_for(membership, claim).uuid]))
    done = done_action(request, membership)
    context = _head(membership, found) | {"done": done, **told_of(membership, done).as_context()}
    try:
        filter = parse(request.GET, ("page", "done"))
        context |= _body(select(membership, found, filter), _number(request))
    except BackwardsRange as error:
        context |= {"filter": error.filter, "message": str(error), **_typed(error.filter, error.since, error.until)}
        return render(request, "annotations/claim.html", context, status=422)
    except BadFilter as error:
        return bad_filter(request, membership, error)
    return render(request, "annotations/claim.html", context)


@require_GET
def claim_wordings(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """List the words in which a claim is made; a fragment of its page, or a page."""
    membership = access.member(request, project)
    found = claim_of(membership, claim)
    try:
        selection = select(membership, found, parse(request.GET))
    except BadFilter as error:
        return bad_filter(request, membership, error)
    context = {"project": membership.project, "membership": membership, "claim": found}
    context |= {"filter": selection.filter, "wordings": wordings(selection)}
    template = "_claim_wordings" if request.headers.get("HX-Request") else "claim_wordings"
    return render(request, f"annotations/{template}.html", context)


def claim_of(membership: Membership, uuid: UUID) -> Claim:
    """Return a claim of the project, or raise ``Http404``."""
    found = _found(membership, uuid)
    if found is None:
        raise Http404
    return found


def stands_for(membership: Membership, uuid: UUID) -> Claim:
    """Return the claim into which this one was merged, or raise ``Http404``."""
    rows = Claim.objects.filter(project=membership.project, uuid=uuid, deleted_at=None).exclude(merged_into=None)
    merged = rows.select_related("merged_into").first()
    if merged is None:
        raise Http404
    return merged.shown


def _found(membership: Membership, uuid: UUID) -> Claim | None:
    found: Claim | None = first(_CLAIM.objects(project=membership.project_id, uuid=uuid))
    if found is not None:
        found.project = membership.project
    return found


_CLAIM = Prepared(
    lambda project, uuid: (
        Claim.objects.current().select_related("parent", "created_by").filter(project=project, uuid=uuid)
    )
)
_UNDER = Prepared(lambda claim: Claim.objects.current().filter(parent=claim).order_by("folded"))
_MERGED = Prepared(lambda claim: Claim.objects.filter(merged_into=claim, deleted_at=None).order_by("folded"))


def _head(membership: Membership, claim: Claim) -> dict[str, Any]:
    return {
        "project": membership.project,
        "membership": membership,
        "claim": claim,
        "children": sorted(_UNDER.objects(claim=claim.pk), key=lambda child: child.place),
        "contradicting": contradicting(claim),
        "merged": _MERGED.objects(claim=claim.pk),
        "history": claim_page.history(membership, claim),
        "is_pinned": str(claim.uuid) in preference_of(membership).pinned_claims,
        "action": uuid4(),
        "examples": examples_of(membership.project, membership, [claim.pk]).get(claim.pk, []),
    }


def _body(selection: Selection, page: int) -> dict[str, Any]:
    filter, found = selection.filter, voices(selection)
    places = place_page(selection, page)
    return {
        "filter": filter,
        "has_any": len(selection.whole) > 0,
        "unit_title": units.TITLES[selection.unit],
        "numbers": claim_numbers.numbers(selection),
        "speakers": sum(voice.speaker is not None for voice in found),
        "contested": claim_numbers.contested(selection),
        "changed": claim_numbers.changed(selection),
        "summary": summary(selection, found),
        "timeline": timeline(selection.ledger, filter),
        "undated": claim_numbers.undated(selection.ledger, filter),
        "voices": found,
        "carriers": carriers(selection),
        "places": places,
        "own_fields": fields_of(selection.membership.project, FieldSubject.TAGGING),
        "menus": menus(selection),
        "chips": list(chips(selection)),
        **_typed(filter, filter.since, filter.until),
        **_steps(filter, places),
    }


def _typed(filter: ClaimFilter, since: date | None, until: date | None) -> dict[str, Any]:
    """Return what the form for dates shows, and what it carries along."""
    rest = [(key, value) for key, value in filter.pairs() if key not in ("from", "to", "undated")]
    return {"since": since, "until": until, "kept_dates": rest}


def _steps(filter: ClaimFilter, places: PlacePage) -> dict[str, str]:
    base, page, pages = filter.address(), places.page, places.pages
    link = base if base == "?" else f"{base}&"
    return {
        "previous_url": f"{link}page={page - 1}#places" if page > 1 else "",
        "next_url": f"{link}page={page + 1}#places" if page < pages else "",
        "shown": _("Page %(page)s of %(pages)s") % {"page": page, "pages": pages} if pages > 1 else "",
    }


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Http404
    return max(1, int(text))
