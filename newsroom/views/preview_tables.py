"""The preview of several articles: one table, one line each, and what became of them."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from newsroom.actions.articles import ADDED, REVISED
from newsroom.actions.imports import correct_sources, import_rows, put_away
from newsroom.models import Article, Membership, Source
from newsroom.previews import CELLS, Row, correct, fill, offers, rows
from newsroom.views.imports import posted_action, refused_of


def table_saved(request: HttpRequest, membership: Membership, batch: UUID, waiting: list[Source]) -> HttpResponse:
    """Keep what was typed into the table and do what its button says."""
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
    chosen = rows(membership.project, [source for source in waiting if source not in out])
    decided = {source.uuid: request.POST.get(f"{source.uuid}-apart") for source in waiting}
    import_rows(
        by=membership.user,
        project=membership.project,
        rows=chosen,
        apart=frozenset(uuid for uuid, choice in decided.items() if choice == "1"),
        force=frozenset(uuid for uuid, choice in decided.items() if choice == "0"),
        action=posted_action(request),
    )
    _say_how_many(request, [row.source.outcome.get("status", "") for row in chosen])
    return any(row.is_good and row.source.settled_at is None for row in chosen)


def _say_how_many(request: HttpRequest, outcomes: list[str]) -> None:
    if added := outcomes.count(ADDED):
        text = ngettext("%(count)d article was added.", "%(count)d articles were added.", added)
        messages.success(request, text % {"count": added})
    if revised := outcomes.count(REVISED):
        text = ngettext("%(count)d article has a new wording.", "%(count)d articles have a new wording.", revised)
        messages.success(request, text % {"count": revised})


def table_shown(
    request: HttpRequest, membership: Membership, batch: UUID, sources: list[Source], table: list[Row]
) -> HttpResponse:
    """Show the rows that wait, and what became of the others."""
    good = sum(row.is_good for row in table)
    context = {
        "project": membership.project,
        "membership": membership,
        "batch": batch,
        "action": uuid4(),
        "rows": table,
        "good": good,
        "goes_on": bool(good and request.GET.get("on")),
        "cells": CELLS,
        "results": _results(membership, sources),
        "refused": refused_of(request, batch),
        **offers(membership.project),
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
