"""Splitting a claim: which of its passages go where, what that changes, doing it."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from annotations.actions.claim_splitting import split_claim
from annotations.actions.retag_pieces import take_up
from annotations.actions.retagging import begun_before
from annotations.forms.claim_splitting import KEYS, ClaimSplitForm
from annotations.models import Claim
from annotations.passages import BadFilter, PassageFilter, parse
from annotations.retag import Run, tallies, total_of, work_out
from annotations.retag_rows import MOST
from annotations.views.claim_pages import claim_of
from annotations.views.merging import OFFERED
from annotations.views.passages import PAGE_KEYS, bad_filter
from annotations.views.returning import see
from newsroom import access, log
from newsroom.models import Action, Membership

PASSED = ("where", "label", "statement", "definition", "into", "version")
ALSO = (*PAGE_KEYS, *KEYS, "rest", "action", "csrfmiddlewaretoken")


@require_http_methods(["GET", "POST"])
def claim_split(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Ask where passages of a claim go and say what that changes; do it when asked to."""
    membership = access.editor(request, project)
    found = claim_of(membership, claim)
    data = request.POST if request.method == "POST" else request.GET
    try:
        filter = replace(parse(data, ALSO), claim=(str(found.uuid),))
    except BadFilter as error:
        return bad_filter(request, membership, error)
    if request.method == "POST":
        return _do(request, membership, ClaimSplitForm(data, claim=found, filter=filter))
    if "where" not in data:
        return _page(request, membership, _unasked(request, found, filter), None)
    form = ClaimSplitForm(data.copy(), claim=found, filter=filter)
    form.data["action"] = str(uuid4())
    run = work_out(membership, form.change(membership.user)) if form.is_valid() else None
    return _page(request, membership, form, run)


def _unasked(request: HttpRequest, claim: Claim, filter: PassageFilter) -> ClaimSplitForm:
    """Return the form before anything was said; it knows what was ticked."""
    form = ClaimSplitForm(None, claim=claim, filter=filter, initial={"version": claim.version})
    form.data = request.GET
    return form


def _do(request: HttpRequest, membership: Membership, form: ClaimSplitForm) -> HttpResponse:
    before = begun_before(by=membership.user, project=membership.project, token=form.token) if form.token else None
    if before is not None:
        return _go_on(request, membership, form, before)
    if not form.is_valid() or form.token is None:
        return _page(request, membership, form, None, 422)
    values, change = form.cleaned_data, form.change(membership.user)
    run = work_out(membership, change, form.seen_at, values["count"] or 0)
    if run.is_too_many or run.missing or not run.to_change:
        return _page(request, membership, form, run, 409 if run.stale and not run.missing else 422)
    if run.stale and not values["rest"]:
        return _page(request, membership, form, run, 409)
    assert change.claim is not None
    how: dict[str, Any] = {"by": membership.user, "version": values["version"], "token": form.token}
    try:
        made = split_claim(claim=form.claim, into=change.claim, run=run, **how)
    except log.Conflict as conflict:
        form.refuse(conflict, claim_of(membership, form.claim.uuid).version)
        again = work_out(membership, form.change(membership.user), form.seen_at, values["count"] or 0)
        return _page(request, membership, form, again, 409)
    return _to(membership, made, form)


def _go_on(request: HttpRequest, membership: Membership, form: ClaimSplitForm, before: Action) -> HttpResponse:
    """Answer the second try of a request; one that was left half-way is taken up, with the claim that it made."""
    made = Claim.objects.get(project=membership.project, uuid=before.answer["claim"])
    if before.is_open:
        form.found = made
        if not form.is_valid() or form.token is None:
            return _page(request, membership, form, None, 422)
        run = work_out(membership, form.change(membership.user), before.answer["since"])
        take_up(before, project=membership.project, run=run, token=form.token)
    return _to(membership, made, form)


def _to(membership: Membership, claim: Claim, form: ClaimSplitForm) -> HttpResponse:
    assert form.token is not None
    return see(f"{reverse('claim_show', args=[membership.project.key, claim.uuid])}?done={form.token.uuid}")


def _page(
    request: HttpRequest, membership: Membership, form: ClaimSplitForm, run: Run | None, status: int = 200
) -> HttpResponse:
    project, claim = membership.project, form.claim
    labels = Claim.objects.usable().filter(project=project).exclude(pk=claim.pk).order_by("folded")
    rows = tallies(run) if run else []
    picks, is_all = form.data.getlist("pick"), bool(form.data.get("all"))
    context: dict[str, Any] = {
        "project": project,
        "membership": membership,
        "claim": claim,
        "form": form,
        "kept": [pair for pair in form.filter.pairs() if pair[0] != "claim"],
        "picks": picks,
        "is_all": is_all,
        "is_chosen": bool(picks) or is_all,
        "run": run,
        "seen": form.seen_at if run and run.stale else run and run.at,
        "passed": [(name, form.data.get(name, "")) for name in PASSED],
        "rows": rows,
        "total": total_of(rows),
        "most": MOST,
        "labels": labels.values_list("label", flat=True)[:OFFERED],
        "act_url": reverse("claim_split", args=[project.key, claim.uuid]),
        "list_url": f"{reverse('passages_list', args=[project.key])}?{form.filter.address()}",
    }
    return render(request, "annotations/claim_split.html", context, status=status)
