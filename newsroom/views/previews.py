"""Previews of imports: one article at length, or several in a table, before anything is added to the library."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from newsroom import access
from newsroom.actions.articles import ADDED
from newsroom.actions.imports import correct_sources, import_rows, put_away, reread_source
from newsroom.corrections import corrected
from newsroom.forms.facts import LANGUAGES
from newsroom.forms.imports import ReadingForm, options_after
from newsroom.importers.notices import Refused
from newsroom.models import Article, Membership, Outlet, Source
from newsroom.previews import CELLS, Row, correct, fill, rows, shown
from newsroom.sources import draft_of, same_body
from newsroom.views.imports import posted_action, refused_of

SHOWN_BLOCKS = 200
SHOWN_CHARACTERS = 60_000
OFFERED_OUTLETS = 500


@require_http_methods(["GET", "POST"])
def import_preview(request: HttpRequest, project: str, batch: UUID) -> HttpResponse:
    """Show what came in at one time: one article at length, several in a table, and what became of them."""
    membership = access.editor(request, project)
    sources = _sources(membership, batch)
    waiting = [source for source in sources if source.settled_at is None]
    if len(sources) == 1 and waiting:
        return _one(request, membership, waiting[0], is_alone=True)
    if request.method == "POST":
        return _table_saved(request, membership, batch, waiting)
    return _table(request, membership, batch, sources, rows(membership.project, waiting))


@require_http_methods(["GET", "POST"])
def import_source(request: HttpRequest, project: str, batch: UUID, source: UUID) -> HttpResponse:
    """Show one article of several at length."""
    membership = access.editor(request, project)
    sources = _sources(membership, batch)
    found = next((each for each in sources if each.uuid == source), None)
    if found is None:
        raise Http404
    if found.settled_at is not None:
        return redirect("import_preview", project, batch)
    return _one(request, membership, found, is_alone=len(sources) == 1)


def _sources(membership: Membership, batch: UUID) -> list[Source]:
    sources = list(Source.objects.of_batch(membership.project, membership.user, batch).defer("data"))
    if not sources:
        raise Http404
    return sources


def _one(request: HttpRequest, membership: Membership, source: Source, *, is_alone: bool) -> HttpResponse:
    if request.method == "GET":
        return _one_shown(request, membership, source)
    correct(source, request.POST)
    correct_sources(sources=[source])
    do = request.POST.get("do", "")
    if do == "away":
        put_away(sources=[source])
        messages.success(request, _("Put away. Nothing was added to the library."))
        way = (membership.project.key,)
        return redirect("import_new", *way) if is_alone else redirect("import_preview", *way, source.batch)
    if do == "save":
        return _one_saved(request, membership, source, is_alone=is_alone)
    return _one_reread(request, membership, source)


def _one_saved(request: HttpRequest, membership: Membership, source: Source, *, is_alone: bool) -> HttpResponse:
    [row] = rows(membership.project, [source])
    if not row.form.is_valid():
        return _one_shown(request, membership, source, 422)
    apart = frozenset({source.uuid} if request.POST.get("apart") else ())
    action = posted_action(request)
    import_rows(by=membership.user, project=membership.project, rows=[row], apart=apart, action=action)
    source.refresh_from_db(fields=["settled_at", "outcome"])
    if source.settled_at is None:
        return _one_shown(request, membership, source, 409)
    if is_alone and source.outcome["status"] == ADDED:
        messages.success(request, _("Added to the library."))
        return redirect("article_read", membership.project.key, source.outcome["article"])
    return redirect("import_preview", membership.project.key, source.batch)


def _one_reread(request: HttpRequest, membership: Membership, source: Source) -> HttpResponse:
    options = options_after(source.options, request.POST)
    try:
        draft = draft_of(source, options)
    except Refused as refused:
        why = _(refused.notice.message) % dict(refused.notice.params)
        return _one_shown(request, membership, source, 422, why)
    if request.POST.get("do") == "swap":
        _swap_corrections(source)
    reread_source(source=source, draft=draft)
    return redirect(request.path)


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
    twin = None if row.known else same_body(membership.project, source.found.get("body_sha256", ""))
    blocks, hidden = _shown_blocks(draft.body)
    context = _context(membership, source.batch) | {
        "source": source,
        "row": row,
        "draft": draft,
        "final": corrected(draft, shown(source)),
        "twin": twin,
        "blocks": blocks,
        "hidden": hidden,
        "problem": problem,
        "reading": ReadingForm.of(source),
    }
    return render(request, "newsroom/import_preview.html", context, status=status)


def _shown_blocks(body: Any) -> tuple[list[Any], int]:
    """Return the first blocks, up to a number of characters, and how many more there are."""
    shown, length = [], 0
    for block in body[:SHOWN_BLOCKS]:
        if length > SHOWN_CHARACTERS:
            break
        shown.append({"kind": block.kind, "text": block.text[:SHOWN_CHARACTERS]})
        length += len(block.text)
    return shown, len(body) - len(shown)


def _table_saved(request: HttpRequest, membership: Membership, batch: UUID, waiting: list[Source]) -> HttpResponse:
    out = [source for source in waiting if request.POST.get(f"{source.uuid}-out")]
    before = {source.pk: dict(source.facts) for source in waiting}
    for source in waiting:
        correct(source, request.POST, f"{source.uuid}-")
    do, _colon, about = request.POST.get("do", "").partition(":")
    if do == "fill" and about in CELLS:
        fill([source for source in waiting if source not in out], about)
    correct_sources(sources=[source for source in waiting if source.facts != before[source.pk]])
    if do == "open" and any(str(source.uuid) == about for source in waiting):
        return redirect("import_source", membership.project.key, batch, about)
    if do == "away":
        put_away(sources=waiting)
    is_unfinished = do == "save" and _save_rows(request, membership, waiting, out)
    address = reverse("import_preview", args=[membership.project.key, batch])
    return redirect(f"{address}?on=1" if is_unfinished else address)


def _save_rows(request: HttpRequest, membership: Membership, waiting: list[Source], out: list[Source]) -> bool:
    """Import the rows without a problem; return whether time ran out before all were done."""
    put_away(sources=out)
    apart = frozenset(source.uuid for source in waiting if request.POST.get(f"{source.uuid}-apart"))
    chosen = rows(membership.project, [source for source in waiting if source not in out])
    import_rows(by=membership.user, project=membership.project, rows=chosen, apart=apart, action=posted_action(request))
    added = [row for row in chosen if row.source.outcome.get("status") == ADDED]
    if added:
        text = ngettext("%(count)d article was added.", "%(count)d articles were added.", len(added))
        messages.success(request, text % {"count": len(added)})
    return any(row.is_good and row.source.settled_at is None for row in chosen)


def _table(
    request: HttpRequest, membership: Membership, batch: UUID, sources: list[Source], table: list[Row]
) -> HttpResponse:
    good = sum(row.is_good for row in table)
    context = _context(membership, batch) | {
        "rows": table,
        "good": good,
        "goes_on": bool(good and request.GET.get("on")),
        "cells": CELLS,
        "results": _results(membership, sources),
        "refused": refused_of(request, batch),
    }
    return render(request, "newsroom/import_table.html", context)


def _results(membership: Membership, sources: list[Source]) -> list[dict[str, Any]]:
    settled = [source for source in sources if source.settled_at is not None]
    uuids = {source.outcome["article"] for source in settled if "article" in source.outcome}
    articles = Article.objects.in_project(membership.project).filter(uuid__in=uuids).only("uuid", "title")
    by_uuid = {str(article.uuid): article for article in articles}
    return [
        {"source": source, "outcome": source.outcome, "article": by_uuid.get(source.outcome.get("article", ""))}
        for source in settled
    ]


def _context(membership: Membership, batch: UUID | None) -> dict[str, Any]:
    names = Outlet.objects.current().filter(project=membership.project).order_by("folded")
    return {
        "project": membership.project,
        "membership": membership,
        "batch": batch,
        "action": uuid4(),
        "outlets": list(names.values_list("name", flat=True)[:OFFERED_OUTLETS]),
        "languages": LANGUAGES,
    }
