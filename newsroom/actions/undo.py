"""Undo and redo: a new action that puts the fields of an earlier one back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.models import Action, Event, Membership, Project, User
from newsroom.models.log import ActionQuerySet

BOOKKEEPING = {"version", "updated_at"}
DEEPEST = 100
"""So many actions that were done again in a row are looked past for the next one."""


def undo(*, by: User, membership: Membership, action_uuid: UUID, token: log.Token) -> log.Act:
    """Take back one of ``by``'s own actions, or an undo (which is a redo), under today's rights.

    Raises ``Conflict`` naming what was built on it, ``Forbidden`` where the right is gone, and
    ``Action.DoesNotExist``. Nothing is undone in part.
    """
    project = membership.project
    target = Action.objects.get(project=project, uuid=action_uuid, by=by)
    with log.act(by=by, project=project, kind="undo", token=token, undoes=target) as act:
        if act.is_repeated:
            return act
        if Action.objects.filter(undoes=target).exists():
            raise log.Conflict(_("This was undone already."))
        for event in reversed(target.events.in_order()):
            _put_back(act, membership, event)
        act.answer = {
            "undid": str(target.uuid),
            "kind": target.kind,
            "redo": target.kind == "undo" and not is_redo(target),
        }
    return act


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


def _put_back(act: log.Act, membership: Membership, event: Event) -> None:
    kind = log.KINDS[event.object_kind]
    found = {kind.lookup: event.object_uuid, **{f"{name}__uuid": event.after[name] for name in kind.keys}}
    row: Any = kind.model._default_manager.get(**found, **kind.among, **{kind.of: act.project.pk})
    if not kind.may(membership, row):
        raise log.Forbidden(_("You may not change this any more."))
    before = log.snapshot(row)
    _refuse_if_built_on(before, event)
    if event.before:
        _restore(row, event.before)
    else:
        row.deleted_at = timezone.now()
    if stands := kind.guard(row, event):
        raise log.Conflict(stands)
    if hasattr(row, "version"):
        row.version = before["version"] + 1
    kind.rebuild(row)
    _save(row)
    kind.settle(row)
    act.changed(row, before)


def _refuse_if_built_on(current: dict[str, Any], event: Event) -> None:
    for name, value in event.after.items():
        if name not in BOOKKEEPING and current[name] != value:
            raise log.Conflict(_("This was changed again since (%(field)s). Undo that first.") % {"field": name})


def _restore(row: models.Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name != "version":
            setattr(row, name, _typed(row, name, value))


def _typed(row: models.Model, name: str, value: Any) -> Any:
    field = row._meta.get_field(name)
    if value is None:
        return None
    if isinstance(field, models.ForeignKey):
        return field.related_model._default_manager.get(uuid=value)  # type: ignore[union-attr]
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(value)
    return value


def _save(row: models.Model) -> None:
    try:
        row.save()
    except IntegrityError as error:
        raise log.Conflict(_("The name was taken meanwhile. Rename the other one first.")) from error
