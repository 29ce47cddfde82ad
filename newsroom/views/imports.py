"""The way in: files, a pasted text, addresses. What is light waits in a preview at once, all else becomes a job."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from newsroom import access
from newsroom.actions.imports import keep_batch
from newsroom.actions.jobs import Wanted, start_files
from newsroom.importers.formats import EXTENSIONS, FORMATS
from newsroom.models import Membership
from newsroom.uploads import MEGABYTE, MOST_ADDRESSES, Refusal, Sent, sent, sort, take

KEPT_REFUSALS = 200
SESSION = "import_refused"
UNNAMED = {"record", "nexis"}
"""Formats that come inside others."""


@require_http_methods(["GET", "POST"])
def import_new(request: HttpRequest, project: str) -> HttpResponse:
    """Ask for files, a text or addresses; go on to their preview, or to the job that reads them.

    The form's ``action`` becomes the batch or the job, so that sending twice keeps once.
    """
    membership = access.editor(request, project)
    if request.method == "GET":
        return _page(request, membership)
    came = sent(request.FILES.getlist("files"), request.POST.get("text", ""), request.POST.get("addresses", ""))
    if problem := _problem(came):
        return _page(request, membership, 422, problem=problem)
    if came.is_light and request.POST.get("how") != "add":
        return _preview(request, membership, came)
    return _job(request, membership, came)


def _preview(request: HttpRequest, membership: Membership, came: Sent) -> HttpResponse:
    sources, refused = take(came.files, came.text)
    if not sources:
        return _page(request, membership, 422, refused=refused)
    batch = posted_action(request)
    keep_batch(by=membership.user, project=membership.project, batch=batch, sources=sources)
    request.session[SESSION] = [str(batch), [refusal.as_json() for refusal in refused[:KEPT_REFUSALS]]]
    return redirect("import_preview", membership.project.key, batch)


def _job(request: HttpRequest, membership: Membership, came: Sent) -> HttpResponse:
    sorted_ = sort(came.files, came.text)
    if not sorted_.uploads and not came.urls:
        return _page(request, membership, 422, refused=sorted_.refused)
    refused = [(refusal.name, refusal.notice) for refusal in sorted_.refused]
    job = start_files(
        by=membership.user,
        project=membership.project,
        wanted=Wanted(sorted_.uploads, came.urls, refused),
        is_previewed=request.POST.get("how") != "add",
        action=posted_action(request),
    )
    return redirect(reverse("job_show", args=[membership.project.key, job.uuid]) + "?on=1")


def refused_of(request: HttpRequest, batch: UUID) -> list[Refusal]:
    """Return the files of the latest upload that were not taken, if ``batch`` is that upload."""
    name, refused = request.session.get(SESSION, ["", []])
    return [Refusal.from_json(values) for values in refused] if name == str(batch) else []


def posted_action(request: HttpRequest) -> UUID:
    """Return the form's name for this request, or a new one where it has none."""
    try:
        return UUID(request.POST.get("action", ""))
    except ValueError:
        return uuid4()


def _problem(came: Sent) -> str:
    """Return what is wrong with the form, in words; empty where nothing is."""
    if came.no_urls:
        shown = ", ".join(f"“{line[:80]}”" for line in came.no_urls[:5])
        text = ngettext(
            "This is no address of a web page: %(lines)s", "These are no addresses: %(lines)s", len(came.no_urls)
        )
        return text % {"lines": shown}
    if len(came.urls) > MOST_ADDRESSES:
        return _("At most %(most)d addresses can be sent at one time.") % {"most": MOST_ADDRESSES}
    return _("Choose at least one file, paste a text, or type an address.") if came.is_nothing else ""


def _page(request: HttpRequest, membership: Membership, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "project": membership.project,
        "membership": membership,
        "action": uuid4(),
        "feed_action": uuid4(),
        "limit": settings.IMPORT_BODY_LIMIT,
        "limit_megabytes": settings.IMPORT_FILE_LIMIT // MEGABYTE,
        "body_limit": settings.IMPORT_BODY_LIMIT,
        "body_megabytes": settings.IMPORT_BODY_LIMIT // MEGABYTE,
        "accept": ",".join(sorted(EXTENSIONS)),
        "formats": [_(each.label) for each in FORMATS.values() if each.name not in UNNAMED],
        "text": request.POST.get("text", ""),
        "addresses": request.POST.get("addresses", request.GET.get("addresses", "")),
        "how": request.POST.get("how", "look"),
        **more,
    }
    return render(request, "newsroom/import.html", context, status=status)
