"""What an event of the log says, in plain words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _, gettext_lazy

from annotations.log_fields import Change, Names, field_changes, shortened
from annotations.log_words import tell_object
from annotations.models import Answer, Decision, State
from annotations.readback import Coding, read_back
from newsroom import log
from newsroom.models import Event

DECIDED = {
    Decision.ACCEPTED: gettext_lazy("Accepted the new wording"),
    Decision.KEPT: gettext_lazy("Kept it on the old wording"),
    Decision.PLACED: gettext_lazy("Put it elsewhere in the new wording"),
}


def changes_of(event: Event, names: Names) -> Iterator[Change]:
    """Yield the lines for one event; none where it says nothing that another line does not."""
    owner = names.owners.get(event.object_uuid)
    about = owner if owner in names.alive else None
    changes = list(TELLERS.get(event.object_kind, tell_object)(event, names))
    for change in changes:
        is_last = change is changes[-1] and _has_states(event)
        state = (event.object_kind, event.object_uuid, event.sequence) if is_last else None
        yield replace(change, about=about, state=state)


def _has_states(event: Event) -> bool:
    """Whether there is a state to go back to: what names further rows to be found again has none of its own."""
    return not log.KINDS[event.object_kind].keys and not event.after.get("deleted_at")


def _said(event: Event, names: Names) -> Iterator[Change]:
    is_tagging = event.object_kind == "tagging"
    quote = names.quote(event.object_uuid)
    if not event.before:
        yield Change(_("Tagged"), quote, after=_coding(event, names)) if is_tagging else Change(_("Highlighted"), quote)
        if not is_tagging and event.after.get("note"):
            yield Change(_("Wrote the note"), after=event.after["note"])
    elif "deleted_at" in event.after:
        gone = event.after["deleted_at"] is not None
        if is_tagging:
            yield Change(
                _("Took a claim off") if gone else _("Put a claim back on"), quote, after=_coding(event, names)
            )
        else:
            yield Change(_("Removed the highlight") if gone else _("Brought the highlight back"), quote)
    else:
        yield from field_changes(event, names, quote)


def _coding(event: Event, names: Names) -> str:
    """Read a tagging back: as it was made, or else as it stands now."""
    values = event.after
    tagging = names.taggings.get(event.object_uuid)
    if "claim" not in values and tagging is not None:
        speaker, via = tagging.speaker, tagging.via
        coding = Coding(
            tagging.claim.sentence, tagging.stance, str(speaker or ""), str(via or ""), certainty=tagging.certainty
        )
        return read_back(coding, _)
    claim = values.get("claim", "")
    statement = names.statements.get(claim) or names.labels.get(claim) or _("a claim that is gone")
    speaker_name, via_name = (names.labels.get(values.get(name) or "", "") for name in ("speaker", "via"))
    return read_back(Coding(statement, values["stance"], speaker_name, via_name, values.get("certainty", "")), _)


def _moved(event: Event, names: Names) -> Iterator[Change]:
    origin = names.origins.get(event.object_uuid)
    if origin is None or not event.before:
        return
    _quote, revision, start, end = origin
    old, new = ((values.get("start", start), values.get("end", end)) for values in (event.before, event.after))
    before = names.texts(UUID(event.before.get("revision", str(revision))))[slice(*old)]
    after = names.texts(UUID(event.after.get("revision", str(revision))))[slice(*new)]
    yield Change(_("Moved the ends"), "", shortened(before), shortened(after))


def _decided(event: Event, names: Names) -> Iterator[Change]:
    """Say what was decided about a highlight whose article was edited; taking a decision back has no words of its own."""
    what = DECIDED.get(event.after.get("decision") or "")
    if what:
        yield Change(str(what), names.quote(event.object_uuid))
    elif "decision" in event.after:
        yield Change(_("Left open again"), names.quote(event.object_uuid))


def _answered(event: Event, names: Names) -> Iterator[Change]:
    """Say how a colleague's highlight was answered; a highlight that was made of it has lines of its own."""
    quote = names.quote(event.object_uuid)
    if not event.before:
        answer = Answer(event.after["kind"]).label
        yield Change(_("Answered: %(answer)s") % {"answer": answer}, quote, after=event.after.get("reason", ""))
    elif "deleted_at" in event.after:
        yield Change(_("Took an answer back") if event.after["deleted_at"] else _("Gave an answer again"), quote)


def _corrected(event: Event, names: Names) -> Iterator[Change]:
    """Say that a correction ended; what it did to the claim has a line of its own."""
    if event.before and event.after.get("deleted_at"):
        yield Change(_("The correction holds no more, or was taken over"), names.quote(event.object_uuid))


def _state(event: Event, names: Names) -> Iterator[Change]:
    state, reason = event.after.get("state"), event.after.get("reason", "")
    if state == State.SKIPPED and reason:
        yield Change(_("Skipped the article because: %(reason)s") % {"reason": reason})
    elif state is not None:
        yield Change(_("Marked the article: %(state)s") % {"state": State(state).label})
    elif reason:
        yield Change(_("Changed the reason"), before=event.before.get("reason", ""), after=reason)


def _facts(event: Event, names: Names) -> Iterator[Change]:
    if not event.before:
        yield Change(_("Added the article"))
    elif "deleted_at" in event.after:
        yield Change(_("Removed the article") if event.after["deleted_at"] else _("Brought the article back"))
    else:
        yield from field_changes(event, names, "")


TELLERS: dict[str, Callable[[Event, Names], Iterator[Change]]] = {
    "annotation": _said,
    "tagging": _said,
    "anchor": _moved,
    "standing": _decided,
    "response": _answered,
    "correction": _corrected,
    "reading_state": _state,
    "article": _facts,
}
"""Kinds with sentences of their own; for all others ``log_words.tell_object`` finds some."""
