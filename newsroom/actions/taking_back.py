"""Taking back what one person did in a period: actions of an editor, told to the person, and undone like any others.

It goes in steps, the newest first; each is one action, whose answer says what it took back, what it left and where the next
one goes on. A step is written in pieces, a transaction each, so that nobody who saves waits for long; a long action is taken back
in several, and ``under`` in the answer names it until it is whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _, ngettext

from newsroom import log
from newsroom.actions import long_undo, putting_many
from newsroom.models import Action, Event, Membership, User

STEP: Final = 100
"""Actions that one step takes back."""
PIECE: Final = 12
"""Events that are taken back in one transaction, or a few more: until an action is whole."""
TRIED: Final = 30
"""Actions that are tried out beforehand."""
LEFT: Final = ("undo", "take_back")
"""Kinds that are left: what was undone is undone already."""


@dataclass(slots=True)
class Outcome:
    """What was taken back, newest first; what could not be, each with the reason; and how many older ones there are."""

    done: list[Action] = field(default_factory=list)
    left: list[tuple[Action, str]] = field(default_factory=list)
    rest: int = 0
    act: log.Act | None = None


def rehearse(*, by: User, membership: Membership, person: User, actions: QuerySet[Action]) -> Outcome:
    """Return what ``take_back`` would do with the newest few: it is done, and nothing of it is kept."""
    found = _standing(membership, person, actions)
    chosen = list(found.order_by("-id")[:TRIED])
    step = _Step(membership, _events(chosen))
    tried = step.few(chosen)
    if tried and long_undo.is_for(step.events[tried[0].pk]):
        tried = tried[:1]
        step.look(tried[0])
    else:
        with transaction.atomic():
            with log.act(by=by, project=membership.project, kind="take_back", token=log.make_token()) as act:
                step.take(act, tried)
            transaction.set_rollback(True)
    step.outcome.rest = (found.count() if len(chosen) == TRIED else len(chosen)) - len(tried)
    return step.outcome


def take_back(
    *,
    by: User,
    membership: Membership,
    person: User,
    actions: QuerySet[Action],
    period: Mapping[str, Any] | None = None,
    expected: int | None = None,
    after: Action | None = None,
    token: log.Token,
) -> Outcome:
    """Take back the newest of the ``actions`` of ``person`` (those that ``by`` may see, wholly), one step of them.

    ``period`` is kept for the next step, which is given the action of this one as ``after``. An action on which something
    was built is left whole, with the reason. Raises ``log.Conflict`` where not as many as ``expected`` stand any more, before
    anything is written, and ``log.Forbidden``.
    """
    if not membership.can_edit:
        raise log.Forbidden(_("You may not change this any more."))
    found = _standing(membership, person, actions)
    if after is not None:
        found = found.filter(pk__lt=after.answer["last"])
    is_repeated = log.is_known(membership.project, token)
    chosen = [] if is_repeated else list(found.order_by("-id")[:STEP])
    total = _total(found, chosen, after)
    if expected is not None and not is_repeated and total != expected:
        raise log.Conflict(_("Something changed meanwhile. Look again at what will be taken back."))
    step = _Step(membership, _events(chosen), Outcome(rest=total))
    step.answer |= {"person": person.username, "period": dict(period or {}), "last": chosen[0].pk + 1 if chosen else 0}
    step.answer["first"] = after.answer["first"] if after is not None else str(token.uuid)
    with log.act(by=by, project=membership.project, kind="take_back", token=token) as act:
        if act.is_repeated:
            return _again(act, membership)
        act.answer = step.told()
    step.outcome.act = act
    for piece in step.pieces(chosen):
        step.write(act, piece)
    return step.outcome


def _again(act: log.Act, membership: Membership) -> Outcome:
    if act.action is not None and act.action.is_open:
        take_up(act.action, membership=membership)
    return Outcome(act=act)


def take_up(step: Action, *, membership: Membership) -> None:
    """Take the rest of a long action back in which a step's process died."""
    action = Action.objects.get(project=membership.project, uuid=step.answer["under"]["action"])
    act = long_undo.taken_up(step, membership)
    finish(act, action, long_undo.Long(membership, list(action.events.in_order()), is_trusted=True))


def finish(act: log.Act, action: Action, work: long_undo.Long) -> str:
    """Take back what is left of a long action; return what stays of it, in words."""
    long_undo.go_on(act, work)
    with log.further(act) as part:
        under = long_undo.close(part)
        words = "" if under is None else _parts_left(under)
        if words:
            part.answer["left"].append([str(action.uuid), words])
        if under is not None:
            long_undo.keep(part)
    return words


def _parts_left(under: Mapping[str, Any]) -> str:
    if not under.get("left"):
        return ""
    words = ngettext(
        "%(count)s thing of it was changed meanwhile and stays.",
        "%(count)s things of it were changed meanwhile and stay.",
        under["left"],
    ) % {"count": under["left"]}
    return " ".join([words, under.get("because", "")]).strip()


def mark(by: Action | None, actions: Sequence[Action]) -> None:
    """Let actions say which one took them back; None where they stand again."""
    Action.objects.filter(pk__in=[action.pk for action in actions]).update(taken_back_by=by)


def steps_of(first: Action) -> list[Action]:
    """Return the actions that were one taking back, in their order; ``first`` may be any of them."""
    if "first" not in first.answer:  # of a time when there was one step
        return [first]
    began = Action.objects.get(project=first.project_id, uuid=first.answer["first"])
    found = Action.objects.filter(project=first.project_id, kind="take_back", pk__gte=began.pk)
    return [action for action in found.order_by("pk") if action.answer.get("first") == first.answer["first"]]


