"""What was removed in a project and can be brought back by the member: one table of kinds, a page by key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy

from annotations.log_fields import shortened
from annotations.log_names import label_of
from annotations.models import Anchor, Annotation, Claim, Speaker
from newsroom.folding import fold
from newsroom.models import Article, Feed, Membership, Outlet

PAGE: Final = 40


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of what can be removed: its label, who sees it here, and how it is searched."""

    label: Any
    rows: Callable[[Membership], QuerySet[Any]]
    found: Callable[[str], Q]
    may: Callable[[Membership], bool]


def _own(membership: Membership) -> QuerySet[Any]:
    quote = Anchor.objects.filter(annotation=OuterRef("pk"), is_origin=True).values("quote")[:1]
    return Annotation.objects.filter(author=membership.user, article__deleted_at=None).annotate(quote=quote)


def _quoted(text: str) -> Q:
    anchors = Anchor.objects.filter(annotation=OuterRef("pk"), is_origin=True, quote__icontains=text)
    return Q(Exists(anchors)) | Q(note__icontains=text)


def _all(model: type[Any]) -> Callable[[Membership], QuerySet[Any]]:
    return lambda membership: model.objects.all()


def _folded(text: str) -> Q:
    return Q(folded__contains=fold(text))


SHELVES: Final[dict[str, Shelf]] = {
    "annotation": Shelf(gettext_lazy("My highlights"), _own, _quoted, lambda member: member.can_annotate),
    "claim": Shelf(gettext_lazy("Claims"), _all(Claim), _folded, lambda member: member.can_annotate),
    "speaker": Shelf(gettext_lazy("Speakers"), _all(Speaker), _folded, lambda member: member.can_annotate),
    "article": Shelf(
        gettext_lazy("Articles"), _all(Article), lambda text: Q(title__icontains=text), lambda member: member.can_edit
    ),
    "outlet": Shelf(gettext_lazy("Outlets"), _all(Outlet), _folded, lambda member: member.can_edit),
    "feed": Shelf(
        gettext_lazy("Feeds"),
        _all(Feed),
        lambda text: Q(title__icontains=text) | Q(url__icontains=text),
        lambda member: member.can_edit,
    ),
}
"""By kind of object; another kind adds one line."""


@dataclass(frozen=True, slots=True)
class Removed:
    """One line of the trash."""

    uuid: UUID
    label: str
    where: Article | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Trash:
    """A page; ``older`` is where the next one goes on."""

    rows: Sequence[Removed]
    older: str


def shelves_for(membership: Membership) -> dict[str, Shelf]:
    """Return the kinds that the member may bring back."""
    return {name: shelf for name, shelf in SHELVES.items() if shelf.may(membership)}


def page(membership: Membership, kind: str, find: str, after: str) -> Trash:
    """Return what was removed last, ``find`` in its words; ``after`` is the end of the page before."""
    shelf = SHELVES[kind]
    found = shelf.rows(membership).filter(project=membership.project, deleted_at__isnull=False)
    if find:
        found = found.filter(shelf.found(find))
    if place := _place(after):
        found = found.filter(Q(deleted_at__lt=place[0]) | Q(deleted_at=place[0], uuid__lt=place[1]))
    if kind == "annotation":
        found = found.select_related("article")
    rows = list(found.order_by(F("deleted_at").desc(), "-uuid")[: PAGE + 1])
    older = f"{rows[PAGE - 1].deleted_at.isoformat()}_{rows[PAGE - 1].uuid}" if len(rows) > PAGE else ""
    return Trash([_removed(row) for row in rows[:PAGE]], older)


def _place(text: str) -> tuple[datetime, UUID] | None:
    """Read the end of a page; what is none begins anew."""
    time, _line, uuid = text.partition("_")
    try:
        at = parse_datetime(time)
        return (at, UUID(uuid)) if at is not None and at.tzinfo is not None else None
    except ValueError:
        return None


def _removed(row: Any) -> Removed:
    if isinstance(row, Annotation):
        return Removed(row.uuid, shortened(row.quote), row.article, row.deleted_at)  # type: ignore[attr-defined, arg-type]
    return Removed(row.uuid, label_of(row), None, row.deleted_at)
