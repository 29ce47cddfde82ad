"""Re-tagging many passages: choosing what is to become of them, looking what it changes, doing it."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from annotations.actions.retag_pieces import take_up
from annotations.actions.retagging import begun_before, retag
from annotations.forms.retag import KEYS, RetagForm
from annotations.models import Claim, Speaker
from annotations.passages import BadFilter, parse
from annotations.retag import Run, tallies, total_of, work_out
from annotations.retag_rows import MOST
from annotations.retag_steps import REPLACE
from annotations.views.passages import PAGE_KEYS, bad_filter
from annotations.views.returning import see
from newsroom import access, log
from newsroom.models import Membership

OFFERED = 2_000
"""Names that a field offers; any other is found when it is written out."""
PASSED = ("deed", "to_claim", "to_speaker", "to_nobody", "to_stance", "to_form")
ALSO = (*PAGE_KEYS, *KEYS, "rest", "action", "csrfmiddlewaretoken")


@require_http_methods(["GET", "POST"])
def passages_retag(request: HttpRequest, project: str) -> HttpResponse:
    """Ask what is to become of passages and say what that changes; do it when asked to."""
    membership = access.analyst(request, project)
    data = request.POST if request.method == "POST" else request.GET
    try:
        filter = parse(data, (*ALSO, *(key for key in data if key.startswith("to_x_"))))
    except BadFilter as error:
        return bad_filter(request, membership, error)
    is_asked = request.method == "POST" or "deed" in data
    form = RetagForm(data, project=membership.project, filter=filter)
    if not is_asked:
        return _page(request, membership, form, None)
    if request.method == "GET":
        form.data = form.data.copy()
        form.data["action"] = str(uuid4())
        run = work_out(membership, form.change) if form.is_valid() else None
        return _page(request, membership, form, run)
    return _do(request, membership, form)


def _do(request: HttpRequest, membership: Membership, form: RetagForm) -> HttpResponse:
    token = form.token
    before = begun_before(by=membership.user, project=membership.project, token=token) if token else None
    if before is not None and not before.is_open:
        return _done(membership, form)
    if not form.is_valid() or token is None:
        return _page(request, membership, form, None, 422)
    if before is not None:
        run = work_out(membership, form.change, before.answer["since"])
        take_up(before, project=membership.project, run=run, token=token)
        return _done(membership, form)
    values = form.cleaned_data
    run = work_out(membership, form.change, form.seen_at, values["count"] or 0)
    if run.is_too_many or run.missing or not run.to_change:
        return _page(request, membership, form, run, 409 if run.stale and not run.missing else 422)
    if run.stale and not values["rest"]:
        return _page(request, membership, form, run, 409)
    try:
        retag(by=membership.user, project=membership.project, run=run, token=token)
    except log.Conflict as conflict:
        form.refuse(conflict)
        return _page(
            request, membership, form, work_out(membership, form.change, form.seen_at, values["count"] or 0), 409
        )
    return _done(membership, form)


def _passed(form: RetagForm) -> list[str]:
    return [*PASSED, *(f"to_{field.column}" for field in form.own_fields)]


def _done(membership: Membership, form: RetagForm) -> HttpResponse:
    assert form.token is not None
    where = "&".join(part for part in (form.filter.address(), f"done={form.token.uuid}") if part)
    return see(f"{reverse('passages_list', args=[membership.project.key])}?{where}")


def _page(
    request: HttpRequest, membership: Membership, form: RetagForm, run: Run | None, status: int = 200
) -> HttpResponse:
    project = membership.project
    claims = Claim.objects.usable().filter(project=project).order_by("folded")
    speakers = Speaker.objects.current().filter(project=project).order_by("folded")
    rows = tallies(run) if run else []
    context: dict[str, Any] = {
        "project": project,
        "membership": membership,
        "form": form
        if "deed" in form.data
        else RetagForm(None, project=project, filter=form.filter, initial={"deed": REPLACE}),
        "kept": list(form.filter.pairs()),
        "picks": form.data.getlist("pick"),
        "is_all": bool(form.data.get("all")),
        "run": run,
        "seen": form.seen_at if run and run.stale else run and run.at,
        "passed": [(name, form.data.get(name, "")) for name in _passed(form)],
        "rows": rows,
        "total": total_of(rows),
        "most": MOST,
        "labels": claims.values_list("label", flat=True)[:OFFERED],
        "names": speakers.values_list("name", flat=True)[:OFFERED],
        "act_url": reverse("passages_retag", args=[project.key]),
        "back": f"{reverse('passages_list', args=[project.key])}?{form.filter.address()}",
    }
    return render(request, "annotations/passages_retag.html", context, status=status)
