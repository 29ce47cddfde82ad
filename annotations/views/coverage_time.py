"""The coverage over time: which outlets carried a claim, or any, when; as a page and a table."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from annotations import units
from annotations.actions.claims import claim_by_label
from annotations.claim_filter import BackwardsRange
from annotations.claim_timeline import step_caption
from annotations.coverage_filter import COLUMNS
from annotations.coverage_paging import steps
from annotations.coverage_time import claims_to_choose, grid
from annotations.coverage_time_filter import TimeFilter, parse, without_days
from annotations.exports.coverage_files import coverage_time_csv
from annotations.exports.files import CSV, filename
from annotations.ledgers import ledgers
from annotations.models import Claim, Stance
from annotations.passages import BadFilter
from annotations.views.passages import bad_filter
from annotations.views.returning import see
from newsroom import access
from newsroom.importers.marks import tidy
from newsroom.models import Membership
from newsroom.spooling import SpooledResponse

OFFERED: Final = 300
"""Claims whose labels the field offers; any other is found by typing it."""


@require_GET
def claims_time(request: HttpRequest, project: str) -> HttpResponse:
    """Show outlets by day, week, month or year."""
    membership = access.member(request, project)
    try:
        filter = parse(request.GET)
        claim = _claim(membership, filter.claim)
    except BackwardsRange as error:
        filter = without_days(error, request.GET)
        context = _words(membership, _claim(membership, filter.claim), filter)
        context |= {"message": str(error), "since": error.since, "until": error.until}
        return render(request, "annotations/coverage_time.html", context, status=422)
    except BadFilter as error:
        return bad_filter(request, membership, error)
    label = tidy(request.GET.get("label", "")).strip()[:200]
    named = claim_by_label(membership.project, label) if label else None
    if named:
        return see(f"{reverse('claims_time', args=[project])}{filter.address(claim=str(named.uuid), page=1, across=1)}")
    found = grid(membership, claim, filter)
    context = _words(membership, claim, filter) | {"grid": found, "caption": step_caption(found.step), "typed": label}
    context |= {"since": filter.since, "until": filter.until} | steps(filter, filter.page, filter.across, found)
    return render(request, "annotations/coverage_time.html", context, status=422 if label else 200)


@require_GET
def claims_time_csv(request: HttpRequest, project: str) -> HttpResponseBase:
    """Send the cells of all pages, a claim a time."""
    membership = access.member(request, project)
    try:
        filter = parse(request.GET)
        claim = _claim(membership, filter.claim)
    except BadFilter as error:
        return bad_filter(request, membership, error)
    name = filename(membership.project, "coverage-over-time", "csv")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return SpooledResponse(coverage_time_csv(membership, claim, filter), content_type=CSV, headers=headers)


def _claim(membership: Membership, uuid: str) -> Claim | None:
    """Return the claim that stands for the one of an address, None for all. Raises ``BadFilter``."""
    if not uuid:
        return None
    rows = Claim.objects.filter(project=membership.project, uuid=uuid, deleted_at=None).select_related("merged_into")
    found = rows.first()
    if found is None:
        raise BadFilter(_("The filter names something that is not in this project: %(id)s.") % {"id": uuid})
    return found.shown


def _words(membership: Membership, claim: Claim | None, filter: TimeFilter) -> dict[str, Any]:
    start = {"page": 1, "across": 1}
    names = {"outlet": _("By outlet"), "speaker": _("By speaker"), "month": _("By month")}
    coverage = reverse("claims_coverage", args=[membership.project.key])
    stances = [("", _("Any stance")), *Stance.choices]
    shared = ("from", "to", "page", "across", "label")
    return {
        "project": membership.project,
        "membership": membership,
        "claim": claim,
        "filter": filter,
        "columns": [(names[by], coverage + filter.of_coverage.address(by=by)) for by in COLUMNS],
        "units": [
            (one["title"], one["meaning"], filter.address(unit=one["unit"], **start), one["is_set"])
            for one in units.choices(filter.unit)
        ],
        "stances": [(label, filter.address(stance=value, **start), value == filter.stance) for value, label in stances],
        "unit_title": units.TITLES[filter.unit],
        "unit_meaning": units.MEANINGS[filter.unit],
        "stance_title": dict(stances)[filter.stance],
        "kept_dates": [pair for pair in filter.pairs() if pair[0] not in shared],
        "kept_claim": [pair for pair in filter.pairs() if pair[0] not in ("claim", "page", "across")],
        "labels": claims_to_choose(ledgers(membership), OFFERED),
        "all_claims": filter.address(claim="", **start),
        "address": filter.address(**start),
    }
