"""Giving work to a colleague: one action, told in their inbox, undone as one."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from annotations.actions.notices import read
from annotations.actions.team_notes import note_under_lock, write
from annotations.models import Annotation, Handover, Notice, TeamNote
from newsroom import log
from newsroom.models import Article, Membership, User


def hand_over(
    *,
    by: User,
    to: Membership,
    articles: Sequence[Article],
    mentions: Sequence[Notice],
    contested: Sequence[Annotation],
    note: str,
    token: log.Token,
) -> Handover:
    """Put articles into the hands of ``to``, and pass on mentions and contested passages that ``to`` may see.

    Raises ``log.Conflict`` where ``to`` left meanwhile, or somebody else has one of the articles in hand by now.
    """
    with log.act(by=by, project=to.project, kind="handover", token=token) as act:
        if act.is_repeated:
            return Handover.objects.get(uuid=act.answer["handover"])
        if not Membership.objects.current().filter(pk=to.pk).exists():
            raise log.Conflict(_("This member has left meanwhile."))
        handover = Handover.objects.create(project=to.project, by=by, to=to.user, note=note)
        act.made(handover)
        for article in articles:
            _hand(act, note_under_lock(by, article), to)
        read(by=by, project=to.project, notices=[notice.uuid for notice in mentions])
        act.answer = {
            "handover": str(handover.uuid),
            "articles": [article.pk for article in articles],
            "mentions": [notice.pk for notice in mentions],
            "contested": [annotation.pk for annotation in contested],
        }
    return handover


def _hand(act: log.Act, note: TeamNote, to: Membership) -> None:
    holder = note.holder
    if holder is not None and holder.ended_at is None and holder.user_id not in (act.by.pk, to.user_id):
        words = _("“%(title)s” is with %(name)s by now.")
        raise log.Conflict(words % {"title": note.article.title, "name": holder.user.name})
    write(act, note, note.text, to)
