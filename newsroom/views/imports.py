"""The way in: paste a text or send files; what could be read waits in a preview."""

from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from newsroom import access
from newsroom.actions.imports import keep_batch
from newsroom.uploads import MEGABYTE, Refusal, take

KEPT_REFUSALS = 200
SESSION = "import_refused"


@require_http_methods(["GET", "POST"])
def import_new(request: HttpRequest, project: str) -> HttpResponse:
    """Ask for a text or files; keep what can be read and go on to its preview.

    The form's ``action`` becomes the batch, so that sending twice keeps once.
    """
    membership = access.editor(request, project)
    context = {"project": membership.project, "membership": membership, "action": uuid4(), **_limits()}
    if request.method == "GET":
        return render(request, "newsroom/import.html", context)
    text = request.POST.get("text", "")
    sources, refused = take(request.FILES.getlist("files"), text)
    if not sources:
        context |= {"text": text, "refused": refused, "is_nothing": not refused}
        return render(request, "newsroom/import.html", context, status=422)
    batch = posted_action(request)
    keep_batch(by=membership.user, project=membership.project, batch=batch, sources=sources)
    request.session[SESSION] = [str(batch), [refusal.as_json() for refusal in refused[:KEPT_REFUSALS]]]
    return redirect("import_preview", project, batch)


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


def _limits() -> dict[str, int]:
    return {
        "limit": settings.IMPORT_FILE_LIMIT,
        "limit_megabytes": settings.IMPORT_FILE_LIMIT // MEGABYTE,
        "body_limit": settings.IMPORT_BODY_LIMIT,
    }
