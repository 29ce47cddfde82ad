"""The inbox of a member: reading it, opening a notice, marking all as read."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotations.actions import notices as actions
from annotations.inbox import PAGE, place_of, rows_of, told, with_facts
from annotations.models import NoticeKind
from annotations.review import count_to_review
from annotations.views.returning import see
from newsroom import access
from newsroom.models import Membership
from newsroom.paging import page_number


@require_GET
def inbox(request: HttpRequest, project: str) -> HttpResponse:
    """List what the member was told, newest first; reading the list marks nothing."""
    membership = access.member(request, project)
    kind = request.GET.get("kind", "")
    if kind and kind not in NoticeKind.values:
        raise Http404
    page = page_number(request)
    fetched = list(with_facts(told(membership, kind))[(page - 1) * PAGE : page * PAGE + 1])
    context = {
        "project": membership.project,
        "membership": membership,
        "rows": rows_of(membership, fetched[:PAGE]),
        "kind": kind,
        "kinds": NoticeKind.choices,
        "to_review": count_to_review(membership),
        "previous_url": _step(kind, page - 1) if page > 1 else "",
        "next_url": _step(kind, page + 1) if len(fetched) > PAGE else "",
    }
    return render(request, "annotations/inbox.html", context)


@require_POST
def notice_open(request: HttpRequest, project: str, notice: UUID) -> HttpResponse:
    """Mark a notice as read and go to the passage that it is about."""
    membership = access.member(request, project)
    found = with_facts(told(membership)).filter(uuid=notice).first()
    if found is None:
        raise Http404
    actions.read(by=membership.user, project=membership.project, notices=[found.uuid])
    return see(place_of(membership.project, found))


@require_POST
def inbox_read(request: HttpRequest, project: str) -> HttpResponse:
    """Mark everything as read."""
    membership: Membership = access.member(request, project)
    actions.read(by=membership.user, project=membership.project)
    return see(reverse("inbox", args=[project]))


def _step(kind: str, page: int) -> str:
    return f"?kind={kind}&page={page}" if kind else f"?page={page}"
