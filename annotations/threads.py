"""The threads under annotations: what a card shows of them, and the page of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from annotations import sight
from annotations.cards import Card
from annotations.mentions import Piece, pieces
from annotations.models import Annotation, Reply
from annotations.people import names_in
from newsroom.models import Membership, User
from newsroom.prepared import Prepared

NEWEST: Final = 2
"""Replies that a card shows; earlier ones are counted there and read on the page of the thread."""
PAGE: Final = 50
"""Replies on one page of a thread."""
_NOWHERE: Final = UUID(int=0)
ANY: Final = Q()


@dataclass(frozen=True, slots=True)
class Said:
    """One reply as pages tell it; ``pieces`` are its text, cut at the names of people."""

    uuid: UUID
    author: User
    at: datetime
    text: str
    pieces: tuple[Piece, ...]
    version: str
    is_mine: bool
    is_edited: bool
    urls: Mapping[str, str]

    @property
    def when(self) -> str:
        """The time, short."""
        local = timezone.localtime(self.at)
        return date_format(local, "j M, H:i" if local.year == timezone.localdate().year else "j M Y, H:i")


@dataclass(frozen=True, slots=True)
class Talk:
    """What a card says of the talk about it: its note with names, its newest replies, and how many there are."""

    note: tuple[Piece, ...] = ()
    replies: tuple[Said, ...] = ()
    count: int = 0
    thread_url: str = ""
    reply_url: str = ""
    people_url: str = ""

    @property
    def earlier(self) -> int:
        """Replies that the card does not show."""
        return self.count - len(self.replies)


class Addresses:
    """The addresses of threads and replies of one project; resolved once, then filled in."""

    def __init__(self, project: str) -> None:
        names = ("thread_show", "reply_add", "reply_show", "reply_edit", "reply_remove")
        self._known = {name: reverse(name, args=[project, _NOWHERE]) for name in names}
        self.people = reverse("people_list", args=[project])

    def of(self, name: str, uuid: UUID) -> str:
        """Return the address ``name`` of an annotation or a reply."""
        return self._known[name].replace(str(_NOWHERE), str(uuid))

    def reply(self, uuid: UUID) -> dict[str, str]:
        """Return ``show``, ``edit`` and ``remove`` of a reply."""
        return {name: self.of(f"reply_{name}", uuid) for name in ("show", "edit", "remove")}


@lru_cache(maxsize=64)
def addresses_of(project: str) -> Addresses:
    """Return the addresses of a project, whose key never changes."""
    return Addresses(project)


def _newest(annotations: Sequence[int], shown: Q = ANY) -> QuerySet[Reply]:
    """Return the newest replies of each annotation, oldest first, each with how many its thread has."""
    thread = {"partition_by": F("annotation")}
    counted = Reply.objects.current().filter(shown, annotation__in=annotations)
    numbered = counted.annotate(
        nth=Window(RowNumber(), order_by=F("id").desc(), **thread), total=Window(Count("pk"), **thread)
    )
    return numbered.filter(nth__lte=NEWEST).order_by("annotation_id", "id")


_NEWEST = Prepared(lambda annotations: _newest(annotations).values_list(*_FIELDS))
_PEOPLE = Prepared(lambda pks: User.objects.filter(pk__in=pks))
_FIELDS = ("annotation_id", "uuid", "author_id", "created_at", "text", "version", "total")


def _rows(membership: Membership, annotations: Sequence[int]) -> list[tuple[Any, ...]]:
    if not sight.is_blind(membership):
        return _NEWEST.rows(annotations=annotations)
    return list(_newest(annotations, sight.said(membership, by="author")).values_list(*_FIELDS))


def with_talk(membership: Membership, cards: Sequence[Card]) -> list[Card]:
    """Return cards of annotations that the member may see with their talk: three queries at most, however many."""
    if not cards:
        return []
    rows = _rows(membership, [card.mark.annotation_id for card in cards])
    people = {user.pk: user for user in _PEOPLE.objects(pks=sorted({row[2] for row in rows}))} if rows else {}
    names = names_in(membership.project, [*(row[4] for row in rows), *(card.note for card in cards)])
    addresses = addresses_of(membership.project.key)
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    said = {
        pk: tuple(_said(membership, dict(zip(_FIELDS, row, strict=True)), people, names, addresses) for row in thread)
        for pk, thread in found.items()
    }
    return [
        replace(
            card,
            talk=Talk(
                note=tuple(pieces(card.note, names)),
                replies=said.get(card.mark.annotation_id, ()),
                count=found[card.mark.annotation_id][0][-1] if card.mark.annotation_id in found else 0,
                thread_url=addresses.of("thread_show", card.mark.uuid),
                reply_url=addresses.of("reply_add", card.mark.uuid),
                people_url=f"{addresses.people}?annotation={card.mark.uuid}",
            ),
        )
        for card in cards
    ]


def thread_of(membership: Membership, annotation: Annotation, page: int) -> tuple[list[Said], int]:
    """Return one page of the thread under an annotation that the member may see, and the number of all replies."""
    found = annotation.replies.shown_to(membership)
    shown = found.select_related("author").order_by("id")[(page - 1) * PAGE : page * PAGE]
    return said_of(membership, list(shown), [annotation.note]), found.count()


def page_of(reply: Reply) -> int:
    """Return the page of the thread on which a reply stands."""
    before = Reply.objects.current().filter(annotation=reply.annotation_id, pk__lt=reply.pk).count()
    return before // PAGE + 1


def said_of(membership: Membership, replies: Sequence[Reply], texts: Iterable[str] = ()) -> list[Said]:
    """Return replies with their authors as pages tell them."""
    people = {reply.author_id: reply.author for reply in replies}
    names = names_in(membership.project, [*(reply.text for reply in replies), *texts])
    addresses = addresses_of(membership.project.key)
    rows = [{name: getattr(reply, name) for name in _FIELDS[:-1]} for reply in replies]
    return [_said(membership, row, people, names, addresses) for row in rows]


def _said(
    membership: Membership,
    row: Mapping[str, Any],
    people: Mapping[int, User],
    names: Mapping[str, str],
    addresses: Addresses,
) -> Said:
    return Said(
        uuid=row["uuid"],
        author=people[row["author_id"]],
        at=row["created_at"],
        text=row["text"],
        pieces=tuple(pieces(row["text"], names)),
        version=str(row["version"]),
        is_mine=row["author_id"] == membership.user_id and membership.can_annotate,
        is_edited=row["version"] > 1,
        urls=addresses.reply(row["uuid"]),
    )
