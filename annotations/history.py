"""What happened to an article and to what was said about it, newest first, one entry an action.

Read from the project's log, which is the only history there is. What a colleague keeps private, or kept private when it
happened, is left out.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from annotations.history_words import Change, Names, changes_of
from annotations.models import Anchor, Annotation, Claim, Speaker, Tagging, Visibility
from newsroom.layouts import reading_of
from newsroom.models import Action, Article, Event, Membership, Outlet, Revision, User

PAGE = 60
"""Events on one page, before those of one action are put together."""
_NAMED = {"claim": Claim, "speaker": Speaker, "via": Speaker, "outlet": Outlet}


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: who, when, what changed, and whether the reader can take it back."""

    uuid: UUID
    by: User
    at: datetime
    is_undo: bool
    is_redo: bool
    is_undone: bool
    can_undo: bool
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class History:
    """A page of entries; ``older`` is the sequence number before which the next page goes on."""

    entries: list[Entry]
    older: int | None


def history_of(membership: Membership, article: Article, before: int | None = None) -> History:
    """Return the entries of an article up to the sequence number ``before``; the same queries however many."""
    found = _events(membership.user, article)
    if before is not None:
        found = found.filter(sequence__lt=before)
    events = list(found[: PAGE + 1])
    older = None
    if len(events) > PAGE:
        events = _whole_actions(events)
        older = events[-1].sequence
    owners = _owners(events)
    events = _seen_then(membership.user, events, owners)
    names = _names(article, events, owners)
    groups = [list(group) for _pk, group in groupby(events, key=lambda event: event.action_id)]
    return History([_entry(membership, group, names) for group in groups], older)


def _events(user: User, article: Article) -> QuerySet[Event]:
    """Return the article's events, newest first, without those about what a colleague keeps private."""
    hidden = Annotation.objects.filter(article=article, visibility=Visibility.PRIVATE).exclude(author=user)
    taggings = Tagging.objects.filter(annotation__in=hidden)
    return (
        Event.objects.filter(article=article)
        .exclude(object_uuid__in=hidden.values("uuid"))
        .exclude(object_uuid__in=taggings.values("uuid"))
        .select_related("action__by", "action__undoes", "action__undone_by")
        .order_by("-sequence")
    )


def _whole_actions(events: list[Event]) -> list[Event]:
    """Leave out the last action, which may go on beyond the page, unless it is the only one."""
    last = events[-1].action_id
    kept = [event for event in events if event.action_id != last]
    return kept or events[:-1]


def _seen_then(user: User, events: list[Event], owners: Mapping[UUID, Annotation]) -> list[Event]:
    """Leave out what happened while its author kept the annotation private; it was shown only later."""
    uuids = {owner.uuid for owner in owners.values()}
    switches = Event.objects.filter(object_kind="annotation", object_uuid__in=uuids, after__has_key="visibility")
    timeline: dict[UUID, list[tuple[int, str]]] = {}
    for uuid, number, after in switches.order_by("sequence").values_list("object_uuid", "sequence", "after"):
        timeline.setdefault(uuid, []).append((number, after["visibility"]))
    return [event for event in events if _was_shown(user, owners.get(event.object_uuid), event, timeline)]


def _was_shown(
    user: User, owner: Annotation | None, event: Event, timeline: Mapping[UUID, list[tuple[int, str]]]
) -> bool:
    if owner is None or owner.author_id == user.pk:
        return True
    # A switch and what is done in the same action have neighbouring numbers: the switch itself counts as shown after it.
    held = [visibility for number, visibility in timeline.get(owner.uuid, ()) if number <= event.sequence]
    return not held or held[-1] != Visibility.PRIVATE


def _owners(events: Iterable[Event]) -> dict[UUID, Annotation]:
    """Return the annotation that each event is about, by the UUID of the event's object."""
    uuids = {
        event.object_uuid for event in events if event.object_kind in ("annotation", "anchor", "standing", "tagging")
    }
    taggings = Tagging.objects.filter(uuid__in=uuids).select_related("annotation")
    owners = {tagging.uuid: tagging.annotation for tagging in taggings}
    return owners | {annotation.uuid: annotation for annotation in Annotation.objects.filter(uuid__in=uuids)}


def _names(article: Article, events: Collection[Event], owners: Mapping[UUID, Annotation]) -> Names:
    """Fetch what the words need: labels, names, quotes, wordings."""
    revisions = {revision.uuid: revision for revision in _revisions(article)}
    labels: dict[str, str] = {}
    statements: dict[str, str] = {}
    for model, uuids in _mentioned(article, events).items():
        for row in model.objects.filter(uuid__in=uuids):
            labels[str(row.uuid)] = str(row)
            statements[str(row.uuid)] = getattr(row, "sentence", "")
    anchors = Anchor.objects.origins().filter(annotation__in={owner.pk for owner in owners.values()})
    origins = {
        row[0]: row for row in anchors.values_list("annotation__uuid", "quote", "revision__uuid", "start", "end")
    }
    taggings = Tagging.objects.filter(uuid__in=owners).select_related("claim", "speaker", "via")
    return Names(
        labels=labels,
        statements=statements,
        origins={uuid: origin[1:] for uuid, origin in origins.items()},
        owners={uuid: owner.uuid for uuid, owner in owners.items()},
        taggings={tagging.uuid: tagging for tagging in taggings},
        revisions={str(uuid): revision.number for uuid, revision in revisions.items()},
        texts=lambda uuid: reading_of(revisions[uuid].pk, uuid).layout.text if uuid in revisions else "",
    )


def _revisions(article: Article) -> QuerySet[Revision]:
    return article.revisions.only("pk", "uuid", "number", "article")


def _mentioned(article: Article, events: Iterable[Event]) -> dict[type[Any], set[str]]:
    """Return the claims, speakers and outlets that the events speak of."""
    found: dict[type[Any], set[str]] = {Claim: set(), Speaker: set(), Outlet: set()}
    for event in events:
        for values in (event.before, event.after):
            for name, model in _NAMED.items():
                if values.get(name):
                    found[model].add(values[name])
    return found


def _entry(membership: Membership, events: list[Event], names: Names) -> Entry:
    action = events[0].action
    undone = _undone_by(action) is not None
    return Entry(
        uuid=action.uuid,
        by=action.by,
        at=action.created_at,
        is_undo=action.undoes is not None,
        is_redo=action.undoes is not None and action.undoes.undoes_id is not None,
        is_undone=undone,
        can_undo=action.by_id == membership.user_id and not undone and _may_undo(membership, events),
        changes=[change for event in reversed(events) for change in changes_of(event, names)],
    )


def _may_undo(membership: Membership, events: Iterable[Event]) -> bool:
    facts = any(event.object_kind == "article" for event in events)
    return membership.can_edit if facts else membership.can_annotate


def _undone_by(action: Action) -> Action | None:
    try:
        return action.undone_by
    except Action.DoesNotExist:
        return None
