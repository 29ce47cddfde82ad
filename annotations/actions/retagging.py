"""Re-tagging many passages in one action, piece by piece."""

from annotations.actions.retag_pieces import begin, go_on, works_of
from annotations.retag import Run
from newsroom import log
from newsroom.models import Action, Project, User


def retag(*, by: User, project: Project, run: Run, token: log.Token) -> int:
    """Do what a run says, and return how many passages it changed. Raises ``log.Conflict``, before anything is written.

    All events are made before the first transaction begins; inside one nothing is read but what happened meanwhile. Passages
    that somebody changes after the first piece is written are left as they are.
    """
    works = works_of(by, project, run)
    with log.act(by=by, project=project, kind="passages_retag", token=token) as act:
        if act.is_repeated:
            return int(act.answer["passages"])
        begin(act, run, works)
    return go_on(act, run, works[1:])


def begun_before(*, by: User, project: Project, token: log.Token) -> Action | None:
    """Return the action of this very request when it came before, None where it is new; it may still be open."""
    return Action.objects.filter(project=project, uuid=token.uuid, by=by, digest=token.digest).first()
