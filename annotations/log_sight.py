"""Which lines of the log somebody may see: history, activity and undo of others ask here.

An event about an annotation, or about what belongs to one, is seen by whoever may see the annotation today, and only if
it was shown when it happened: what was written in private stays private when the annotation is shown later on. What an
action did besides (a claim made in passing) is as hidden as the annotation that it was done for.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations import sight
from annotations.models import Annotation, ClaimExample, Correction, Reply, Response, Tagging, Visibility
from newsroom import log
from newsroom.models import Action, Event, Membership

OWNED: Final[dict[str, tuple[type[Any], str]]] = {
    "annotation": (Annotation, ""),
    "anchor": (Annotation, ""),
    "standing": (Annotation, ""),
    "tagging": (Tagging, "annotation"),
    "response": (Response, "annotation"),
    "reply": (Reply, "annotation"),
    "correction": (Correction, "annotation"),
    "claim_example": (ClaimExample, "annotation"),
}
"""By kind of object that belongs to an annotation: the model in which the event's UUID is found, and its path to the annotation."""


def hidden_from(membership: Membership, path: str = "") -> Q:
    """Return the condition for annotations that the member may not see, removed or not; ``path`` leads to them."""
    private = Q(**{f"{path}visibility": Visibility.PRIVATE}) & ~Q(**{f"{path}author": membership.user_id})
    if not sight.is_blind(membership):
        return private
    return private | Q(~sight.uncovered(membership, path), **{f"{path}pk__isnull": False})


def shown_events(membership: Membership, events: QuerySet[Event]) -> QuerySet[Event]:
    """Leave out what is about annotations that the member may not see, and kinds that are not for the member."""
    events = events.filter(sight.events(membership))
    return events.exclude(object_kind__in=_not_for(membership)).exclude(_is_hidden(membership))


def shown_actions(membership: Membership, actions: QuerySet[Action]) -> QuerySet[Action]:
    """Leave out actions that did nothing which the member may see; the database stops at the end of a page."""
    own = Event.objects.filter(action=OuterRef("pk"))
    hidden = own.filter(_is_hidden(membership))
    seen = own.filter(object_kind__in=OWNED).exclude(_is_hidden(membership))
    told = own.filter(sight.events(membership)).exclude(object_kind__in=_not_for(membership))
    return actions.filter(Exists(told)).filter(~Exists(hidden) | Exists(seen))


def wholly_shown(membership: Membership, actions: QuerySet[Action]) -> QuerySet[Action]:
    """Leave out actions with anything in them that the member may not see."""
    own = Event.objects.filter(action=OuterRef("pk"))
    untold = own.filter(object_kind__in=_not_for(membership))
    return actions.filter(~Exists(own.filter(_is_hidden(membership))), ~Exists(untold))


def _not_for(membership: Membership) -> list[str]:
    return [kind.name for kind in log.KINDS.values() if not kind.told_to(membership)]


def _is_hidden(membership: Membership) -> Q:
    """Say of an event, by the unique index of its object's UUID, that it is about a hidden annotation."""
    found = Q()
    for model, path in dict.fromkeys(OWNED.values()):
        rows = model.objects.filter(hidden_from(membership, f"{path}__" if path else ""), uuid=OuterRef("object_uuid"))
        found |= Q(Exists(rows))
    # An answer is as hidden as the highlight that was made of it.
    found |= Q(Exists(Response.objects.filter(hidden_from(membership, "own__"), uuid=OuterRef("object_uuid"))))
    return Q(object_kind__in=OWNED) & found


def owners_of(events: Iterable[Event]) -> dict[UUID, Annotation]:
    """Return the annotation that each event is about, by the UUID of the event's object; one query a model."""
    wanted: dict[tuple[type[Any], str], set[UUID]] = {}
    for event in events:
        if event.object_kind in OWNED:
            wanted.setdefault(OWNED[event.object_kind], set()).add(event.object_uuid)
    owners: dict[UUID, Annotation] = {}
    for (model, path), uuids in wanted.items():
        rows = model.objects.filter(uuid__in=uuids)
        for row in rows.select_related(path) if path else rows:
            owners[row.uuid] = getattr(row, path) if path else row
    return owners


def told(membership: Membership, events: Sequence[Event], owners: Mapping[UUID, Annotation]) -> list[Event]:
    """Return those of whole actions' events that the member is told: shown today, and shown when they happened."""
    hidden = _hidden(membership, owners.values())
    answers = _hidden_answers(membership, events)
    for_nobody = set(_not_for(membership))
    covered = _covered(membership, events)
    timeline = _timeline(owners)
    kept = [
        event
        for event in events
        if event.object_kind not in for_nobody
        and event.object_uuid not in answers
        and event.pk not in covered
        and _was_shown(membership, owners.get(event.object_uuid), event, timeline, hidden)
    ]
    return _without_what_went_along(events, kept)


def _covered(membership: Membership, events: Iterable[Event]) -> set[int]:
    """Return the events that blind mode covers; none, and no query, where nothing is blind."""
    if not sight.is_blind(membership):
        return set()
    pks = [event.pk for event in events]
    return set(pks) - set(Event.objects.filter(sight.events(membership), pk__in=pks).values_list("pk", flat=True))


def _hidden(membership: Membership, annotations: Iterable[Annotation]) -> set[int]:
    pks = {annotation.pk for annotation in annotations}
    return set(Annotation.objects.filter(hidden_from(membership), pk__in=pks).values_list("pk", flat=True))


def _hidden_answers(membership: Membership, events: Iterable[Event]) -> set[UUID]:
    """Return the answers whose own highlight is hidden."""
    uuids = {event.object_uuid for event in events if event.object_kind == "response"}
    found = (
        Response.objects.filter(hidden_from(membership, "own__"), uuid__in=uuids) if uuids else Response.objects.none()
    )
    return set(found.values_list("uuid", flat=True))


def _timeline(owners: Mapping[UUID, Annotation]) -> dict[UUID, list[tuple[int, str]]]:
    """Return when each annotation became private or shown, by sequence number."""
    uuids = {owner.uuid for owner in owners.values()}
    switches = Event.objects.filter(object_kind="annotation", object_uuid__in=uuids, after__has_key="visibility")
    found: dict[UUID, list[tuple[int, str]]] = {}
    for uuid, number, after in switches.order_by("sequence").values_list("object_uuid", "sequence", "after"):
        found.setdefault(uuid, []).append((number, after["visibility"]))
    return found


def _was_shown(
    membership: Membership,
    owner: Annotation | None,
    event: Event,
    timeline: Mapping[UUID, list[tuple[int, str]]],
    hidden: Collection[int],
) -> bool:
    if owner is None or owner.author_id == membership.user_id:
        return True
    if owner.pk in hidden:
        return False
    # A switch and what is done in the same action have neighbouring numbers: the switch itself counts as shown after it.
    held = [visibility for number, visibility in timeline.get(owner.uuid, ()) if number <= event.sequence]
    return not held or held[-1] != Visibility.PRIVATE


def _without_what_went_along(events: Sequence[Event], kept: Sequence[Event]) -> list[Event]:
    """Of actions whose annotations are all hidden, leave out the rest too."""
    about = {event.action_id for event in kept if event.object_kind in OWNED}
    all_about = {event.action_id for event in events if event.object_kind in OWNED}
    return [event for event in kept if event.action_id in about or event.action_id not in all_about]
