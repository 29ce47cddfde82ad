"""Taking back what one person did in a period: chosen, looked at, confirmed."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from annotations.action_words import in_groups
from annotations.activity import runs_of
from annotations.forms.take_back import TakeBackForm
from annotations.log_sight import wholly_shown
from annotations.views.returning import see
from newsroom import access, log
from newsroom.actions.taking_back import MOST, Outcome, TooMany, rehearse, take_back
from newsroom.models import Action, Membership


@require_http_methods(["GET", "POST"])
def activity_take_back(request: HttpRequest, project: str) -> HttpResponse:
    """Ask for person, period and kinds; ``do=look`` shows what would be taken back and what not, ``do=take`` does it."""
    membership = access.editor(request, project)
    if request.method == "GET":
        return _page(request, membership, TakeBackForm(membership, initial=_initial(request)))
    form = TakeBackForm(membership, request.POST)
    if not form.is_valid():
        return _page(request, membership, form, status=422)
    values = form.cleaned_data
    common = {"by": membership.user, "membership": membership, "person": values["person"]}
    common["actions"] = _actions(membership, values)
    try:
        if request.POST.get("do") != "take":
            return _page(request, membership, form, outcome=rehearse(**common))
        outcome = take_back(**common, expected=_number(request.POST.get("count", "")), token=_token(request))
    except TooMany:
        form.add_error("since", _("More than %(most)d actions: choose a shorter period.") % {"most": MOST})
        return _page(request, membership, form, status=422)
    return _done(request, membership, outcome)


def _initial(request: HttpRequest) -> dict[str, Any]:
    now = timezone.localtime()
    return {"person": request.GET.get("person", ""), "since": now - timedelta(days=1), "until": now}


def _actions(membership: Membership, values: dict[str, Any]) -> QuerySet[Action]:
    """Return the actions of the period that the editor sees whole; minutes are included to their end."""
    until = values["until"] + timedelta(minutes=1)
    found = Action.objects.filter(project=membership.project, created_at__gte=values["since"], created_at__lt=until)
    return wholly_shown(membership, found.filter(in_groups(values["kinds"])))


def _token(request: HttpRequest) -> log.Token:
    sent = {name: request.POST.getlist(name) for name in ("person", "since", "until", "kinds")}
    try:
        return log.make_token(UUID(request.POST.get("action", "")), {"kind": "take_back", **sent})
    except ValueError:
        return log.make_token(None, {"kind": "take_back", **sent})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _page(
    request: HttpRequest,
    membership: Membership,
    form: TakeBackForm,
    outcome: Outcome | None = None,
    status: int = 200,
) -> HttpResponse:
    done, left = (outcome.done, outcome.left) if outcome else ([], [])
    runs = runs_of(membership, [*done, *(action for action, _why in left)])
    context = {
        "project": membership.project,
        "membership": membership,
        "form": form,
        "is_shown": outcome is not None,
        "done": [runs[action.pk] for action in done if action.pk in runs],
        "left": [(runs[action.pk], why) for action, why in left if action.pk in runs],
        "count": len(done),
        "action": uuid4(),
    }
    return render(request, "annotations/take_back.html", context, status=status)


def _done(request: HttpRequest, membership: Membership, outcome: Outcome) -> HttpResponse:
    if outcome.done:
        count = len(outcome.done)
        text = ngettext("%(count)d action was taken back.", "%(count)d actions were taken back.", count)
        messages.success(request, text % {"count": count})
    query = urlencode({"person": membership.user.username})
    return see(f"{reverse('activity_list', args=[membership.project.key])}?{query}")
