"""The codebook as a file: taking it out, and bringing one in after a look at what it changes."""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from annotations.actions.codebook import import_codebook
from annotations.codebook_files import WRITERS, Plan, entries_of, plan_of, read, words_of
from annotations.codebooks.entry import BadCodebook, CodeEntry
from annotations.codebooks.tables import to_json
from annotations.exports.files import filename
from annotations.views.returning import see
from newsroom import access, log
from newsroom.models import Membership

SHOWN = 200
"""Rows of each state that the preview lists."""


@require_GET
def codebook_export(request: HttpRequest, project: str) -> HttpResponse:
    """Send the codebook as CSV, JSON or REFI-QDA."""
    membership = access.member(request, project)
    kind = request.GET.get("format", "csv")
    if kind not in WRITERS:
        raise Http404
    write, content_type = WRITERS[kind]
    answer = HttpResponse(write(entries_of(membership.project, membership)), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{filename(membership.project, "codebook", kind)}"'
    return answer


@require_http_methods(["GET", "POST"])
def codebook_import(request: HttpRequest, project: str) -> HttpResponse:
    """Say what a file would change, and change it when asked to; the second step brings the file's words along."""
    membership = access.editor(request, project)
    if request.method == "GET":
        return _page(request, membership)
    try:
        entries = read(_sent(request))
    except BadCodebook as error:
        return _page(request, membership, 422, message=words_of(error))
    action = _action(request)
    if "save" not in request.POST or action is None:
        return _page(request, membership, entries=entries)
    takes = "labels" in request.POST
    token = log.make_token(action, {"codebook": to_json(entries).decode(), "labels": takes})
    try:
        import_codebook(
            by=membership.user, project=membership.project, entries=entries, takes_labels=takes, token=token
        )
    except log.Conflict as conflict:
        return _page(request, membership, 409, entries, str(conflict))
    return see(f"{reverse('claim_list', args=[project])}?done={action}")


def _sent(request: HttpRequest) -> bytes:
    if file := request.FILES.get("file"):
        return b"".join(file.chunks())
    return str(request.POST.get("entries", "")).encode()


def _action(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("action", ""))
    except ValueError:
        return None


def _page(
    request: HttpRequest,
    membership: Membership,
    status: int = 200,
    entries: list[CodeEntry] | None = None,
    message: str = "",
) -> HttpResponse:
    plan = plan_of(membership.project, entries) if entries else Plan()
    rows = [row for state in ("bad", "label", "changed", "new") for row in _some(plan, state)]
    context = {"project": membership.project, "membership": membership, "message": message, "action": uuid4()}
    context |= {"counts": plan.counts(), "rows": rows, "entries": to_json(entries).decode() if entries else ""}
    return render(request, "annotations/codebook_import.html", context, status=status)


def _some(plan: Plan, state: str) -> list[object]:
    return [row for row in plan.rows if row.state == state][:SHOWN]
