"""What a large action left as it was, in words: its page and every history say it."""

from collections.abc import Iterator

from django.utils.translation import ngettext

from annotations.sight import is_blind
from newsroom.models import Action, Membership


def left_words(action: Action) -> Iterator[str]:
    """Yield sentences: how many passages were changed while it was written, and why something of it stays."""
    if action.left:
        yield ngettext(
            "%(count)s passage was changed meanwhile and is left as it is.",
            "%(count)s passages were changed meanwhile and are left as they are.",
            action.left,
        ) % {"count": action.left}
    if things := action.answer.get("things"):
        yield ngettext(
            "%(count)s thing was changed meanwhile and is left as it is.",
            "%(count)s things were changed meanwhile and are left as they are.",
            things,
        ) % {"count": things}
    if because := action.answer.get("because"):
        yield str(because)


def left_told(membership: Membership, action: Action) -> list[str]:
    """Return what a history tells of it: who is under the blind reads no number of colleagues' passages."""
    return [] if is_blind(membership) and action.by_id != membership.user_id else list(left_words(action))


def said_of(action: Action | None, said: str) -> str:
    """Return what a page says when something was done, with what was left."""
    return " ".join([said, *left_words(action)]) if action else said
