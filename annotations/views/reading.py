"""The reading page: an article with its highlights, and the parts of it that come on demand."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from annotations.cards import card_words
from annotations.claim_lock import lock_words
from annotations.desk import Desk, Drawn, desk_of
from annotations.forms.annotation import annotation_form
from annotations.models import Show
from annotations.reading import state_of
from annotations.review import count_to_review
from annotations.sight import covers
from annotations.team_notes import team_note_context
from newsroom import access
from newsroom.custom_fields import fields_of, told
from newsroom.live.asking import cursor_of
from newsroom.models import Article, FieldSubject, Membership

NOTES_A_PAGE = 200


@require_GET
def article_read(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Show an article with the highlights that the reader may see and wants to see."""
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    context = desk_page(membership, article, request.GET) | {"mark": state_of(membership.user, article)}
    context |= team_note_context(membership, article)
    if is_blind := article.is_blind_in(membership.project):
        context |= {"is_blind": is_blind, "is_covered": covers(membership, article)}
    if article.custom:
        context["own_facts"] = told(fields_of(membership.project, FieldSubject.ARTICLE), article.custom)
    if membership.can_annotate:
        context["form"] = annotation_form(membership.project, article)
        context["claim_lock"] = lock_words(membership)
    if article.current_revision and article.current_revision.number > 1:
        context["to_review_here"] = count_to_review(membership, article)
    context["live"] = {"cursor": cursor_of(membership), "view": request.GET.urlencode()}
    return render(request, "annotations/article.html", context)


def desk_page(membership: Membership, article: Article, query: QueryDict) -> dict[str, Any]:
    """Return what a page needs that shows an article in its current revision, with the notes beside it."""
    desk = desk_of(membership, article, query)
    rendered = desk.rendered()
    return page_of(membership, article) | {
        "desk": desk,
        "preference": desk.preference,
        "head": Drawn(rendered.head),
        "body": Drawn(rendered.body),
        "portions": _portions(desk),
        "lost": desk.cards(desk.sheet.lost, {}),
    }


@require_GET
def article_cards(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Show the notes of the blocks ``first`` to ``last``, and these blocks in full.

    ``number`` is that of the first note among them, ``over`` are those of earlier passages that reach into them.
    """
    membership = access.member(request, project)
    return cards_answer(request, membership, access.article(membership, uuid), {})


def cards_answer(
    request: HttpRequest, membership: Membership, article: Article, more: Mapping[str, Any]
) -> HttpResponse:
    """Answer with the notes of some blocks of an article in its current revision; ``more`` is added to the context."""
    first, last, number = (_count(request.GET, name) for name in ("first", "last", "number"))
    desk = desk_of(membership, article, current_query(request), ())
    if first is None or last is None or not first <= last < len(desk.reading.layout.blocks):
        return HttpResponseBadRequest(_("Which paragraphs?"), content_type="text/plain; charset=utf-8")
    desk = desk.with_blocks(range(first, last + 1))
    marks = [mark for mark in desk.sheet.marks if mark.block >= first]
    numbers = {mark.key: given for given, mark in enumerate(marks, start=number or 1)}
    context = page_of(membership, article) | {
        "desk": desk,
        "cards": desk.cards(marks, numbers),
        "blocks": desk.blocks(range(first, last + 1), numbers | _over(desk, first, request.GET.get("over", ""))),
        **more,
    }
    return render(request, "annotations/_cards.html", context)


@require_GET
def article_notes(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """List all notes of an article in text order: what the margin of the page says, for paper and without scripts."""
    membership = access.member(request, project)
    return notes_answer(request, membership, access.article(membership, uuid), {})


def notes_answer(
    request: HttpRequest, membership: Membership, article: Article, more: Mapping[str, Any]
) -> HttpResponse:
    """Answer with the list of notes of an article in its current revision; ``more`` is added to the context."""
    desk = desk_of(membership, article, request.GET)
    number = max(_count(request.GET, "from") or 1, 1)
    marks = desk.sheet.marks[number - 1 : number - 1 + NOTES_A_PAGE]
    context = page_of(membership, article) | {
        "desk": desk,
        "cards": desk.cards(marks, desk.numbers),
        "lost": desk.cards(desk.sheet.lost, {}) if number == 1 else [],
        "next_number": number + NOTES_A_PAGE if len(desk.sheet.marks) >= number + NOTES_A_PAGE else None,
        "previous_number": max(number - NOTES_A_PAGE, 1) if number > 1 else None,
        **more,
    }
    return render(request, "annotations/notes.html", context)


@require_GET
def article_legend(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Show the legend again, after something was tagged."""
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    desk = desk_of(membership, article, current_query(request))
    context = page_of(membership, article) | {"desk": desk, "preference": desk.preference}
    return render(request, "annotations/_legend.html", context)


def page_of(membership: Membership, article: Article) -> dict[str, Any]:
    """Return what every page and fragment about an article knows."""
    where = [membership.project.key, article.uuid]
    return {
        "project": membership.project,
        "membership": membership,
        "article": article,
        "article_url": reverse("article_read", args=where),
        "cards_url": reverse("article_cards", args=where),
        "notes_url": reverse("article_notes", args=where),
        "base_url": settings.BASE_URL,
        "has_original": article.url.startswith(("http://", "https://")),
        "shows": Show.choices,
        "words": card_words(),
    }


def current_query(request: HttpRequest) -> QueryDict:
    """Return the query of the page on screen, from which htmx asked: it says what is brought out or set back."""
    htmx = getattr(request, "htmx", None)
    address = htmx.current_url_abs_path if htmx else ""
    return QueryDict((address or "").partition("?")[2])


def _portions(desk: Desk) -> list[dict[str, Any]]:
    """Return the portions of notes in order: with their cards, or as a promise of them."""
    marks = desk.sheet.marks
    shown = {portion for portion in desk.portions if desk.is_shown(portion)}
    wanted = [mark for portion in desk.portions if portion in shown for mark in portion.of(marks)]
    cards = {card.key: card for card in desk.cards(wanted, desk.numbers)}
    return [
        {
            "portion": portion,
            "cards": [cards[mark.key] for mark in portion.of(marks)] if portion in shown else None,
        }
        for portion in desk.portions
    ]


def _over(desk: Desk, first: int, given: str) -> dict[str, int]:
    """Return the numbers of passages that begin before block ``first``, as the page that asks has them."""
    earlier = [mark.key for mark in desk.sheet.marks if mark.block < first]
    numbers = [int(number) for number in given.split(" ") if number.isascii() and number.isdigit() and len(number) < 9]
    return dict(zip(earlier, numbers, strict=True)) if len(numbers) == len(earlier) else {}


def _count(query: QueryDict, name: str) -> int | None:
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
