"""A run over many passages as one action in several transactions, so that nobody waits long for a save.

The first piece opens the action, the last step closes it. Where a process died in between, the same request again takes the
action up where it was left: what is done is not done twice, and what others changed since is left as it is.
"""

from collections.abc import Sequence
from typing import Final

from annotations.actions.retag_work import Work, work_of
from annotations.actions.retag_writing import Stale, carry_out, corrected
from annotations.retag import Run
from annotations.retag_rows import Passage
from newsroom import log
from newsroom.models import Action, Project, User

PIECE: Final = 150
"""Passages that are written at a time."""


def works_of(by: User, project: Project, run: Run) -> list[Work]:
    """Return all rows and events of a run in pieces, worked out before the first transaction begins."""
    passages = run.to_change
    pieces = [passages[start : start + PIECE] for start in range(0, len(passages), PIECE)]
    return [work_of(by, project, run, piece) for piece in pieces]


def begin(act: log.Act, run: Run, works: Sequence[Work]) -> None:
    """Write the first piece inside an action under way. Raises ``log.Conflict`` where any of it was changed since."""
    carry_out(act, run, works[0])
    act.answer = {"passages": len(run.to_change), "corrected": corrected(act.by, run.to_change)}
    if len(works) > 1:
        act.answer |= {"open": True, "since": run.at}


def go_on(act: log.Act, run: Run, works: Sequence[Work]) -> int:
    """Write further pieces, close the action, and return how many passages it changed in all."""
    for work in works:
        _write(act, run, work)
    if act.action is not None and act.action.is_open:
        _close(act, act.action)
    return int(act.answer["passages"])


def take_up(action: Action, *, project: Project, run: Run, token: log.Token) -> int:
    """Go on with an action that was left open: ``run`` is worked out again, of what nobody changed after ``since``."""
    act = log.Act(action.by, project, action.kind, token, answer=action.answer, action=action)
    return go_on(act, run, works_of(action.by, project, run))


def _write(act: log.Act, run: Run, work: Work) -> None:
    """Write a piece without what somebody changed a moment ago."""
    try:
        with log.further(act) as part:
            carry_out(part, run, work)
    except Stale as stale:
        rest: list[Passage] = [passage for passage in work.passages if passage.uuid not in stale.changed]
        if rest and len(rest) < len(work.passages):
            _write(act, run, work_of(act.by, act.project, run, rest))


def _close(act: log.Act, action: Action) -> None:
    with log.further(act):
        done = action.events.filter(object_kind="annotation").count()
        left = act.answer["passages"] - done
        kept = {name: value for name, value in act.answer.items() if name not in ("open", "since")}
        act.answer = kept | {"passages": done} | ({"left": left} if left else {})
        action.answer = act.answer
        action.save(update_fields=["answer"])
