"""The fields of events in plain words: one table for all kinds, with a fallback for what it does not name."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, gettext_lazy

from annotations.change_parts import Part, parts
from annotations.models import Tagging
from newsroom import dates, log
from newsroom.models import CustomField, Event

SHORT: Final = 60
"""Characters of a value up to which it is shown before and after; longer ones word by word."""
QUOTED: Final = 90
"""Characters of a passage that are quoted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line: what happened, on which words, and the value before and after where there is one."""

    what: str
    quote: str = ""
    before: str = ""
    after: str = ""
    about: UUID | None = None
    """The annotation that it is about, where that is not removed."""
    state: tuple[str, UUID, int] | None = None
    """On the last line of an event: kind and UUID of its object, and its number, to restore what it was like then."""

    @property
    def parts(self) -> list[Part]:
        """Long texts word by word; none where both fit side by side."""
        if not self.before or not self.after or max(len(self.before), len(self.after)) <= SHORT:
            return []
        return parts(self.before, self.after)


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
    alive: Collection[UUID] = ()
    """Annotations that are not removed."""
    own: Mapping[str, CustomField] = field(default_factory=dict)
    """By column the fields that the project defined, removed ones too."""

    def quote(self, uuid: UUID) -> str:
        """Return the words of an annotation, or of a tagging's, shortened."""
        origin = self.origins.get(self.owners.get(uuid, uuid))
        return shortened(origin[0]) if origin else ""


WORDS: Final = {
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
    "slot": gettext_lazy("colour"),
    "parent": gettext_lazy("stands under"),
    "merged_into": gettext_lazy("merged into"),
    "archived_at": gettext_lazy("archived"),
    "role": gettext_lazy("role"),
    "is_blind": gettext_lazy("blind"),
    "is_blindfolded": gettext_lazy("works blind"),
    "claims_by": gettext_lazy("who may add claims"),
    "default_visibility": gettext_lazy("new highlights are visible to"),
    "starts_on_mine": gettext_lazy("starts on “Mine”"),
    "languages": gettext_lazy("languages"),
    "text_from": gettext_lazy("text from"),
}
"""Names of fields; any other is called as its model calls it."""
UNTOLD: Final = frozenset(
    {
        *("version", "updated_at", "deleted_at", "folded", "is_title_made_up", "authors", "address_key", "words"),
        *("words_unit", "published_precision", "said_precision", "position", "rank", "annotation"),
        *(
            "archived_at",
            "is_partial",
            "external_id",
            "ended_at",
            "used_at",
            "revoked_at",
            "expires_at",
            "section",
            "subjects",
        ),
    }
)
"""Bookkeeping, and what follows from another field."""


def shortened(text: str) -> str:
    """Return the beginning of a passage, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1].rstrip()}…"


def field_changes(event: Event, names: Names, quote: str = "") -> Iterator[Change]:
    """Yield a line for each changed field that is told."""
    for name in event.after:
        if name == "custom":
            yield from _own_changes(event, names, quote)
        elif not _is_untold(event.object_kind, name):
            before, now = (
                value_words(event.object_kind, values, name, names) for values in (event.before, event.after)
            )
            if before != now:
                words = _("Changed: %(field)s") % {"field": field_words(event.object_kind, name)}
                yield Change(words, quote, before, now)


def _own_changes(event: Event, names: Names, quote: str) -> Iterator[Change]:
    """Yield a line for each field of the project's own that changed."""
    before, after = ((values.get("custom") or {}) for values in (event.before, event.after))
    for column in dict.fromkeys((*before, *after)):
        if before.get(column) != after.get(column):
            own = names.own.get(column)
            said = [own.said(values) if own else values.get(column, "") for values in (before, after)]
            words = _("Changed: %(field)s") % {"field": own.label if own else column}
            yield Change(words, quote, *(text or _("nothing") for text in said))


def own_words(values: Mapping[str, Any] | None, own: Mapping[str, CustomField]) -> str:
    """Return what is said in the fields of the project's own, in one line."""
    said = ((own.get(column), text) for column, text in (values or {}).items())
    return ", ".join(f"{one.label}: {one.words(text)}" for one, text in said if one) or _("nothing")


def _is_untold(kind: str, name: str) -> bool:
    """Whether a field is bookkeeping; a tagging's affiliation follows from its speaker."""
    return name in UNTOLD or name in log.KINDS[kind].keys or (kind, name) == ("tagging", "affiliation")


def field_words(kind: str, name: str) -> str:
    """Return what a field is called."""
    return str(WORDS[name]) if name in WORDS else str(_field(kind, name).verbose_name)


def _field(kind: str, name: str) -> "models.Field[Any, Any]":
    return log.KINDS[kind].model._meta.get_field(name)  # type: ignore[return-value]


def value_words(kind: str, values: Mapping[str, Any], name: str, names: Names) -> str:
    """Return the value of a field as a reader would say it."""
    value = values.get(name)
    if value in (None, "", []):
        return _("nothing")
    if name == "custom":
        return own_words(value, names.own)
    if name == "story":
        return _("one story with its copies")
    if name in ("revision", "current_revision"):
        return str(names.revisions.get(value, ""))
    if name in ("published_at", "said_at"):
        precision = values.get("published_precision" if name == "published_at" else "said_precision", "day")
        return dates.published(datetime.fromisoformat(value), precision)
    return names.labels.get(str(value)) or _plain(_field(kind, name), value)


def _plain(field: "models.Field[Any, Any]", value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(field, models.DateTimeField) and (time := parse_datetime(value)):
        return date_format(localtime(time), "SHORT_DATETIME_FORMAT")
    return str(dict(field.flatchoices).get(value, value))


def noun(kind: str) -> str:
    """Return what an object of a kind is called at the beginning of a line."""
    return str(capfirst(log.KINDS[kind].model._meta.verbose_name))
