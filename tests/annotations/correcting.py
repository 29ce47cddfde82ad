"""An editor at work on what others coded, for tests of what is told of corrections."""

from annotations.actions.corrections import take_over
from annotations.actions.retagging import retag
from annotations.models import Annotation, Claim, Correction
from annotations.passages import PassageFilter
from annotations.retag import Change, work_out
from annotations.retag_steps import REPLACE, Wanted
from newsroom import log
from newsroom.models import Membership, Project, User
from tests.annotations.room import Newsroom


def correct(editor: User, annotation: Annotation, stance: str = "disputes") -> None:
    """Let an editor correct the stance of the claims on a passage."""
    memberships = Membership.objects.current().select_related("project")
    membership = memberships.get(project=annotation.project_id, user=editor)
    change = Change(PassageFilter(), (annotation.uuid,), Wanted(REPLACE, stance=stance))
    run = work_out(membership, change)
    retag(by=editor, project=membership.project, run=run, token=log.make_token())
    annotation.refresh_from_db()


def correction_in(project: Project) -> Correction:
    """Return the one correction of a project."""
    return Correction.objects.select_related("annotation").get(project=project)


def retag_all(room: Newsroom) -> None:
    """Let the analyst or the editor change, add or take off the claims of all passages that they see."""
    by = room.chance.choice([room.editor, room.analyst.user])
    claim = room.one(Claim.objects.usable().filter(project=room.project))
    wanted = {
        "replace": Wanted("replace", stance=room.chance.choice(["disputes", "none"])),
        "remove": Wanted("remove"),
        "add": Wanted("add", claim=claim and claim.pk, stance="questions"),
    }[room.chance.choice(["replace", "remove", "add"] if claim else ["replace", "remove"])]
    membership = by.memberships.select_related("project").get(project=room.project, ended_at=None)
    change = Change(PassageFilter(), None, wanted, claim if wanted.deed == "add" else None)
    run = work_out(membership, change)
    if run.to_change:
        retag(by=by, project=room.project, run=run, token=room.token())


def take_one_over(room: Newsroom) -> None:
    """Let an author take a correction over."""
    held = room.one(Correction.objects.current().filter(annotation__deleted_at=None).select_related("annotation"))
    if held is not None:
        author, version = held.annotation.author, held.annotation.version
        take_over(by=author, correction=held, version=version, token=room.token())
