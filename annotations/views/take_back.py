"""Taking back what one person did in a period: chosen, looked at, confirmed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from annotations.action_words import in_groups
from annotations.activity import runs_of
from annotations.forms.take_back import TakeBackForm
from annotations.log_sight import wholly_shown
from annotations.views.returning import see
from newsroom import access, log
from newsroom.actions.taking_back import Outcome, rehearse, take_back
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
    common["actions"] = actions_of(membership, _period(values))
    if request.POST.get("do") != "take":
        return _page(request, membership, form, outcome=rehearse(**common))
    count, token = _number(request.POST.get("count", "")), _token(request)
    take_back(**common, period=_period(values), expected=count, token=token)
    return see(f"{reverse('activity_taken', args=[membership.project.key, token.uuid])}?go")


def _initial(request: HttpRequest) -> dict[str, Any]:
    now = timezone.localtime()
    return {"person": request.GET.get("person", ""), "since": now - timedelta(days=1), "until": now}


def _period(values: dict[str, Any]) -> dict[str, Any]:
    """Return the form's values as the action keeps them; minutes are included to their end."""
    until = values["until"] + timedelta(minutes=1)
    return {"since": values["since"].isoformat(), "until": until.isoformat(), "kinds": values["kinds"]}


def actions_of(membership: Membership, period: Mapping[str, Any]) -> QuerySet[Action]:
    """Return the actions of a period that the editor sees whole."""
    found = Action.objects.filter(
        project=membership.project,
        created_at__gte=datetime.fromisoformat(period["since"]),
        created_at__lt=datetime.fromisoformat(period["until"]),
    )
    return wholly_shown(membership, found.filter(in_groups(period["kinds"])))


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
        "count": len(done) + len(left) + (outcome.rest if outcome else 0),
        "rest": outcome.rest if outcome else 0,
        "action": uuid4(),
    }
    return render(request, "annotations/take_back.html", context, status=status)
