"""Merging what is one: what it concerns, doing it, and taking it apart; claims and speakers say how they differ."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from annotations.forms.action import VersionForm
from annotations.views.returning import see
from newsroom import log
from newsroom.models import Membership

OFFERED: Final = 2_000
"""Names that a field offers; any other is found when it is written out."""


@dataclass(frozen=True, slots=True)
class Merging:
    """How rows of one kind are merged. ``noun`` names them in templates, addresses, and arguments of the form and action."""

    noun: str
    form: type[VersionForm]
    find: Callable[[Any, str], Any]
    """What a text means as the one that stays."""
    refused: Callable[[Any, Any], str]
    preview: Callable[[Membership, Any, Any], Any]
    merge: Callable[..., Any]
    separate: Callable[..., Any]
    repeated: Callable[..., Any]
    """What this very request did when it came before."""
    others: Callable[[Any], "QuerySet[Any, str]"]
    """The names of those into which a row could be merged."""


def merging(
    request: HttpRequest, membership: Membership, how: Merging, row: Any, again: Callable[[], Any]
) -> HttpResponse:
    """Say what merging ``row`` into another concerns; do it when asked to. ``again`` reads the row anew."""
    if request.method == "GET":
        return _page(request, membership, how, row, _asked(request, how, row))
    form = how.form(request.POST, **{how.noun: row})
    if done := form.token and how.repeated(by=membership.user, project=membership.project, token=form.token):
        return _to(membership, how, done, form)
    if not form.is_valid() or form.token is None:
        return _page(request, membership, how, row, form, 422)
    into, version = form.cleaned_data["into"], form.cleaned_data["version"]
    try:
        how.merge(by=membership.user, version=version, into=into, token=form.token, **{how.noun: row})
    except log.Conflict as conflict:
        form.refuse(conflict, again().version)
        return _page(request, membership, how, row, form, 409)
    return _to(membership, how, into, form)


def separating(request: HttpRequest, membership: Membership, how: Merging, row: Any) -> HttpResponse:
    """Let a merged row stand for itself again."""
    form = VersionForm(request.POST, kind=f"{how.noun}_separate", target=row.uuid)
    if not form.is_valid() or form.token is None:
        raise log.Conflict(" ".join(form.problems))
    version = form.cleaned_data["version"]
    how.separate(by=membership.user, version=version, token=form.token, **{how.noun: row})
    return _to(membership, how, row, form)


def _asked(request: HttpRequest, how: Merging, row: Any) -> VersionForm:
    into = request.GET.get("into", "")[:200]
    start = {"version": row.version, "action": uuid4()}
    if not into:
        return how.form(initial=start, **{how.noun: row})
    found = how.find(row, into)
    if found is None or how.refused(row, found):
        form = how.form({**start, "into": into}, **{how.noun: row})
        form.is_valid()
        return form
    return how.form(initial={**start, "into": str(found)}, **{how.noun: row})


def _page(
    request: HttpRequest, membership: Membership, how: Merging, row: Any, form: VersionForm, status: int = 200
) -> HttpResponse:
    into = how.find(row, str(form["into"].value() or ""))
    shown = how.preview(membership, row, into) if into and not how.refused(row, into) else None
    context = {"project": membership.project, "membership": membership, "form": form, how.noun: row, "into": into}
    context |= {"preview": shown, "names": how.others(row)[:OFFERED]}
    return render(request, f"annotations/{how.noun}_merge.html", context, status=status)


def _to(membership: Membership, how: Merging, row: Any, form: VersionForm) -> HttpResponse:
    assert form.token is not None
    return see(f"{reverse(f'{how.noun}_show', args=[membership.project.key, row.uuid])}?done={form.token.uuid}")
