"""The answer to every write on the reading page: what changed on it, and nothing else.

Only touched blocks are drawn again; the cost of a save does not grow with the article or its highlights.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations.desk import Desk, desk_of
from annotations.models import Anchor, Annotation, Claim, Speaker
from annotations.page_keys import page_key
from annotations.reading import Mark
from annotations.toasts import toast_of
from annotations.views.reading import current_query, page_of
from newsroom.actions.undo import is_redo
from newsroom.models import Action, Article, Event, Membership
from newsroom.prepared import Prepared


@dataclass(frozen=True, slots=True)
class _Done:
    """The action that is answered, with its events; nothing where none is given."""

    action: Action | None = None
    events: Sequence[Event] = field(default_factory=tuple)

    def named(self, *kinds: str) -> set[UUID]:
        """Return the objects of these kinds that the action touched."""
        return {event.object_uuid for event in self.events if event.object_kind in kinds}


def changes(
    request: HttpRequest,
    membership: Membership,
    article: Article,
    annotations: Sequence[Annotation],
    *,
    gone: Collection[Annotation] = (),
    action: UUID | None = None,
) -> HttpResponse:
    """Answer a write with the blocks and notes that it touched, a toast and its undo.

    ``annotations`` were made, changed or removed (``gone`` names removed ones too, if that is easier); ``action`` is
    the UUID of the action, whose events say what else is new: claims, speakers, old places.
    """
    done = _done(membership, action)
    touched = {annotation.pk: annotation for annotation in (*annotations, *gone)}
    first = desk_of(membership, article, current_query(request), ())
    places = _ranges(first, touched, done)
    indexes = sorted(blocks_of(first, places))
    desk = first.with_blocks(indexes)
    shown = [mark for mark in desk.sheet.marks if mark.annotation_id in touched]
    kept = {mark.annotation_id for mark in shown}
    others = others_near(desk, touched, places)
    sayings = desk.sayings([*shown, *others])
    cards = desk.cards(shown, {}, sayings)
    context = page_of(membership, article) | {
        "desk": desk,
        "blocks": desk.blocks(indexes),
        "cards": cards,
        "beside": [(mark.key, sayings.of(mark)) for mark in others],
        "gone": [page_key(annotation.uuid) for pk, annotation in touched.items() if pk not in kept],
        "key": _key_of(shown, annotations),
        "action": done.action,
        "is_undo": done.action is not None and done.action.kind == "undo" and not is_redo(done.action),
        "toast": toast_of(done.action, cards),
        "claims": _claims(done),
        "speakers": _speakers(done),
    }
    response = render(request, "annotations/_changes.html", context)
    if _is_other_wording(done):
        response["HX-Refresh"] = "true"
    return response


def _key_of(shown: Sequence[Mark], annotations: Sequence[Annotation]) -> str:
    """Return the page key of the annotation that the answer is about: the first that was named."""
    about = annotations[0].pk if annotations else None
    return next((mark.key for mark in shown if mark.annotation_id == about), shown[0].key if shown else "")


_EVENTS = Prepared(
    lambda project, uuid: (
        Event.objects.filter(action__project_id=project, action__uuid=uuid).select_related("action__undoes").in_order()
    )
)
_PLACES = Prepared(
    lambda revision, annotations: (
        Anchor.objects.in_revision(revision)
        .filter(annotation__in=annotations, start__isnull=False)
        .values_list("annotation__uuid", "start", "end")
    )
)
_SPEAKERS = Prepared(lambda uuids: Speaker.objects.current().filter(uuid__in=uuids))


def _done(membership: Membership, uuid: UUID | None) -> _Done:
    if uuid is None:
        return _Done()
    events: list[Event] = _EVENTS.objects(project=membership.project_id, uuid=uuid)
    return _Done(events[0].action if events else None, events)


def _ranges(desk: Desk, touched: Collection[int], done: _Done) -> list[tuple[int, int]]:
    """Return where the annotations stand, and where they stood before."""
    revision = desk.article.current_revision_id
    rows = _PLACES.rows(revision=revision, annotations=list(touched)) if touched else []
    places = {uuid: (start, end) for uuid, start, end in rows}
    return [*places.values(), *_former(done.events, places)]


def others_near(desk: Desk, touched: Collection[int], places: Sequence[tuple[int, int]]) -> list[Mark]:
    """Return the marks of other passages at these places: whether analysts agree there may have changed."""
    return [
        mark
        for mark in desk.sheet.marks
        if mark.annotation_id not in touched and any(mark.start < end and start < mark.end for start, end in places)
    ]


def blocks_of(desk: Desk, ranges: Iterable[tuple[int, int]]) -> set[int]:
    """Return the blocks in which the ranges lie."""
    length = len(desk.reading.layout.text)
    found: set[int] = set()
    for start, end in ranges:
        first, last = desk.reading.block_at(start), desk.reading.block_at(min(end, length) - 1)
        found.update(range(first, last + 1))
    return found


def _former(events: Iterable[Event], places: Mapping[UUID, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where annotations stood before their ends were moved; an event holds the end that changed alone."""
    for event in events:
        if event.object_kind == "anchor" and event.object_uuid in places and event.before:
            start, end = places[event.object_uuid]
            yield event.before.get("start", start), event.before.get("end", end)


def _is_other_wording(done: _Done) -> bool:
    """Whether an annotation came from another revision: where it was drawn on this one is not in the event."""
    return any(event.object_kind == "anchor" and "revision" in event.before for event in done.events)


def _claims(done: _Done) -> list[Claim]:
    """Return the claims that the action made or changed, as options."""
    uuids = done.named("claim")
    return list(Claim.objects.usable().filter(uuid__in=uuids)) if uuids else []


def _speakers(done: _Done) -> list[Speaker]:
    """Return the speakers that the action named, as options of this article."""
    given = {
        event.after.get(name) for event in done.events if event.object_kind == "tagging" for name in ("speaker", "via")
    }
    uuids = {UUID(uuid) for uuid in given if uuid} | done.named("speaker")
    speakers: list[Speaker] = _SPEAKERS.objects(uuids=list(uuids)) if uuids else []
    for speaker in speakers:
        speaker.is_here = True  # type: ignore[attr-defined]
    return speakers
