"""What happened to objects that have no sentences of their own: made, changed, removed, merged."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _, gettext_lazy

from annotations.log_fields import Change, Names, field_changes, noun
from newsroom.models import Event

MADE: Final = {
    "claim_example": gettext_lazy("Made it an example of a claim"),
    "claim_split": gettext_lazy("Split passages of a claim off"),
    "claim": gettext_lazy("Made the claim"),
    "reply": gettext_lazy("Replied"),
    "handover": gettext_lazy("Handed work over to a colleague"),
    "speaker": gettext_lazy("Named the speaker"),
    "speaker_alias": gettext_lazy("Added another name"),
    "claim_relation": gettext_lazy("Marked two claims as contradicting each other"),
    "outlet": gettext_lazy("Added the outlet"),
    "membership": gettext_lazy("Joined the project"),
    "invitation": gettext_lazy("Invited somebody"),
    "feed": gettext_lazy("Added the feed"),
    "publication": gettext_lazy("Published the claim"),
}
GONE: Final = {
    "claim_example": gettext_lazy("Took the example away"),
    "claim_split": gettext_lazy("Took the split back"),
    "claim": gettext_lazy("Took the claim away"),
    "reply": gettext_lazy("Removed the reply"),
    "handover": gettext_lazy("Took the work back"),
    "speaker": gettext_lazy("Took the speaker away"),
    "speaker_alias": gettext_lazy("Took another name away"),
    "claim_relation": gettext_lazy("Took the mark of a contradiction away"),
    "outlet": gettext_lazy("Took the outlet away"),
    "membership": gettext_lazy("Left the project"),
    "invitation": gettext_lazy("Took the invitation back"),
    "feed": gettext_lazy("Removed the feed"),
    "publication": gettext_lazy("Revoked the published link"),
}
BACK: Final = {
    "claim_example": gettext_lazy("Made it an example again"),
    "claim_split": gettext_lazy("Split it again"),
    "claim": gettext_lazy("Brought the claim back"),
    "reply": gettext_lazy("Brought the reply back"),
    "handover": gettext_lazy("Handed the work over again"),
    "speaker": gettext_lazy("Brought the speaker back"),
    "speaker_alias": gettext_lazy("Brought another name back"),
    "claim_relation": gettext_lazy("Marked the contradiction again"),
    "outlet": gettext_lazy("Brought the outlet back"),
    "membership": gettext_lazy("Took part again"),
    "invitation": gettext_lazy("Made the invitation valid again"),
    "feed": gettext_lazy("Brought the feed back"),
    "publication": gettext_lazy("Made the published link work again"),
}
ENDS: Final = ("deleted_at", "ended_at", "revoked_at")
"""Fields that hold when an object went."""


def tell_object(event: Event, names: Names) -> Iterator[Change]:
    """Yield the lines for an event of any kind; the object is called by its name where it has one."""
    kind, label = event.object_kind, names.labels.get(str(event.object_uuid), "")
    if not event.before:
        yield Change(_phrase(MADE, kind, _("Made: %(noun)s")), after=_called_then(event) or label)
        return
    for end in ENDS:
        if end in event.after:
            phrase = _phrase(GONE, kind, _("Removed: %(noun)s")) if event.after[end] else None
            yield Change(phrase or _phrase(BACK, kind, _("Brought back: %(noun)s")), after=label)
    if event.after.get("used_at"):
        yield Change(_("Used the invitation"), after=label)
    if "archived_at" in event.after:
        yield Change(_("Put into the archive") if event.after["archived_at"] else _("Took back into use"), after=label)
    if "rank" in event.after and "parent" not in event.after:
        yield Change(_("Put in another place among its siblings"), after=label)
    yield from field_changes(event, names)


def _called_then(event: Event) -> str:
    return str(event.after.get("label") or event.after.get("name") or "")


def _phrase(table: dict[str, str], kind: str, otherwise: str) -> str:
    return str(table[kind]) if kind in table else otherwise % {"noun": noun(kind)}
