"""The coverage: which outlet, which speaker, which month carries which claim; as a page, a table and a graph."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from annotations import units
from annotations.claim_filter import BackwardsRange
from annotations.claim_selection import key_of
from annotations.coverage import heads_of, matrix
from annotations.coverage_filter import COLUMNS, CoverageFilter, parse, without_days
from annotations.coverage_paging import steps
from annotations.coverage_time_filter import TimeFilter
from annotations.exports.coverage_files import GRAPHML, coverage_csv, coverage_graphml
from annotations.exports.files import CSV, filename
from annotations.models import Stance
from annotations.passage_menus import Chip
from annotations.passages import BadFilter
from annotations.views.passages import bad_filter
from newsroom import access
from newsroom.models import Membership, Outlet
from newsroom.spooling import SpooledResponse


@require_GET
def claims_coverage(request: HttpRequest, project: str) -> HttpResponse:
    """Show claims by outlet, speaker or month."""
    membership = access.member(request, project)
    context: dict[str, Any] = {"project": membership.project, "membership": membership}
    try:
        filter = parse(request.GET)
        context |= _chips(membership, filter)
    except BackwardsRange as error:
        filter = without_days(error, request.GET)
        context |= _words(filter) | {"message": str(error), "since": error.since, "until": error.until}
        return render(request, "annotations/coverage.html", context, status=422)
    except BadFilter as error:
        return bad_filter(request, membership, error)
    found = matrix(membership, filter)
    context |= _words(filter) | {"matrix": found, "since": filter.since, "until": filter.until}
    return render(request, "annotations/coverage.html", context | steps(filter, filter.page, filter.across, found))


@require_GET
def claims_coverage_csv(request: HttpRequest, project: str) -> HttpResponseBase:
    """Send the cells of all pages."""
    return _file(request, project, coverage_csv, "csv", CSV)


@require_GET
def claims_coverage_graphml(request: HttpRequest, project: str) -> HttpResponseBase:
    """Send speakers and claims as a signed graph."""
    return _file(request, project, coverage_graphml, "graphml", GRAPHML)


def _file(
    request: HttpRequest,
    project: str,
    write: Callable[[Membership, CoverageFilter], Iterator[bytes]],
    ending: str,
    kind: str,
) -> HttpResponseBase:
    membership = access.member(request, project)
    try:
        filter = parse(request.GET)
        _chips(membership, filter)
    except BadFilter as error:
        return bad_filter(request, membership, error)
    name = filename(membership.project, "coverage", ending)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return SpooledResponse(write(membership, filter), content_type=kind, headers=headers)


def _words(filter: CoverageFilter) -> dict[str, Any]:
    names = {"outlet": _("By outlet"), "speaker": _("By speaker"), "month": _("By month")}
    start = {"page": 1, "across": 1}
    stances = [("", _("Any stance")), *Stance.choices]
    return {
        "filter": filter,
        "columns": [(names[by], filter.address(by=by, **start), by == filter.by) for by in COLUMNS],
        "over_time": TimeFilter(
            unit=filter.unit, since=filter.since, until=filter.until, stance=filter.stance
        ).address(),
        "units": [
            (one["title"], one["meaning"], filter.address(unit=one["unit"], **start), one["is_set"])
            for one in units.choices(filter.unit)
        ],
        "stances": [(label, filter.address(stance=value, **start), value == filter.stance) for value, label in stances],
        "unit_title": units.TITLES[filter.unit],
        "unit_meaning": units.MEANINGS[filter.unit],
        "stance_title": dict(stances)[filter.stance],
        "kept_dates": [pair for pair in filter.pairs() if pair[0] not in ("from", "to", "page", "across")],
        "address": filter.address(**start),
    }


def _chips(membership: Membership, filter: CoverageFilter) -> dict[str, Any]:
    """Return what is set besides the menus: the outlet and what has no date, each with the address without it.

    Raises ``BadFilter`` for an outlet that is not in the project.
    """
    found = []
    if filter.outlet:
        key = key_of(Outlet, membership.project, filter.outlet)
        name = heads_of("outlet", [key])[0].name
        found.append(Chip(_("Outlet"), name, filter.address(outlet="", page=1, across=1)))
    if filter.undated:
        found.append(Chip(_("Date"), _("No date"), filter.address(undated=False, page=1, across=1)))
    return {"chips": found}