def chains_of(steps: Sequence[Action]) -> list[list[Action]]:
    """Return each step with its undo, the redo of that, and so on: one of odd length stands.

    An undo whose process died half-way is left out: the next press finishes it.
    """
    chains = [[step] for step in steps]
    while found := _whole_undos([chain[-1] for chain in chains]):
        for chain in chains:
            if chain[-1].pk in found:
                chain.append(found[chain[-1].pk])
    return chains


def _whole_undos(actions: Sequence[Action]) -> dict[int | None, Action]:
    return {one.undoes_id: one for one in Action.objects.filter(undoes__in=actions) if not one.is_open}


@dataclass(slots=True)
class _Step:
    """A step under way."""

    membership: Membership
    events: Mapping[int, list[Event]]
    outcome: Outcome = field(default_factory=Outcome)
    answer: dict[str, Any] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """Return what the step's action says of it so far."""
        done, left = self.outcome.done, self.outcome.left
        self.answer["took_back"] = [str(action.uuid) for action in done]
        self.answer["left"] = [[str(action.uuid), why] for action, why in left]
        self.answer["rest"] = self.outcome.rest
        return self.answer

    def few(self, chosen: Sequence[Action]) -> list[Action]:
        """Return the first of some actions, as many as can be written and thrown away while others wait.

        A long one is not: it stands alone.
        """
        found: list[Action] = []
        for piece in self.pieces(chosen):
            if found and long_undo.is_for(self.events[piece[0].pk]):
                break
            found += piece
            if sum(len(self.events[action.pk]) for action in found) >= 2 * PIECE:
                break
        return found

    def pieces(self, chosen: Sequence[Action]) -> Iterator[list[Action]]:
        """Yield the actions that are taken back together; a large one stands alone."""
        piece: list[Action] = []
        for action in chosen:
            size = len(self.events[action.pk])
            if piece and sum(len(self.events[one.pk]) for one in piece) + size > PIECE:
                yield piece
                piece = []
            piece.append(action)
        if piece:
            yield piece

    def look(self, action: Action) -> None:
        """Note what would become of a long action, without doing it."""
        try:
            long_undo.work_out(self._long(action))
        except (log.Conflict, log.Forbidden) as refusal:
            self.outcome.left.append((action, str(refusal)))
        else:
            self.outcome.done.append(action)

    def _long(self, action: Action) -> long_undo.Long:
        return long_undo.Long(self.membership, self.events[action.pk], is_trusted=True)

    def write(self, act: log.Act, piece: Sequence[Action]) -> None:
        """Take a piece back in a transaction of its own; a long action in several."""
        if long_undo.is_for(self.events[piece[0].pk]):
            self._write_long(act, piece[0])
            return
        with log.further(act) as part:
            self.take(part, piece)
            self._keep(part, piece)

    def take(self, act: log.Act, piece: Sequence[Action]) -> None:
        """Take some actions back inside an action under way, and note what became of each."""
        for action in _not_undone(piece):
            kept = len(act.events)
            try:
                with transaction.atomic():
                    putting_many.put_back_all(act, self.membership, self.events[action.pk], is_trusted=True)
            except (log.Conflict, log.Forbidden) as refusal:
                del act.events[kept:]
                self.outcome.left.append((action, str(refusal)))
            else:
                self.outcome.done.append(action)

    def _write_long(self, act: log.Act, action: Action) -> None:
        work = self._long(action)
        try:
            units = long_undo.work_out(work)
            with log.further(act) as part:
                if not _not_undone([action]):
                    return
                long_undo.begin(part, work, units)
                part.answer["under"]["action"] = str(action.uuid)
                self.outcome.done.append(action)
                self._keep(part, [action])
        except (log.Conflict, log.Forbidden) as refusal:
            self.outcome.left.append((action, str(refusal)))
            with log.further(act) as part:
                self._keep(part, [action])
            return
        if words := finish(act, action, work):
            self.outcome.left.append((action, words))

    def _keep(self, act: log.Act, piece: Sequence[Action]) -> None:
        """Keep with the step's action how far it came."""
        self.outcome.rest -= len(piece)
        self.answer["last"] = piece[-1].pk
        mark(act.action, [action for action in piece if action in self.outcome.done])
        Action.objects.filter(pk=act.action.pk).update(answer=self.told())  # type: ignore[union-attr]


def _not_undone(actions: Sequence[Action]) -> list[Action]:
    pks = Action.objects.not_undone().filter(pk__in=[action.pk for action in actions]).values_list("pk", flat=True)
    standing = set(pks)
    return [action for action in actions if action.pk in standing]


def _standing(membership: Membership, person: User, actions: QuerySet[Action]) -> QuerySet[Action]:
    found = actions.filter(project=membership.project, by=person).not_undone()  # type: ignore[attr-defined]
    return found.exclude(kind__in=LEFT)  # type: ignore[no-any-return]


def _total(found: QuerySet[Action], chosen: Sequence[Action], after: Action | None) -> int:
    """Return how many are to be taken back, those of this step too; counted once for all steps."""
    if len(chosen) < STEP:
        return len(chosen)
    return int(after.answer["rest"]) if after is not None else found.count()


def _events(actions: Sequence[Action]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {action.pk: [] for action in actions}
    for event in Event.objects.filter(action__in=found).in_order():
        found[event.action_id].append(event)
    return found
