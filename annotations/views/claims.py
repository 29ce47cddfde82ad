"""The codebook: the list of claims, making, editing and archiving one."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.actions import claims as actions
from annotations.actions.claims import next_slot
from annotations.both import Difference, base_of, reconcile
from annotations.claim_lock import lock_words
from annotations.codebook import SORTS, STATES, codebook
from annotations.forms.action import VersionForm
from annotations.forms.claims import WORDS, ClaimEditForm, ClaimForm, facts_of
from annotations.models import Claim
from annotations.passages import BadFilter
from annotations.units import LISTED, TITLES, choices
from annotations.views.claim_pages import claim_of
from annotations.views.passages import bad_filter
from annotations.views.returning import see
from newsroom import access, log
from newsroom.importers.marks import tidy
from newsroom.models import Membership
from newsroom.paging import done_action


@require_GET
def claim_list(request: HttpRequest, project: str) -> HttpResponse:
    """List the claims in use, unused or archived."""
    membership = access.member(request, project)
    state, sort = request.GET.get("state", ""), request.GET.get("sort", "passages")
    unit = request.GET.get("unit", LISTED[0])
    try:
        _check(state=(state, ("", *STATES)), sort=(sort, SORTS), unit=(unit, LISTED))
    except BadFilter as error:
        return bad_filter(request, membership, error)
    find = tidy(request.GET.get("find", "")).strip()[:100]
    book = codebook(membership, state, sort, _number(request), find, unit)
    context = {"project": membership.project, "membership": membership, "book": book, "find": find}
    context |= {"done": done_action(request, membership), "said": _("Done.")}
    found = {"find": find} if find else {}
    also = found | ({"unit": unit} if unit != LISTED[0] else {})
    context |= {"units": choices(unit, LISTED), "unit_title": TITLES[unit]}
    context |= {"found": _more(found), "also": _more(also)}
    context |= _steps(book.page, book.pages, urlencode({"state": book.state, "sort": sort, **also}))
    context["claim_lock"] = lock_words(membership)
    return render(request, "annotations/claims.html", context)


@require_http_methods(["GET", "POST"])
def claim_new(request: HttpRequest, project: str) -> HttpResponse:
    """Add a claim to the codebook."""
    membership = access.analyst(request, project)
    if not membership.can_add_claims:
        raise log.Forbidden(lock_words(membership))
    options: dict[str, Any] = {"project": membership.project, "kind": "claim_new", "target": membership.project.uuid}
    if request.method == "GET":
        form = ClaimForm(initial={"action": uuid4(), "slot": next_slot(membership.project)}, **options)
        return _form(request, membership, form)
    form = ClaimForm(request.POST, **options)
    made = _repeat(membership, form)
    if made is None and (not form.is_valid() or form.find_similar()):
        return _form(request, membership, form, 422)
    assert form.token is not None
    try:
        made = made or actions.create_claim(
            by=membership.user, project=membership.project, token=form.token, **form.values
        )
    except log.Conflict as conflict:
        form.refuse(conflict)
        return _form(request, membership, form, 409)
    return _to(membership, made)


@require_http_methods(["GET", "POST"])
def claim_edit(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Change a claim's words, colour or place."""
    membership = access.analyst(request, project)
    found = claim_of(membership, claim)
    options: dict[str, Any] = {"project": membership.project, "present": found, "kind": "claim_edit", "target": claim}
    if request.method == "GET":
        return _form(request, membership, ClaimEditForm(initial={"action": uuid4(), **facts_of(found)}, **options))
    form = ClaimEditForm(request.POST, **options)
    made = _repeat(membership, form)
    if made is None and not form.is_valid():
        return _form(request, membership, form, 422)
    assert form.token is not None
    try:
        made = made or actions.edit_claim(
            by=membership.user, claim=found, version=form.cleaned_data["version"], token=form.token, **form.values
        )
    except log.Conflict as conflict:
        return _both(request, membership, form, conflict, claim_of(membership, claim))
    return _to(membership, made)


@require_POST
def claim_archive(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Put a claim out of use; its passages keep it."""
    return _put(request, project, claim, actions.archive_claim, "claim_archive")


@require_POST
def claim_restore(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Take an archived claim back into use."""
    return _put(request, project, claim, actions.restore_claim, "claim_restore")


def _put(request: HttpRequest, project: str, claim: UUID, action: Any, kind: str) -> HttpResponse:
    membership = access.analyst(request, project)
    found = claim_of(membership, claim)
    form = VersionForm(request.POST, kind=kind, target=claim)
    if not form.is_valid() or form.token is None:
        raise log.Conflict(" ".join(form.problems))
    action(by=membership.user, claim=found, version=form.cleaned_data["version"], token=form.token)
    return _to(membership, found)


def _repeat(membership: Membership, form: ClaimForm) -> Claim | None:
    if form.token is None:
        return None
    return actions.claim_of_repeat(by=membership.user, project=membership.project, token=form.token)


def _form(
    request: HttpRequest,
    membership: Membership,
    form: ClaimForm,
    status: int = 200,
    differences: Sequence[Difference] = (),
) -> HttpResponse:
    context = {"project": membership.project, "membership": membership, "form": form, "claim": form.present}
    context["differences"] = differences
    return render(request, "annotations/claim_edit.html", context, status=status)


def _both(
    request: HttpRequest, membership: Membership, form: ClaimEditForm, conflict: log.Conflict, now: Claim
) -> HttpResponse:
    """Show what somebody else saved meanwhile beside what was typed; nothing of either is thrown away."""
    names = (*WORDS, "slot", "parent")
    snapshot = log.snapshot(now)
    theirs = {name: snapshot[name] for name in names}
    base = base_of(membership.project, "claim", now.uuid, theirs, form.cleaned_data["version"])
    differences = reconcile(form, base, theirs) if now.version != form.cleaned_data["version"] else []
    form.refuse(conflict, now.version)
    return _form(request, membership, form, 409, differences)


def _to(membership: Membership, claim: Claim) -> HttpResponse:
    return see(reverse("claim_show", args=[membership.project.key, claim.uuid]))


def _check(**given: tuple[str, Sequence[str]]) -> None:
    """Refuse values of the address that are none. Raises ``BadFilter``."""
    for key, (value, known) in given.items():
        if value not in known:
            raise BadFilter(_("“%(value)s” is no value of “%(key)s”.") % {"value": value[:100], "key": key})


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Http404
    return max(1, int(text))


def _more(kept: dict[str, str]) -> str:
    """Return what an address with a query goes on with."""
    return f"&{urlencode(kept)}" if kept else ""


def _steps(page: int, pages: int, kept: str) -> dict[str, str]:
    """Return the addresses of the pages before and after, for the template of the same names."""
    return {
        "previous_url": f"?{kept}&page={min(page - 1, pages)}" if page > 1 else "",
        "next_url": f"?{kept}&page={page + 1}" if page < pages else "",
        "shown": _("Page %(page)s of %(pages)s") % {"page": page, "pages": pages} if pages > 1 else "",
    }
