"""The wordings of an article: the list, an old one to read, two compared, and a look whether there is a newer one."""

from copy import copy
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from annotations.revisions_page import revisions_of, sheet_of, wordings_of
from annotations.views.reading import cards_answer, desk_page, notes_answer, page_of
from annotations.views.returning import see
from newsroom import access
from newsroom.actions.jobs import start_check
from newsroom.models import Article, Membership, Revision, Source
from newsroom.views.articles import hand_out
from newsroom.views.imports import posted_action


@require_GET
def article_revisions(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """List the wordings of an article, newest first, with what changed and what became of the highlights."""
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    wordings = wordings_of(membership, article)
    context = page_of(membership, article) | {"wordings": wordings, "can_check": _can_check(membership, article)}
    return render(request, "annotations/revisions.html", context | {"action": uuid4()})


@require_GET
def article_revision(request: HttpRequest, project: str, uuid: UUID, number: int) -> HttpResponse:
    """Show an article in one of its wordings, to be read; the current one is the reading page's."""
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    revision = _revision(article, number)
    if revision.pk == article.current_revision_id:
        return see(reverse("article_read", args=[project, uuid]))
    reader, old = _as_reader(membership), _as_it_was(article, revision)
    wordings = wordings_of(membership, article)
    context = desk_page(reader, old, request.GET) | _old_context(membership, article, revision)
    context["wording"] = next((one for one in wordings if one.revision.pk == revision.pk), None)
    return render(request, "annotations/revision.html", context | {"wordings": wordings})


@require_GET
def article_revision_cards(request: HttpRequest, project: str, uuid: UUID, number: int) -> HttpResponse:
    """Show the notes of some blocks of an old wording; as ``article_cards``."""
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    revision = _revision(article, number)
    more = _old_context(membership, article, revision)
    return cards_answer(request, _as_reader(membership), _as_it_was(article, revision), more)


@require_GET
def article_revision_notes(request: HttpRequest, project: str, uuid: UUID, number: int) -> HttpResponse:
    """List the notes on an old wording; as ``article_notes``."""
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    revision = _revision(article, number)
    more = _old_context(membership, article, revision)
    return notes_answer(request, _as_reader(membership), _as_it_was(article, revision), more)


@require_GET
def article_revision_source(request: HttpRequest, project: str, uuid: UUID, number: int) -> HttpResponse:
    """Hand out what a wording was read from, byte for byte."""
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    source = Source.objects.filter(project=membership.project, revisions=_revision(article, number).pk).first()
    if source is None:
        raise Http404
    return hand_out(source, article)


@require_GET
def article_compare(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Compare the wordings ``from`` and ``to`` by their numbers, side by side or with ``view=inline`` in one column.

    Without numbers: the current wording and the one before.
    """
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    assert article.current_revision is not None
    newer = _asked(request.GET, "to", article.current_revision.number)
    older = _asked(request.GET, "from", max(newer - 1, 1))
    old, new = (_revision(article, number) for number in (older, newer))
    is_inline = request.GET.get("view") == "inline"
    context = page_of(membership, article) | {
        "old": old,
        "new": new,
        "is_inline": is_inline,
        "sheet": sheet_of(membership, old, new, is_inline=is_inline),
        "revisions": list(revisions_of(article)[:200]),
    }
    return render(request, "annotations/compare.html", context)


@require_POST
def article_check(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Look whether the article has other words now where it was published; the job's page says what came of it."""
    membership = access.editor(request, project)
    article = access.article(membership, uuid)
    if not _can_check(membership, article):
        messages.warning(request, _("This article has no web address that could be looked at again."))
        return see(reverse("article_read", args=[project, uuid]))
    job = start_check(by=membership.user, project=membership.project, article=article, action=posted_action(request))
    return redirect("job_show", project, job.uuid)


def _can_check(membership: Membership, article: Article) -> bool:
    return membership.can_edit and article.url.startswith(("http://", "https://"))


def _revision(article: Article, number: int) -> Revision:
    found = revisions_of(article).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _as_it_was(article: Article, revision: Revision) -> Article:
    """Return a copy of the article, never saved, whose current wording is another one."""
    old = copy(article)
    old.current_revision = revision
    return old


def _as_reader(membership: Membership) -> Membership:
    """Return a copy of the membership, never saved, of somebody who only reads: old wordings are not written on."""
    reader = copy(membership)
    reader.only_reads = True
    return reader


def _old_context(membership: Membership, article: Article, revision: Revision) -> dict[str, Any]:
    where = [membership.project.key, article.uuid, revision.number]
    return {
        "revision": revision,
        "newest": article.current_revision,
        "article_url": reverse("article_revision", args=where),
        "cards_url": reverse("article_revision_cards", args=where),
        "notes_url": reverse("article_revision_notes", args=where),
    }


def _asked(query: QueryDict, name: str, otherwise: int) -> int:
    text = query.get(name, "")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise Http404
    return int(text)
