"""What the page says when something was done: one line, beside its undo."""

from collections.abc import Sequence

from django.utils.translation import gettext as _, gettext_lazy

from annotations.cards import Card
from annotations.left_words import said_of
from newsroom.actions.undo import is_redo
from newsroom.models import Action

DONE = {
    "annotation_add": gettext_lazy("Highlighted."),
    "annotation_note": gettext_lazy("Note saved."),
    "annotation_visibility": gettext_lazy("Visibility changed."),
    "annotation_place": gettext_lazy("Ends moved."),
    "annotation_remove": gettext_lazy("Highlight removed."),
    "response_same": gettext_lazy("Same here: the passage is highlighted as your own too."),
    "response_differs": gettext_lazy("Your own reading is saved."),
    "response_would_not_tag": gettext_lazy("Saved: you would not tag this."),
    "response_remove": gettext_lazy("Your answer is taken back."),
    "reply_add": gettext_lazy("Reply sent."),
    "reply_edit": gettext_lazy("Reply changed."),
    "reply_remove": gettext_lazy("Reply removed."),
    "correction_take_over": gettext_lazy("This is your coding now."),
    "tagging_add": gettext_lazy("Claim added."),
    "tagging_change": gettext_lazy("Claim changed."),
    "tagging_remove": gettext_lazy("Claim taken off."),
}
READ_BACK = ("annotation_add", "tagging_add", "tagging_change")


def toast_of(action: Action | None, cards: Sequence[Card]) -> str:
    """Return the line for an action: the coding read back where there is one."""
    if action is None:
        return ""
    if action.kind == "undo":
        return said_of(action, _("Done again.") if is_redo(action) else _("Undone."))
    if action.kind in READ_BACK and cards and cards[0].lines:
        line = cards[0].lines[0 if action.kind == "annotation_add" else -1]
        return line.readback
    return str(DONE.get(action.kind, _("Saved.")))
