"""Undo and redo: a new action that puts the fields of an earlier one back."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.actions import large_undo, long_undo, putting_many
from newsroom.models import Action, Membership, Project, User
from newsroom.models.log import ActionQuerySet

EDITORIAL = {"take_back", "passages_retag", "claim_split"}
"""Actions that change what belongs to others, by editors, who may undo them as well."""
DEEPEST = 100
"""So many actions that were done again in a row are looked past for the next one."""


def undo(*, by: User, membership: Membership, action_uuid: UUID, token: log.Token) -> log.Act:
    """Take back one of ``by``'s own actions, or an undo (which is a redo), under today's rights.

    Raises ``Conflict`` naming what was built on it, ``Forbidden`` where the right is gone, and
    ``Action.DoesNotExist``. Nothing is undone in part, but for what others change while much is undone piece by piece.
    """
    project = membership.project
    target = Action.objects.get(project=project, uuid=action_uuid, by=by)
    work = long_undo.Long(membership, list(target.events.in_order()), _root(target)[0].kind in EDITORIAL)
    if begun := _left_open(target):
        return _take_up(begun, work)
    large, units = (None, []) if log.is_known(project, token) else _large(target, work)
    with log.act(by=by, project=project, kind="undo", token=token, undoes=target) as act:
        if act.is_repeated:
            return act
        _refuse_undone(target)
        act.answer = {
            "undid": str(target.uuid),
            "kind": target.kind,
            "redo": target.kind == "undo" and not is_redo(target),
        }
        if isinstance(large, large_undo.Large):
            large_undo.begin(act, large)
        elif large is not None:
            long_undo.begin(act, large, units)
        else:
            putting_many.put_back_all(act, membership, work.events, is_trusted=work.is_trusted)
            _mark(target)
    _go_on(act, large)
    return act


Large = large_undo.Large | long_undo.Long | None
"""How much is undone in pieces; None where one transaction is enough."""


def _large(target: Action, work: long_undo.Long) -> tuple[Large, Sequence[long_undo.Unit]]:
    """Return how much it is, and what of something long comes first. Raises what stands in the way."""
    if len(work.events) <= min(long_undo.LONG, putting_many.MANY):
        return None, []
    _refuse_undone(target)
    is_mixed = _root(target)[0].kind == "take_back"
    large = None if is_mixed else large_undo.large(work.membership, work.events, is_trusted=work.is_trusted)
    if large is not None or not long_undo.is_for(work.events):
        return large, []
    return work, long_undo.work_out(work)


def _go_on(act: log.Act, work: Large) -> None:
    if isinstance(work, large_undo.Large):
        large_undo.go_on(act, work)
    elif work is not None:
        long_undo.go_on(act, work)
        _close(act)


def _take_up(begun: Action, work: long_undo.Long) -> log.Act:
    """Go on with an undo whose process died half-way. Raises ``log.Forbidden`` where the right is gone."""
    if "under" not in begun.answer:
        return large_undo.take_up(begun, work.membership, work.events, is_trusted=work.is_trusted)
    act = long_undo.taken_up(begun, work.membership)
    _go_on(act, work)
    return act


def _close(act: log.Act) -> None:
    """Let the undo say what it left as it was."""
    with log.further(act) as part:
        under = long_undo.close(part)
        if under is None:
            return
        part.answer |= {name: under[key] for name, key in (("things", "left"), ("because", "because")) if key in under}
        long_undo.keep(part)
        if part.action is not None and part.action.undoes is not None:
            _mark(part.action.undoes)


def _mark(target: Action) -> None:
    """What an editor took back stands again with the undo of that, and does not with the redo."""
    root, depth = _root(target)
    if root.kind == "take_back":
        taken = Action.objects.filter(project=root.project_id, uuid__in=root.answer["took_back"])
        taken.update(taken_back_by=root if depth % 2 else None)


def _left_open(target: Action) -> Action | None:
    """Return the undo of an action whose process died half-way."""
    begun = Action.objects.filter(undoes=target).first()
    return begun if begun is not None and begun.is_open else None


def _refuse_undone(target: Action) -> None:
    if not Action.objects.not_undone().filter(pk=target.pk).exists():
        raise log.Conflict(_("This was undone already."))


def _root(action: Action) -> tuple[Action, int]:
    """Return the action that a chain of undo and redo began with, and how many links it has."""
    depth = 0
    while action.undoes is not None:
        action, depth = action.undoes, depth + 1
    return action, depth


def latest_undoable(*, by: User, project: Project, article_id: int | None = None) -> Action | None:
    """Return the newest action of ``by`` that is neither undone nor itself an undo; within one article if given.

    What was done again by a redo counts as done then.
    """
    actions = _own(Action.objects.standing(), by, project, article_id)
    return actions.filter(~Q(kind="undo") | Q(answer__redo=True)).order_by("-id").first()


def latest_redoable(*, by: User, project: Project, article_id: int | None = None) -> Action | None:
    """Return the newest undo of ``by`` that can be done again: nothing else was done by them since, but redoing."""
    for action in _own(Action.objects.not_undone(), by, project, article_id).order_by("-id").distinct()[:DEEPEST]:
        if not is_redo(action):
            return action if action.kind == "undo" else None
    return None


def is_redo(action: Action) -> bool:
    """Whether an action does again what an undo had taken back."""
    return bool(action.kind == "undo" and action.answer.get("redo"))


def _own(actions: ActionQuerySet, by: User, project: Project, article_id: int | None) -> ActionQuerySet:
    found = actions.filter(project=project, by=by)
    return found if article_id is None else found.filter(events__article=article_id)
