"""Picking an article from a web page, paragraph by paragraph."""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from newsroom import access
from newsroom.forms.imports import PICKED
from newsroom.importers.notices import Refused
from newsroom.models import Membership, Source
from newsroom.picking import choices
from newsroom.sources import draft_of
from newsroom.views.previews import reread, sources_of


@require_http_methods(["GET", "POST"])
def import_pick(request: HttpRequest, project: str, batch: UUID, source: UUID) -> HttpResponse:
    """Offer the paragraphs of a page with a box each; read it again from those that are ticked."""
    membership = access.editor(request, project)
    found = next((each for each in sources_of(membership, batch) if each.uuid == source), None)
    if found is None:
        raise Http404
    if found.settled_at is not None or found.importer != "html":
        return redirect("import_source", project, batch, source)
    if request.method == "GET":
        return _shown(request, membership, found)
    picked = _numbers(request.POST.getlist("block"))
    if request.POST.get("cut"):
        [end] = _numbers([request.POST["cut"]]) or {0}
        return _shown(request, membership, found, frozenset(number for number in picked if number < end))
    if not picked:
        return _shown(request, membership, found, picked, 422, _("Tick at least one paragraph."))
    options = {**found.options, "method": PICKED, "picked": sorted(picked), "restore": []}
    return reread(request, membership, found, options)


def _numbers(values: list[str]) -> frozenset[int]:
    return frozenset(int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 7)


def _shown(
    request: HttpRequest,
    membership: Membership,
    source: Source,
    picked: frozenset[int] | None = None,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    try:
        offered, hidden = choices(source, draft_of(source), picked)
    except Refused as refused:
        offered, hidden, status = [], 0, 422
        problem = _(refused.notice.message) % dict(refused.notice.params)
    context = {
        "project": membership.project,
        "membership": membership,
        "batch": source.batch,
        "action": uuid4(),
        "source": source,
        "choices": offered,
        "hidden": hidden,
        "problem": problem,
    }
    return render(request, "newsroom/import_pick.html", context, status=status)
