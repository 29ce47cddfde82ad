"""What became of taking back: how much was taken back, what stays and why, going on with the rest, and undoing all of it."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from annotations.activity import runs_of
from annotations.left_words import left_words
from annotations.views.returning import see
from annotations.views.take_back import actions_of
from newsroom import access, log
from newsroom.actions.taking_back import chains_of, steps_of, take_back, take_up
from newsroom.actions.undo import undo
from newsroom.models import Action, Membership, User

SHOWN = 100
"""Actions that stay, shown with the reason; there may be more."""
WAYS = ("go", "undo")
"""What a page goes on doing by itself: taking back, or undoing that."""


@require_http_methods(["GET", "POST"])
def activity_taken(request: HttpRequest, project: str, taken: UUID) -> HttpResponse:
    """Show it to editors and to the person; an editor goes on where the last step ended, or undoes the step ``undo``."""
    membership = access.member(request, project)
    action = get_object_or_404(Action, project=membership.project, uuid=taken, kind="take_back")
    if request.method == "POST" or action.answer["person"] != membership.user.username:
        access.editor(request, project)
    steps = steps_of(action)
    if request.method == "GET":
        return _page(request, membership, steps, "taken", way=next((way for way in WAYS if way in request.GET), ""))
    way = "undo" if "undo" in request.POST else "go"
    if way == "undo":
        _undo(request, membership, steps)
    elif all(len(chain) % 2 for chain in chains_of(steps)) and not _is_half_undone(steps):
        _go_on(request, membership, steps[-1])
    if not request.headers.get("HX-Request"):
        return see(f"{reverse('activity_taken', args=[project, steps[0].uuid])}?{way}")
    return _page(request, membership, steps_of(action), "_taken", way=way)


def _undo(request: HttpRequest, membership: Membership, steps: Sequence[Action]) -> None:
    """Undo the step that the page named, or the redo of it: the last one that stands."""
    uuid = _uuid(request.POST["undo"])
    done = [one for chain in chains_of(steps) for one in chain[::2] if one.by_id == membership.user_id]
    if uuid is None or uuid not in {one.uuid for one in done}:
        raise Http404
    token = log.make_token(_uuid(request.POST.get("action", "")), {"kind": "undo", "undo": str(uuid)})
    undo(by=membership.user, membership=membership, action_uuid=uuid, token=token)


def _go_on(request: HttpRequest, membership: Membership, last: Action) -> None:
    """Finish what a process left half-way, or take the next step."""
    answer = last.answer
    if last.is_open:
        take_up(last, membership=membership)
        return
    if not answer.get("rest"):
        return
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


def _is_half_undone(steps: Sequence[Action]) -> bool:
    """Whether the process that undid a step died in it."""
    return any(undo.is_open for undo in Action.objects.filter(undoes__in=steps))


def _page(
    request: HttpRequest, membership: Membership, steps: Sequence[Action], template: str, *, way: str
) -> HttpResponse:
    chains, is_own = chains_of(steps), steps[0].by_id == membership.user_id and membership.can_edit
    standing, undone = ([chain[-1] for chain in chains if len(chain) % 2 == odd] for odd in (1, 0))
    is_half_undone = _is_half_undone(steps)
    is_undone = bool(undone) or is_half_undone
    rest = 0 if is_undone else steps[-1].answer.get("rest", 0)
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
        "rest": rest,
        "is_half_way": not is_undone and steps[-1].is_open,
        "is_half_undone": is_half_undone,
        "is_going": way == "go" and is_own,
        "is_undoing": way == "undo" and is_own,
        "undone": len(undone),
        "kept": [words for action in undone for words in left_words(action)],
        "next": standing[-1] if standing and is_own and not (rest and way == "go") else None,
        "action": uuid4(),
    }
    return render(request, f"annotations/{template}.html", context)
