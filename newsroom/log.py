"""The one way to write: an action in a transaction, with its events (ARCHITECTURE.md, invariant 5).

``act`` takes the project's counter first, so that every writer takes the same lock in the same order
and events commit in the order of their numbers. History, undo and live updates read the log; there is
no second mechanism.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from newsroom.asking_plainly import ask
from newsroom.models import Action, Event, Membership, Project, User
from newsroom.storing import insert

RESERVED = 16
"""Numbers taken from the counter at a time; those left over stay unused, so numbers have gaps."""


class Conflict(Exception):
    """Somebody was faster, or the request contradicts an earlier one (409); the message is for a person."""


class Forbidden(Exception):
    """The user may not do this today (403); the message is for a person."""


class Closed(Forbidden):
    """Nobody may: the project is in the archive, or was removed."""


WHILE_ARCHIVED = {"project_reopen", "project_remove", "project_bring_back", "member_role", "member_end"}
"""Kinds of actions for which a project need not be in use: it goes on to have owners, and whoever wants to leaves."""
WHILE_REMOVED = {"project_bring_back"}


@dataclass(frozen=True, slots=True)
class Token:
    """What makes a request recognisable: the client's UUID and a digest of what it asks for."""

    uuid: UUID
    digest: str


def make_token(uuid: UUID | None = None, payload: Mapping[str, Any] | None = None) -> Token:
    """Return the token for a request; ``payload`` is whatever JSON can hold, ``uuid`` is made where missing."""
    text = json.dumps(payload or {}, sort_keys=True, ensure_ascii=True, default=str)
    return Token(uuid or uuid4(), hashlib.sha256(text.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Kind:
    """How the log knows one kind of object: what it keeps, who may undo, and what stands on it."""

    name: str
    model: type[models.Model]
    fields: tuple[str, ...]
    article_id: Callable[[Any], int | None]
    may: Callable[[Membership, Any], bool]
    uuid_of: Callable[[Any], UUID] = lambda row: row.uuid
    lookup: str = "uuid"
    """The field path under which ``uuid_of`` finds the row again."""
    of: str = "project"
    """The field path that names the project of a row."""
    among: Mapping[str, Any] = field(default_factory=dict)
    """Further conditions, where the lookup alone would find several rows, or where rows of one model are of two kinds."""
    keys: tuple[str, ...] = ()
    """Related rows among the fields that every event names, because it takes them as well to find the row again."""
    rebuild: Callable[[Any], None] = lambda row: None
    """Called after undo has put fields back and before the row is saved: derive what the log does not keep."""
    settle: Callable[[Any], None] = lambda row: None
    """Called after undo has saved the row: make rows that follow from it again."""
    guard: Callable[[Any, Event], str] = lambda row, event: ""
    """Names what was built since on what ``event`` did and ``row`` no longer has; empty where nothing was."""
    ahead: Callable[[Any, Event, Collection[UUID]], str] = lambda row, event, moved: ""
    """The same, asked before a large undo begins: what of these UUIDs the undo takes away first does not count."""
    by_editors: bool = False
    """Whether an editor may take back what a colleague did to such a row, whose own it is."""
    told_to: Callable[[Membership], bool] = lambda membership: True
    """Whether a member sees in histories what happened to objects of this kind."""
    fixed: tuple[str, ...] = ()
    """Fields that restoring an earlier state leaves alone: they follow from something that has a history of its own."""
    carrier: Callable[[Any], Any] = lambda row: None
    """The row whose version rises with this one's, because pages show and edit them as one thing."""
    along: Callable[[Any, Iterable[Event]], list[Event]] = lambda row, events: []
    """Of the events of the action that took ``row`` away, those that come back with it, newest first."""
    many: "Many | None" = None
    """How many rows are put back at a time; None where they are put back one by one."""


@dataclass(frozen=True, slots=True)
class Many:
    """How rows of a kind are put back many at a time (``actions.putting_many``): with few queries, whatever their number."""

    related: tuple[str, ...]
    """What the kind's functions and snapshots look at beside the row."""
    part: Callable[[Any], Any]
    """What the row is a part of: nobody ever sees half of it put back."""
    fits: Callable[[Event], bool] = lambda event: True
    """Whether an event can be taken back so: others are taken back one by one."""
    guard: Callable[[Sequence[Any]], str] = lambda rows: ""
    """Names what contradicts rows as they are to be, beside what the kind's own ``guard`` says of each,"""
    asks_for_all: bool = False
    """or instead of it, where that would ask the database about each row."""
    settle: Callable[[Sequence[Any]], None] = lambda rows: None
    """The kind's ``settle`` for rows that were saved."""


KINDS: dict[str, Kind] = {}
_BY_MODEL: dict[type[models.Model], list[Kind]] = {}


def register(kind: Kind) -> None:
    """Make a kind known to the log; called once at start by the app that owns the model."""
    KINDS[kind.name] = kind
    _BY_MODEL.setdefault(kind.model, []).append(kind)


TELLERS: dict[str, Callable[["Act"], None]] = {}
"""By kind of action: what is told to whom, inside the transaction, once its events are written."""


def tell(kind: str, teller: Callable[["Act"], None]) -> None:
    """Have ``teller`` called for every action of a kind; called once at start by the app that keeps inboxes."""
    TELLERS[kind] = teller


def kind_of(row: models.Model) -> Kind:
    """Return the kind that a row is logged as."""
    kinds = _BY_MODEL[type(row)]
    return next(kind for kind in kinds if all(getattr(row, name) == value for name, value in kind.among.items()))


def snapshot(row: models.Model) -> dict[str, Any]:
    """Return the logged fields of ``row`` as JSON values; related rows as their UUIDs."""
    return {name: _plain(getattr(row, name)) for name in kind_of(row).fields}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, models.Model):
        return str(value.uuid)  # type: ignore[attr-defined]
    return value


@dataclass(slots=True)
class Act:
    """An action under way. ``is_repeated`` means that it was done before: return ``answer`` and change nothing."""

    by: User
    project: Project
    kind: str
    token: Token
    sequence: int = 0
    is_repeated: bool = False
    answer: dict[str, Any] = field(default_factory=dict)
    undoes: Action | None = None
    events: list[Event] = field(default_factory=list)
    action: Action | None = None

    def made(self, row: models.Model) -> None:
        """Record that ``row`` was made."""
        self._record(row, {}, snapshot(row))

    def changed(self, row: models.Model, before: Mapping[str, Any]) -> bool:
        """Record what changed in ``row`` since its snapshot ``before``; return whether anything did."""
        old, new = differences(before, snapshot(row))
        if new:
            self._record(row, old, new)
        return bool(new)

    def _record(self, row: models.Model, before: dict[str, Any], after: dict[str, Any]) -> None:
        self.events.append(event_of(self.project, row, before, after))

    def write(self) -> Action:
        """Write the action and its events; called once by ``act`` when the block ends well."""
        self.action = Action(
            project=self.project,
            uuid=self.token.uuid,
            by=self.by,
            kind=self.kind,
            digest=self.token.digest,
            undoes=self.undoes,
            answer=self.answer,
        )
        insert([self.action])
        self.write_events()
        return self.action

    def write_events(self) -> None:
        """Number the events and write them as those of the action."""
        if len(self.events) > RESERVED:
            _take(self.project, len(self.events) - RESERVED)
        for number, event in enumerate(self.events, start=self.sequence):
            event.sequence = number
            event.action = self.action
        insert(self.events)


def event_of(project: Project, row: models.Model, before: dict[str, Any], after: dict[str, Any]) -> Event:
    """Return the event that tells of a row's fields before and after."""
    kind = kind_of(row)
    after |= {name: _plain(getattr(row, name)) for name in kind.keys}
    event = Event(project=project, object_kind=kind.name, before=before, after=after)
    event.object_uuid = kind.uuid_of(row)
    event.article_id = kind.article_id(row)
    return event


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what of two snapshots of a row is not the same in both."""
    names = [name for name in after if after[name] != before[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}


@contextmanager
def act(*, by: User, project: Project, kind: str, token: Token, undoes: Action | None = None) -> Iterator[Act]:
    """Open an action: one transaction, the project's counter taken first, its events written last.

    Raises ``Conflict`` where the token's UUID was used for another request or by somebody else.
    """
    with transaction.atomic():
        counter, is_archived, is_removed = _take(project, RESERVED)
        sequence = counter - RESERVED + 1
        if is_known(project, token):
            known = Action.objects.get(project=project, uuid=token.uuid)
            if known.by_id != by.pk or known.digest != token.digest:
                raise Conflict(_("This request was used before for something else."))
            yield Act(by, project, kind, token, is_repeated=True, answer=known.answer, action=known)
            return
        _refuse_closed(kind, is_archived=is_archived, is_removed=is_removed)
        current = Act(by, project, kind, token, sequence, undoes=undoes)
        yield current
        current.write()
        if kind in TELLERS:
            TELLERS[kind](current)


@contextmanager
def further(act: Act) -> Iterator[Act]:
    """Go on with an action: one more transaction, whose events are that action's too.

    For what would let others wait too long if it were written at once; each part is whole in itself. Raises ``Conflict``
    where the action was taken back meanwhile.
    """
    with transaction.atomic():
        counter, is_archived, is_removed = _take(act.project, RESERVED)
        _refuse_closed(act.kind, is_archived=is_archived, is_removed=is_removed)
        if not Action.objects.not_undone().filter(pk=act.action.pk if act.action else None).exists():
            raise Conflict(_("This was undone already."))
        part = replace(act, sequence=counter - RESERVED + 1, events=[])
        yield part
        part.write_events()


def is_known(project: Project, token: Token) -> bool:
    """Whether an action of this UUID was done in the project; asked twice in every write, so in plain SQL."""
    uuid = token.uuid.hex if connection.vendor == "sqlite" else token.uuid
    sql = "SELECT 1 FROM newsroom_action WHERE project_id = %s AND uuid = %s"
    return bool(ask(transaction.get_connection(), sql, [project.pk, uuid]))


def archived_words() -> str:
    """Say why nothing is written in an archived project."""
    return _("This project is in the archive: it can be read, but nothing in it is changed. An owner can reopen it.")


def _refuse_closed(kind: str, *, is_archived: bool, is_removed: bool) -> None:
    if is_removed and kind not in WHILE_REMOVED:
        raise Closed(_("This project was removed. One of its owners can bring it back."))
    if is_archived and kind not in WHILE_ARCHIVED:
        raise Closed(archived_words())


def _take(project: Project, count: int) -> tuple[int, bool, bool]:
    """Raise the project's counter by ``count``; the row stays locked until the commit.

    Return the counter, and whether the project is in the archive, and whether it was removed.
    """
    sql = (
        "UPDATE newsroom_project SET sequence = sequence + %s WHERE id = %s"
        " RETURNING sequence, archived_at IS NOT NULL, deleted_at IS NOT NULL"
    )
    # All rows are fetched: before, SQLite does not finish an UPDATE that returns some.
    [(sequence, is_archived, is_removed)] = ask(transaction.get_connection(), sql, [count, project.pk])
    return int(sequence), bool(is_archived), bool(is_removed)
