"""Handing work over to a colleague: what goes is shown, chosen and confirmed on one page."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from annotations.actions.handovers import hand_over as carry_out
from annotations.forms.handover import HandoverForm
from annotations.handing import work_of
from annotations.views.returning import see
from newsroom import access, log
from newsroom.models import Action, Membership
from newsroom.paging import done_action


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, project: str) -> HttpResponse:
    """Give unfinished articles, open mentions and contested passages to a colleague, with a note."""
    membership = access.analyst(request, project)
    form = HandoverForm(
        request.POST or None,
        membership=membership,
        work=work_of(membership),
        kind="handover",
        target=membership.project.uuid,
    )
    if request.method == "GET":
        return _page(request, membership, form)
    if _is_done(membership, form.token):
        return _done(membership, form)
    if not form.is_valid():
        return _page(request, membership, form, 422)
    try:
        carry_out(by=membership.user, token=form.token, **_chosen(membership, form))
    except log.Conflict as conflict:
        form.refuse(conflict)
        return _page(request, membership, form, 409)
    return _done(membership, form)


def _chosen(membership: Membership, form: HandoverForm) -> dict[str, Any]:
    to = form.cleaned_data["to"]
    to.project = membership.project
    return {
        "to": to,
        "articles": form.articles_chosen,
        "mentions": form.mentions_chosen,
        "contested": form.contested_chosen,
        "note": form.cleaned_data["note"],
    }


def _is_done(membership: Membership, token: log.Token | None) -> bool:
    """Whether this very request was carried out before: what it named is not open any more."""
    if token is None:
        return False
    known = Action.objects.filter(project=membership.project, by=membership.user)
    return known.filter(uuid=token.uuid, digest=token.digest).exists()


def _done(membership: Membership, form: HandoverForm) -> HttpResponse:
    assert form.token is not None
    page = reverse("hand_over", args=[membership.project.key])
    return see(f"{page}?{urlencode({'done': form.token.uuid})}")


def _page(request: HttpRequest, membership: Membership, form: HandoverForm, status: int = 200) -> HttpResponse:
    context = {
        "project": membership.project,
        "membership": membership,
        "form": form,
        "articles": list(form.by_key["articles"].values()),
        "mentions": list(form.by_key["mentions"].values()),
        "contested": list(form.by_key["contested"].values()),
        "done": done_action(request, membership) if request.method == "GET" else None,
    }
    return render(request, "annotations/hand_over.html", context, status=status)
