"""Taking back what one person did in a period: one action of an editor, told to the person, and undone like any other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.actions.putting_many import put_back_all
from newsroom.models import Action, Membership, User

MOST: Final = 500
"""Actions that are taken back at once; a shorter period takes the rest."""
LEFT: Final = ("undo", "take_back")
"""Kinds that are left: what was undone is undone already."""


class TooMany(Exception):
    """The period holds more than MOST actions."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was taken back, newest first, and what could not be, each with the reason."""

    done: list[Action] = field(default_factory=list)
    left: list[tuple[Action, str]] = field(default_factory=list)
    act: log.Act | None = None


def rehearse(*, by: User, membership: Membership, person: User, actions: QuerySet[Action]) -> Outcome:
    """Return what ``take_back`` would do: it is done, and nothing of it is kept."""
    with transaction.atomic():
        outcome = take_back(by=by, membership=membership, person=person, actions=actions, token=log.make_token())
        transaction.set_rollback(True)
    return outcome


def take_back(
    *,
    by: User,
    membership: Membership,
    person: User,
    actions: QuerySet[Action],
    expected: int | None = None,
    token: log.Token,
) -> Outcome:
    """Take back the ``actions`` of ``person`` (those that ``by`` may see, wholly), the newest first.

    An action on which something was built is left whole, with the reason. Raises ``log.Conflict`` where not as many as
    ``expected`` can be taken back any more, ``TooMany``, ``log.Forbidden``.
    """
    if not membership.can_edit:
        raise log.Forbidden(_("You may not change this any more."))
    with log.act(by=by, project=membership.project, kind="take_back", token=token) as act:
        outcome = Outcome(act=act)
        if act.is_repeated:
            return outcome
        for action in _chosen(membership, person, actions):
            _take(act, membership, action, outcome)
        if expected is not None and len(outcome.done) != expected:
            raise log.Conflict(_("Something changed meanwhile. Look again at what will be taken back."))
        act.answer = {"person": person.username, "took_back": [str(action.uuid) for action in outcome.done]}
    mark(act.action, outcome.done)
    return outcome


def mark(by: Action | None, actions: Sequence[Action]) -> None:
    """Let actions say which one took them back; None where they stand again."""
    Action.objects.filter(pk__in=[action.pk for action in actions]).update(taken_back_by=by)


def _chosen(membership: Membership, person: User, actions: QuerySet[Action]) -> list[Action]:
    found = actions.filter(project=membership.project, by=person).not_undone().exclude(kind__in=LEFT)  # type: ignore[attr-defined]
    chosen = list(found.order_by("-id")[: MOST + 1])
    if len(chosen) > MOST:
        raise TooMany
    return chosen


def _take(act: log.Act, membership: Membership, action: Action, outcome: Outcome) -> None:
    kept = len(act.events)
    try:
        with transaction.atomic():
            put_back_all(act, membership, action.events.in_order(), is_trusted=True)  # type: ignore[attr-defined]
    except (log.Conflict, log.Forbidden) as refusal:
        del act.events[kept:]
        outcome.left.append((action, str(refusal)))
    else:
        outcome.done.append(action)
