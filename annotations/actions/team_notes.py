"""The shared note of an article, and who has the article in hand."""

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import TeamNote
from newsroom import log
from newsroom.models import Article, Membership, User


def write_team_note(
    *, by: User, article: Article, version: int, text: str, holder: Membership | None, token: log.Token
) -> TeamNote:
    """Replace the team note of an article, and say who has it in hand.

    ``version`` is the one that the user saw, 1 where there was no note yet. Raises ``log.Conflict``.
    """
    with log.act(by=by, project=article.project, kind="team_note", token=token) as act:
        if act.is_repeated:
            return TeamNote.objects.get(uuid=act.answer["team_note"])
        note = note_under_lock(by, article)
        if note.version != version:
            raise log.Conflict(_("Somebody wrote this note meanwhile. Look at both before you save."))
        write(act, note, text, holder)
        act.answer = {"team_note": str(note.uuid)}
    return note


def note_under_lock(by: User, article: Article) -> TeamNote:
    """Return the article's note as it is now, made where there was none."""
    note, _made = TeamNote.objects.select_related("holder").get_or_create(
        article=article, defaults={"project": article.project, "by": by}
    )
    return note


def write(act: log.Act, note: TeamNote, text: str, holder: Membership | None) -> None:
    """Change a note as part of an action; nothing where it says the same already."""
    before = log.snapshot(note)
    if (note.text, note.holder_id) == (text, holder.pk if holder else None):
        return
    note.text, note.holder, note.by = text, holder, act.by
    note.version, note.updated_at = note.version + 1, timezone.now()
    note.save()
    act.changed(note, before)
