"""What the ids in events stand for: labels, names, quotes and wordings, in a constant number of queries."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from annotations.log_fields import Names, shortened
from annotations.models import (
    Anchor,
    Annotation,
    Claim,
    ClaimExample,
    ClaimRelation,
    ClaimSplit,
    Publication,
    Reply,
    Speaker,
    SpeakerAlias,
    Tagging,
)
from newsroom.layouts import reading_of
from newsroom.models import Article, CustomField, Event, Feed, Invitation, Membership, Outlet, Revision

NAMED: Final[dict[str, type[Any]]] = {
    "claim": Claim,
    "parent": Claim,
    "first": Claim,
    "second": Claim,
    "from_claim": Claim,
    "into_claim": Claim,
    "speaker": Speaker,
    "via": Speaker,
    "outlet": Outlet,
    "holder": Membership,
}
"""Fields that hold the id of a row with a name; ``merged_into`` is one of the object's own kind."""
OBJECTS: Final[dict[str, type[Any]]] = {
    "claim": Claim,
    "speaker": Speaker,
    "speaker_alias": SpeakerAlias,
    "claim_relation": ClaimRelation,
    "claim_split": ClaimSplit,
    "claim_example": ClaimExample,
    "outlet": Outlet,
    "custom_field": CustomField,
    "membership": Membership,
    "invitation": Invitation,
    "feed": Feed,
    "reply": Reply,
    "publication": Publication,
}
"""Kinds of objects that events call by name."""
WORDINGS: Final = ("revision", "current_revision")


def names_of(events: Collection[Event], owners: Mapping[UUID, Annotation]) -> Names:
    """Fetch what the words for events need; ``owners`` as ``log_sight.owners_of`` gives them."""
    origins = _origins(owners)
    revisions = _revisions(events, {origin[1] for origin in origins.values()})
    labels: dict[str, str] = {}
    statements: dict[str, str] = {}
    for model, uuids in _mentioned(events).items():
        for row in _rows(model, uuids):
            labels[str(row.uuid)] = label_of(row)
            statements[str(row.uuid)] = getattr(row, "sentence", "")
    taggings = Tagging.objects.filter(uuid__in=owners).select_related("claim", "speaker", "via") if owners else ()
    return Names(
        labels=labels,
        statements=statements,
        origins=origins,
        owners={uuid: owner.uuid for uuid, owner in owners.items()},
        taggings={tagging.uuid: tagging for tagging in taggings},
        revisions={str(uuid): revision.number for uuid, revision in revisions.items()},
        texts=lambda uuid: reading_of(revisions[uuid].pk, uuid).layout.text if uuid in revisions else "",
        own=_own(events),
        alive={owner.uuid for owner in owners.values() if owner.deleted_at is None},
    )


def _own(events: Collection[Event]) -> dict[str, CustomField]:
    """Return the project's own fields where an event speaks of their values."""
    project = next(
        (event.project_id for event in events if event.after.get("custom") or event.before.get("custom")),
        None,
    )
    rows = CustomField.objects.filter(project=project) if project is not None else ()
    return {field.column: field for field in rows}


def _origins(owners: Mapping[UUID, Annotation]) -> dict[UUID, tuple[str, UUID, int, int]]:
    anchors = Anchor.objects.origins().filter(annotation__in={owner.pk for owner in owners.values()})
    rows = anchors.values_list("annotation__uuid", "quote", "revision__uuid", "start", "end")
    return {row[0]: row[1:] for row in rows}


def _revisions(events: Iterable[Event], known: set[UUID]) -> dict[UUID, Revision]:
    named = {UUID(values[name]) for values in _values(events) for name in WORDINGS if values.get(name)}
    rows = Revision.objects.filter(uuid__in=named | known).only("pk", "uuid", "number")
    return {revision.uuid: revision for revision in rows}


def _mentioned(events: Collection[Event]) -> dict[type[Any], set[str]]:
    """Return the rows that the events speak of, by model."""
    found: dict[type[Any], set[str]] = {model: set() for model in OBJECTS.values()}
    for event in events:
        if event.object_kind in OBJECTS:
            found[OBJECTS[event.object_kind]].add(str(event.object_uuid))
    for event in events:
        for values in (event.before, event.after):
            for name, model in (*NAMED.items(), ("merged_into", OBJECTS.get(event.object_kind, Claim))):
                if values.get(name):
                    found[model].add(values[name])
    return {model: uuids for model, uuids in found.items() if uuids}


def _values(events: Iterable[Event]) -> Iterator[Mapping[str, Any]]:
    for event in events:
        yield event.before
        yield event.after


def _rows(model: type[Any], uuids: set[str]) -> Iterable[Any]:
    along: dict[type[Any], tuple[str, ...]] = {
        Membership: ("user",),
        ClaimRelation: ("first__merged_into", "second__merged_into"),
        ClaimSplit: ("from_claim", "into_claim"),
        ClaimExample: ("claim",),
    }
    rows = model.objects.filter(uuid__in=uuids)
    return rows.select_related(*along[model]) if model in along else rows


def label_of(row: Any) -> str:
    """Return what a row is called."""
    if isinstance(row, Membership):
        return row.user.name
    if isinstance(row, Invitation):
        return row.email or row.get_role_display()
    if isinstance(row, Reply):
        return shortened(row.text)
    return row.title or row.url if isinstance(row, Feed) else str(row)


def articles_of(events: Iterable[Event]) -> dict[int, Article]:
    """Return the articles of events, by key, with what a line says of them; removed ones too."""
    pks = {event.article_id for event in events if event.article_id is not None}
    return Article.objects.only("pk", "uuid", "title", "language", "deleted_at").in_bulk(pks)
