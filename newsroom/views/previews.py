"""Previews of imports: one article at length, or several in a table, before anything is added to the library."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from newsroom import access
from newsroom.actions.articles import ADDED, REVISED
from newsroom.actions.imports import correct_sources, import_rows, put_away, reread_source
from newsroom.actions.jobs import start_reread
from newsroom.corrections import corrected
from newsroom.forms.imports import ReadingForm, methods, options_after
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.notices import Refused
from newsroom.intake import published
from newsroom.models import Membership, Source
from newsroom.previews import correct, offers, rows, shown
from newsroom.rereading import is_light
from newsroom.sources import draft_of, same_body
from newsroom.views.imports import posted_action
from newsroom.views.preview_tables import table_saved, table_shown

SHOWN_BLOCKS = 200
SHOWN_CHARACTERS = 60_000
SURE = 0.7
"""Confidence from which on Margin says that it is fairly sure."""


@require_http_methods(["GET", "POST"])
def import_preview(request: HttpRequest, project: str, batch: UUID) -> HttpResponse:
    """Show what came in at one time: one article at length, several in a table, and what became of them."""
    membership = access.editor(request, project)
    sources = sources_of(membership, batch)
    waiting = [source for source in sources if source.settled_at is None]
    if len(sources) == 1 and waiting:
        return _one(request, membership, waiting[0], is_alone=True)
    if request.method == "POST":
        return table_saved(request, membership, batch, waiting)
    return table_shown(request, membership, batch, sources, rows(membership.project, waiting))


@require_http_methods(["GET", "POST"])
def import_source(request: HttpRequest, project: str, batch: UUID, source: UUID) -> HttpResponse:
    """Show one article of several at length."""
    membership = access.editor(request, project)
    sources = sources_of(membership, batch)
    found = next((each for each in sources if each.uuid == source), None)
    if found is None:
        raise Http404
    if found.settled_at is not None:
        return redirect("import_preview", project, batch)
    return _one(request, membership, found, is_alone=len(sources) == 1)


def sources_of(membership: Membership, batch: UUID) -> list[Source]:
    """Return what a user brought in at one time, without the bytes. Raises ``Http404`` where that is nothing."""
    sources = list(Source.objects.of_batch(membership.project, membership.user, batch).defer("data"))
    if not sources:
        raise Http404
    return sources


def _one(request: HttpRequest, membership: Membership, source: Source, *, is_alone: bool) -> HttpResponse:
    if request.method == "GET":
        return _one_shown(request, membership, source)
    correct(source, request.POST)
    correct_sources(sources=[source])
    do, way = request.POST.get("do", ""), (membership.project.key, source.batch)
    if do == "away":
        put_away(sources=[source])
        messages.success(request, _("Not imported: nothing was added to the library."))
        return redirect("import_new", way[0]) if is_alone else redirect("import_preview", *way)
    if do == "save":
        return _one_saved(request, membership, source, is_alone=is_alone)
    if do == "pick" and source.importer == "html":
        return gone_to(request, reverse("import_pick", args=[*way, source.uuid]))
    return _one_reread(request, membership, source)


def _one_saved(request: HttpRequest, membership: Membership, source: Source, *, is_alone: bool) -> HttpResponse:
    [row] = rows(membership.project, [source])
    if not row.form.is_valid():
        return _one_shown(request, membership, source, 422)
    choice = request.POST.get("apart", "")
    import_rows(
        by=membership.user,
        project=membership.project,
        rows=[row],
        apart=frozenset({source.uuid} if choice == "1" else ()),
        force=frozenset({source.uuid} if choice == "0" else ()),
        action=posted_action(request),
    )
    source.refresh_from_db(fields=["settled_at", "outcome"])
    if source.settled_at is None:
        return _one_shown(request, membership, source, 409)
    said = {ADDED: _("Added to the library."), REVISED: _("The article has a new wording.")}
    if is_alone and (text := said.get(source.outcome["status"])):
        messages.success(request, text)
        return redirect("article_read", membership.project.key, source.outcome["article"])
    return redirect("import_preview", membership.project.key, source.batch)


def _one_reread(request: HttpRequest, membership: Membership, source: Source) -> HttpResponse:
    options = options_after(source.options, request.POST)
    if request.POST.get("do") == "swap":
        _swap_corrections(source)
        correct_sources(sources=[source])
    if options == source.options:
        return redirect(request.path)
    return reread(request, membership, source, options)


def reread(request: HttpRequest, membership: Membership, source: Source, options: dict[str, Any]) -> HttpResponse:
    """Read a source with other options: at once where that is quick, else by the worker, whose page leads back here."""
    try:
        if not is_light(source, options):
            job = start_reread(
                by=membership.user,
                project=membership.project,
                source=source,
                options=options,
                action=posted_action(request),
            )
            return gone_to(request, reverse("job_show", args=[membership.project.key, job.uuid]) + "?on=1")
        reread_source(source=source, draft=draft_of(source, options))
    except Refused as refused:
        why = _(refused.notice.message) % dict(refused.notice.params)
        return _one_shown(request, membership, source, 422, why)
    return redirect(request.path)


def gone_to(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to another page; htmx would follow a redirect and put that page into a part of this one."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _swap_corrections(source: Source) -> None:
    """What was typed as the title is the standfirst now, and the other way round."""
    typed = {name: source.facts.pop(name) for name in ("title", "standfirst") if name in source.facts}
    if "title" in typed:
        source.facts["standfirst"] = typed["title"]
    if "standfirst" in typed:
        source.facts["title"] = " ".join(typed["standfirst"].split())


def _one_shown(
    request: HttpRequest, membership: Membership, source: Source, status: int = 200, problem: str = ""
) -> HttpResponse:
    draft = draft_of(source)
    [row] = rows(membership.project, [source])
    twin = (
        None if row.verdict.article or row.near else same_body(membership.project, source.found.get("body_sha256", ""))
    )
    blocks, hidden = _shown_blocks(draft)
    context = {
        "project": membership.project,
        "membership": membership,
        "batch": source.batch,
        "action": uuid4(),
        "fetch_action": uuid4(),
        "source": source,
        "row": row,
        "draft": draft,
        "final": corrected(draft, shown(source)),
        "twin": twin,
        "blocks": blocks,
        "hidden": hidden,
        "problem": problem,
        "reading": ReadingForm.of(source),
        "methods": methods(source),
        "is_sure": None if draft.more.confidence is None else draft.more.confidence >= SURE,
        **_release(draft),
        **offers(membership.project),
    }
    return render(request, "newsroom/import_preview.html", context, status=status)


def _release(draft: ArticleDraft) -> dict[str, Any]:
    until = published(draft.more.embargo).at
    return {
        "release": draft.more.release,
        "embargo_until": until,
        "is_embargoed": until is not None and until > timezone.now(),
    }


def _shown_blocks(draft: ArticleDraft) -> tuple[list[Any], int]:
    """Return the first blocks, up to a number of characters, and how many more there are."""
    found, length = [], 0
    for block in draft.body[:SHOWN_BLOCKS]:
        if length > SHOWN_CHARACTERS:
            break
        found.append({"kind": block.kind, "text": block.text[:SHOWN_CHARACTERS]})
        length += len(block.text)
    return found, len(draft.body) - len(found)
