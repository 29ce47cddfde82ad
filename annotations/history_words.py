"""What an event of the log says, in plain words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _, gettext_lazy

from annotations.models import Certainty, Decision, Form, Stance, State, Tagging, Visibility
from annotations.readback import Coding, read_back
from newsroom import dates
from newsroom.models import Event

QUOTED = 90
"""Characters of a passage that are quoted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line: what happened, on which words, and the value before and after where there is one."""

    what: str
    quote: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in events stand for."""

    labels: Mapping[str, str]
    statements: Mapping[str, str]
    origins: Mapping[UUID, tuple[str, UUID, int, int]]
    """By annotation: quote, revision, start and end of where it stands now."""
    owners: Mapping[UUID, UUID]
    """By annotation, or by tagging: the annotation."""
    taggings: Mapping[UUID, Tagging]
    revisions: Mapping[str, int]
    texts: Callable[[UUID], str]

    def quote(self, uuid: UUID) -> str:
        """Return the words of an annotation, or of a tagging's, shortened."""
        origin = self.origins.get(self.owners.get(uuid, uuid))
        return shortened(origin[0]) if origin else ""


FIELDS = {
    "title": gettext_lazy("title"),
    "outlet": gettext_lazy("outlet"),
    "byline": gettext_lazy("byline"),
    "url": gettext_lazy("address"),
    "published_at": gettext_lazy("date"),
    "published_zone": gettext_lazy("time zone"),
    "language": gettext_lazy("language"),
    "story": gettext_lazy("story group"),
    "current_revision": gettext_lazy("revision"),
    "note": gettext_lazy("note"),
    "visibility": gettext_lazy("visible to"),
    "claim": gettext_lazy("claim"),
    "speaker": gettext_lazy("speaker"),
    "via": gettext_lazy("via"),
    "stance": gettext_lazy("stance"),
    "form": gettext_lazy("form"),
    "certainty": gettext_lazy("certainty"),
    "said_at": gettext_lazy("said at"),
}
"""The fields that are told; bookkeeping and what follows from another field are not."""
DECIDED = {
    Decision.ACCEPTED: gettext_lazy("Accepted the new wording"),
    Decision.KEPT: gettext_lazy("Kept it on the old wording"),
    Decision.PLACED: gettext_lazy("Put it elsewhere in the new wording"),
}
CHOICES = {"stance": Stance, "form": Form, "certainty": Certainty, "visibility": Visibility}


def shortened(text: str) -> str:
    """Return the beginning of a passage, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1].rstrip()}…"


def changes_of(event: Event, names: Names) -> Iterator[Change]:
    """Yield the lines for one event; none where it says nothing that another line does not."""
    if event.object_kind in ("annotation", "tagging"):
        yield from _said(event, names)
    elif event.object_kind == "anchor":
        yield from _moved(event, names)
    elif event.object_kind == "standing":
        yield from _decided(event, names)
    elif event.object_kind == "reading_state":
        yield from _state(event)
    elif event.object_kind == "article":
        yield from _facts(event, names)


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
        yield from _fields(event, names, quote)


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


def _fields(event: Event, names: Names, quote: str) -> Iterator[Change]:
    for name in event.after:
        if name in FIELDS:
            before, now = _value(event.before, name, names), _value(event.after, name, names)
            if before != now:
                yield Change(_("Changed: %(field)s") % {"field": FIELDS[name]}, quote, before, now)


def _value(values: Mapping[str, Any], name: str, names: Names) -> str:
    value = values.get(name)
    if value in (None, ""):
        return _("nothing")
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name == "story":
        return _("one story with its copies")
    if name == "current_revision":
        return str(names.revisions.get(value, ""))
    if name in ("published_at", "said_at"):
        precision = values.get("published_precision" if name == "published_at" else "said_precision", "day")
        return dates.published(datetime.fromisoformat(value), precision)
    return names.labels.get(value, str(value))


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


def _state(event: Event) -> Iterator[Change]:
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
        yield from _fields(event, names, "")
