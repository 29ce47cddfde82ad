"""One object of the log as its history page and the trash show it: found with the right to it, called by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from annotations import sight
from annotations.history import History, page_of_events
from annotations.log_fields import Change, field_words, noun, shortened, value_words
from annotations.log_names import OBJECTS, label_of, names_of
from annotations.log_sight import OWNED, hidden_from
from annotations.models import Anchor, Annotation, ReadingState, Response, Tagging
from newsroom import log
from newsroom.models import Article, Event, Membership, Project


@dataclass(frozen=True, slots=True)
class Found:
    """A row with its kind, what it is called, and the annotation that it belongs to, if any."""

    kind: log.Kind
    row: Any
    label: str
    annotation: Annotation | None

    @property
    def noun(self) -> str:
        """What it is."""
        return noun(self.kind.name)

    @property
    def is_gone(self) -> bool:
        """Whether it was removed."""
        return getattr(self.row, "deleted_at", None) is not None

    def may_change(self, membership: Membership) -> bool:
        """Whether the member may restore a state of it."""
        return bool(self.kind.may(membership, self.row))


def find(membership: Membership, name: str, uuid: UUID) -> Found:
    """Return an object that the member may see, removed or not. Raises ``Http404``."""
    kind = log.KINDS.get(name)
    if kind is None or kind.keys or not kind.told_to(membership):
        raise Http404
    rows = kind.model._default_manager.filter(**{kind.lookup: uuid, kind.of: membership.project_id}, **kind.among)
    if name in OWNED:
        path = "annotation__" if kind.model is not Annotation else ""
        rows = rows.exclude(hidden_from(membership, path))
    if kind.model is Response:
        rows = rows.exclude(hidden_from(membership, "own__"))
    if kind.model is ReadingState:
        rows = rows.filter(sight.states(membership))
    row = rows.first()
    if row is None:
        raise Http404
    annotation = row if isinstance(row, Annotation) else getattr(row, "annotation", None)
    return Found(kind, row, _label(row, annotation), annotation)


def _label(row: Any, annotation: Annotation | None) -> str:
    if annotation is not None:
        return shortened(Anchor.objects.origins().values_list("quote", flat=True).get(annotation=annotation))
    if isinstance(row, ReadingState):
        return f"{row.user.name} · {row.article.title}"
    known = (*OBJECTS.values(), Article, Project)
    return label_of(row) if isinstance(row, known) else str(row)


def history(membership: Membership, found: Found, before: int | None) -> History:
    """Return what happened to it, newest first; to an annotation's claims too."""
    uuid = found.kind.uuid_of(found.row)
    about = Q(object_uuid=uuid)
    if isinstance(found.row, Annotation):
        about |= Q(object_uuid__in=list(Tagging.objects.filter(annotation=found.row).values_list("uuid", flat=True)))
    else:
        about &= Q(object_kind=found.kind.name)
    return page_of_events(membership, Event.objects.filter(about, project=membership.project), before)


def differences(found: Found, then: Mapping[str, Any]) -> list[Change]:
    """Return what restoring changes, field by field: the value now and the value then."""
    now = log.snapshot(found.row)
    event = Event(object_kind=found.kind.name, object_uuid=found.kind.uuid_of(found.row), before=now, after=dict(then))
    if found.kind.name == "anchor":
        return [Change(_("The ends of the highlight"))] if then else []
    names = names_of([event], {})
    return [
        Change(
            field_words(found.kind.name, name),
            "",
            *(value_words(found.kind.name, v, name, names) for v in (now, now | then)),
        )
        for name in then
        if name not in ("folded", "deleted_at", "updated_at")
    ]
