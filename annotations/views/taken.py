"""What became of taking back: how much was taken back, what stays and why, and going on with the rest."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from annotations.activity import runs_of
from annotations.views.returning import see
from annotations.views.take_back import actions_of
from newsroom import access, log
from newsroom.actions.taking_back import steps_of, take_back
from newsroom.models import Action, Membership, User

SHOWN = 100
"""Actions that stay, shown with the reason; there may be more."""


@require_http_methods(["GET", "POST"])
def activity_taken(request: HttpRequest, project: str, taken: UUID) -> HttpResponse:
    """Show it to editors and to the person; an editor goes on where the last step ended."""
    membership = access.member(request, project)
    action = get_object_or_404(Action, project=membership.project, uuid=taken, kind="take_back")
    if request.method == "POST" or action.answer["person"] != membership.user.username:
        access.editor(request, project)
    steps = steps_of(action)
    if request.method == "GET":
        return _page(request, membership, steps, "taken", is_going="go" in request.GET)
    if steps[-1].answer.get("rest"):
        _go_on(request, membership, steps[-1])
    if not request.headers.get("HX-Request"):
        return see(f"{reverse('activity_taken', args=[project, steps[0].uuid])}?go")
    return _page(request, membership, steps_of(action), "_taken", is_going=True)


def _go_on(request: HttpRequest, membership: Membership, last: Action) -> None:
    answer = last.answer
    take_back(
        by=membership.user,
        membership=membership,
        person=User.objects.get(username=answer["person"]),
        actions=actions_of(membership, answer["period"]),
        period=answer["period"],
        after=last,
        token=log.make_token(_uuid(request.POST.get("action", "")), {"kind": "take_back", "after": str(last.uuid)}),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(
    request: HttpRequest, membership: Membership, steps: Sequence[Action], template: str, *, is_going: bool
) -> HttpResponse:
    left = {uuid: why for step in steps for uuid, why in step.answer.get("left", ())}
    actions = Action.objects.filter(project=membership.project, uuid__in=list(left)[:SHOWN])
    runs = runs_of(membership, list(actions))
    context = {
        "project": membership.project,
        "membership": membership,
        "person": User.objects.get(username=steps[0].answer["person"]),
        "first": steps[0],
        "steps": len(steps),
        "done": sum(len(step.answer["took_back"]) for step in steps),
        "left": [(run, left[str(run.entry.uuid)]) for run in runs.values()],
        "stay": len(left),
        "rest": steps[-1].answer.get("rest", 0),
        "is_going": is_going and steps[0].by_id == membership.user_id,
        "action": uuid4(),
    }
    return render(request, f"annotations/{template}.html", context)
