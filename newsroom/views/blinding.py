"""Blind mode: an editor makes an article blind or reveals it, and may wear the blindfold."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom import access, log
from newsroom.actions.blinding import set_article_blind, set_blindfold
from newsroom.refusals import refusal
from newsroom.views.imports import posted_action

CHOICES = {"blind": True, "revealed": False, "project": None}


@require_POST
def article_blind(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Make an article blind, reveal it, or let it follow the project."""
    membership = access.editor(request, project)
    article = access.article(membership, uuid)
    choice = request.POST.get("blind", "")
    if choice not in CHOICES:
        return refusal(request, _("There is no such choice."), 422)
    token = log.make_token(posted_action(request), {"article": str(uuid), "blind": choice})
    fresh = set_article_blind(by=membership.user, article=article, is_blind=CHOICES[choice], token=token)
    is_blind = fresh.is_blind_in(membership.project)
    messages.success(request, _("This article is blind now.") if is_blind else _("This article is revealed."))
    return redirect("article_read", project, uuid)


@require_POST
def blindfold_set(request: HttpRequest, project: str) -> HttpResponse:
    """Put the blindfold on, or take it off: for owners and editors, for themselves."""
    membership = access.editor(request, project)
    is_on = request.POST.get("on", "") == "1"
    token = log.make_token(posted_action(request), {"blindfold": is_on})
    set_blindfold(by=membership.user, membership=membership, is_on=is_on, token=token)
    messages.success(request, _("You work blind now.") if is_on else _("You see everybody's highlights."))
    return redirect("project_settings", project)
