"""What happened to an article and to what was said about it, newest first, one entry an action.

Read from the project's log, which is the only history there is. What a colleague keeps private, or kept private when it
happened, is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from annotations.history_words import changes_of
from annotations.left_words import left_told
from annotations.log_fields import Change, Names
from annotations.log_names import names_of
from annotations.log_sight import owners_of, shown_events, told
from newsroom.models import Article, Event, Membership, Role, User

PAGE = 60
"""Events on one page, before those of one action are put together."""
EDITORS = {"article", "outlet", "feed", "custom_field"}
OWNERS = {"membership", "invitation", "project"}
"""Kinds of objects that only they may put back."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: who, when, what changed, and whether the reader can take it back."""

    key: int
    uuid: UUID
    by: User
    at: datetime
    is_undo: bool
    is_redo: bool
    is_undone: bool
    can_undo: bool
    changes: list[Change]
    left: Sequence[str] = ()
    """What it left as it was, in sentences."""


@dataclass(frozen=True, slots=True)
class History:
    """A page of entries; ``older`` is the sequence number before which the next page goes on."""

    entries: list[Entry]
    older: int | None


def history_of(membership: Membership, article: Article, before: int | None = None) -> History:
    """Return the entries of an article up to the sequence number ``before``; the same queries however many."""
    return page_of_events(membership, Event.objects.filter(article=article), before)


def page_of_events(membership: Membership, found: QuerySet[Event], before: int | None) -> History:
    """Return a page of entries from events of any kind, newest first, as far as the member is told of them."""
    found = shown_events(membership, found).order_by("-sequence")
    if before is not None:
        found = found.filter(sequence__lt=before)
    events = list(found.select_related("action__by", "action__undoes", "action__undone_by")[: PAGE + 1])
    older = None
    if len(events) > PAGE:
        events = _whole_actions(events)
        older = events[-1].sequence
    return History(entries_of(membership, events), older)


def entries_of(membership: Membership, events: Sequence[Event]) -> list[Entry]:
    """Return one entry an action for events that come newest first, as far as the member is told of them."""
    owners = owners_of(events)
    events = told(membership, events, owners)
    names = names_of(events, owners)
    groups = [list(group) for _pk, group in groupby(events, key=lambda event: event.action_id)]
    return [entry_of(membership, group, _changes(group, names)) for group in groups]


def _changes(events: Sequence[Event], names: Names) -> list[Change]:
    return [change for event in reversed(events) for change in changes_of(event, names)]


def _whole_actions(events: list[Event]) -> list[Event]:
    """Leave out the last action, which may go on beyond the page, unless it is the only one."""
    last = events[-1].action_id
    kept = [event for event in events if event.action_id != last]
    return kept or events[:-1]


def entry_of(membership: Membership, events: Sequence[Event], changes: list[Change]) -> Entry:
    """Return the entry of one action, with what its events say."""
    action = events[0].action
    undone = action.undoing is not None or action.taken_back_by_id is not None
    return Entry(
        key=action.pk,
        uuid=action.uuid,
        by=action.by,
        at=action.created_at,
        is_undo=action.undoes is not None,
        is_redo=action.undoes is not None and action.undoes.undoes_id is not None,
        is_undone=undone,
        can_undo=action.by_id == membership.user_id and not undone and _may_undo(membership, events),
        changes=changes,
        left=left_told(membership, action),
    )


def _may_undo(membership: Membership, events: Sequence[Event]) -> bool:
    """Whether the member may undo at all; the action itself looks at every object."""
    if events[0].action.kind == "take_back":
        return membership.can_edit
    if any(event.object_kind in OWNERS for event in events):
        return membership.role == Role.OWNER
    if any(event.object_kind in EDITORS for event in events):
        return membership.can_edit
    return membership.can_annotate
