"""Undo and redo: a new action that puts the fields of an earlier one back."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.actions import large_undo, putting_many
from newsroom.models import Action, Event, Membership, Project, User
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
    events, (root, depth) = list(target.events.in_order()), _root(target)
    is_trusted = root.kind in EDITORIAL
    if begun := _left_open(target):
        return large_undo.take_up(begun, membership, events, is_trusted=is_trusted)
    work = None if log.is_known(project, token) else _large(membership, target, events, is_trusted)
    with log.act(by=by, project=project, kind="undo", token=token, undoes=target) as act:
        if act.is_repeated:
            return act
        _refuse_undone(target)
        act.answer = {
            "undid": str(target.uuid),
            "kind": target.kind,
            "redo": target.kind == "undo" and not is_redo(target),
        }
        if work is not None:
            large_undo.begin(act, work)
        else:
            putting_many.put_back_all(act, membership, events, is_trusted=is_trusted)
        if root.kind == "take_back":
            taken = Action.objects.filter(project=project, uuid__in=root.answer["took_back"])
            taken.update(taken_back_by=root if depth % 2 else None)
    if work is not None:
        large_undo.go_on(act, work)
    return act


def _large(
    membership: Membership, target: Action, events: Sequence[Event], is_trusted: bool
) -> large_undo.Large | None:
    if len(events) <= putting_many.MANY:
        return None
    _refuse_undone(target)
    return large_undo.large(membership, events, is_trusted=is_trusted)


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
    actions = _own(by, project, article_id)
    return actions.filter(~Q(kind="undo") | Q(answer__redo=True)).order_by("-id").first()


def latest_redoable(*, by: User, project: Project, article_id: int | None = None) -> Action | None:
    """Return the newest undo of ``by`` that can be done again: nothing else was done by them since, but redoing."""
    for action in _own(by, project, article_id).order_by("-id").distinct()[:DEEPEST]:
        if not is_redo(action):
            return action if action.kind == "undo" else None
    return None


def is_redo(action: Action) -> bool:
    """Whether an action does again what an undo had taken back."""
    return bool(action.kind == "undo" and action.answer.get("redo"))


def _own(by: User, project: Project, article_id: int | None) -> ActionQuerySet:
    actions = Action.objects.not_undone().filter(project=project, by=by)
    return actions if article_id is None else actions.filter(events__article=article_id)
