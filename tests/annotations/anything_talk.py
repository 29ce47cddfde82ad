"""Steps of ``anything`` with what analysts say to each other."""

from collections.abc import Callable
from typing import Final

from annotations.actions.handovers import hand_over
from annotations.actions.replies import add_reply, edit_reply, remove_reply
from annotations.actions.team_notes import write_team_note
from annotations.models import Reply, TeamNote
from tests.annotations.room import Newsroom


def _reply(room: Newsroom) -> None:
    annotation = room.annotation()
    if annotation is not None:
        add_reply(by=room.analyst.user, annotation=annotation, text=room.word(), token=room.token())


def _on_reply(do: Callable[..., Reply], is_text: bool) -> Callable[[Newsroom], None]:
    def step(room: Newsroom) -> None:
        found = Reply.objects.current().filter(project=room.project, annotation__deleted_at=None)
        reply = room.one(found.select_related("annotation__project", "project").filter(author=room.analyst.user))
        if reply is not None:
            words = {"text": room.word()} if is_text else {}
            do(by=room.analyst.user, reply=reply, version=reply.version, **words, token=room.token())

    return step


def _note(room: Newsroom) -> None:
    article = room.article()
    if article is not None:
        note = TeamNote.objects.filter(article=article).first()
        write_team_note(
            by=room.analyst.user,
            article=article,
            version=note.version if note else TeamNote._meta.get_field("version").default,
            text=room.word(),
            holder=room.analyst.membership if room.chance.random() < 0.5 else None,
            token=room.token(),
        )


def _hand_over(room: Newsroom) -> None:
    article, to = room.article(), room.editor.memberships.get(ended_at=None)
    articles = [article] if article is not None else []
    hand_over(
        by=room.analyst.user,
        to=to,
        articles=articles,
        mentions=[],
        contested=[],
        note=room.word(),
        token=room.token(),
    )


STEPS: Final[dict[str, Callable[[Newsroom], None]]] = {
    "reply_add": _reply,
    "reply_edit": _on_reply(edit_reply, is_text=True),
    "reply_remove": _on_reply(remove_reply, is_text=False),
    "team_note": _note,
    "handover": _hand_over,
}
"""By kind of action."""
