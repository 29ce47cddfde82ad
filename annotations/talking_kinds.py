"""How the log knows what analysts say to each other: replies, team notes, handing over."""

from typing import Any

from django.utils.translation import gettext as _

from annotations.models import Handover, Reply, TeamNote
from newsroom import log
from newsroom.models import Event


def reply_stands(reply: Any, event: Event) -> str:
    """Say that a reply has nothing to come back to."""
    if reply.annotation.deleted_at and not reply.deleted_at:
        return _("This highlight was removed since. Bring it back first.")
    return ""


def team_note_stands(note: Any, event: Event) -> str:
    """Say that whoever had the article in hand has left."""
    if "holder" in event.before and note.holder is not None and note.holder.ended_at:
        return _("%(name)s left the project since.") % {"name": note.holder.user.name}
    return ""


def register() -> None:
    """Make the kinds known to the log."""
    log.register(
        log.Kind(
            "reply",
            Reply,
            ("annotation", "text", "version", "updated_at", "deleted_at"),
            article_id=lambda row: row.annotation.article_id,
            may=lambda membership, row: membership.can_annotate and row.author_id == membership.user_id,
            guard=reply_stands,
        )
    )
    log.register(
        log.Kind(
            "team_note",
            TeamNote,
            ("text", "holder", "version", "updated_at"),
            article_id=lambda row: row.article_id,
            may=lambda membership, row: membership.can_annotate,
            guard=team_note_stands,
        )
    )
    log.register(
        log.Kind(
            "handover",
            Handover,
            ("note", "deleted_at"),
            article_id=lambda row: None,
            may=lambda membership, row: row.by_id == membership.user_id,
        )
    )
