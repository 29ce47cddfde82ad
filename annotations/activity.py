"""What happens in a project, newest first: the log in sentences, filtered, in pages, runs of the same work put together.

A page is some actions of the project, found through indexes (``Action.Meta``), with their events: the same number of
queries however long the log is. What the reader may not see is left out by ``log_sight``.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from annotations.action_words import Deed, deed_words, in_group
from annotations.activity_filter import Filter
from annotations.history import Entry, entry_of
from annotations.history_words import changes_of
from annotations.log_fields import Change, Names
from annotations.log_names import articles_of, names_of
from annotations.log_sight import owners_of, shown_actions, told
from newsroom.models import Action, Article, Event, Membership, User

PAGE: Final = 80
"""Actions on one page."""
MOST_EVENTS: Final = 2_000
"""Events that are read for one page; an action that has more is told in part."""
TOLD: Final = 12
"""Lines of one run that are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change, with the article where the run is not about one."""

    change: Change
    article: Article | None


@dataclass(frozen=True, slots=True)
class Run:
    """What one person did in a row on one article, or one action of one's own with the way back."""

    by: User
    at: datetime
    words: str
    article: Article | None
    lines: Sequence[Line]
    more: int
    """Lines that are not shown."""
    entry: Entry

    @property
    def is_long(self) -> bool:
        """Whether the lines are folded."""
        return len(self.lines) > 3


@dataclass(frozen=True, slots=True)
class Activity:
    """A page: runs by day; ``older`` is the sequence number before which the next page goes on."""

    days: Sequence[tuple[date, Sequence[Run]]]
    older: int | None


def activity(membership: Membership, filter: Filter, before: int | None = None) -> Activity:
    """Return a page of what the member is told of the project's log."""
    found = shown_actions(membership, _actions(membership, filter, before)).order_by("-id")
    actions = list(found.select_related("by", "undoes", "undone_by")[: PAGE + 1])
    events = _events(actions[:PAGE])
    kept = actions[:PAGE] if len(events) < MOST_EVENTS else _whole(actions[:PAGE], events)
    older = _end(kept[-1]) if len(kept) < len(actions) else None
    runs = list(_runs(membership, kept, events, is_apart=filter.person == membership.user.username))
    days = groupby(runs, key=lambda run: timezone.localtime(run.at).date())
    return Activity([(day, list(of_day)) for day, of_day in days], older)


def runs_of(membership: Membership, actions: Sequence[Action]) -> dict[int, Run]:
    """Return what each of some actions did, by its key, as the member is told of it."""
    found = Action.objects.filter(pk__in=[action.pk for action in actions]).order_by("-id")
    whole = list(found.select_related("by", "undoes", "undone_by"))
    events = _events(whole)
    kept = whole if len(events) < MOST_EVENTS else _whole(whole, events)
    return {run.entry.key: run for run in _runs(membership, kept, events, is_apart=True)}


def _actions(membership: Membership, filter: Filter, before: int | None) -> QuerySet[Action]:
    found = Action.objects.filter(project=membership.project)
    if before is not None:
        earlier = Event.objects.filter(project=membership.project, sequence__lt=before).order_by("-sequence")
        found = found.filter(pk__lte=earlier.values("action")[:1])
    if filter.person:
        found = found.filter(by__username=filter.person)
    if filter.kind:
        found = found.filter(in_group(filter.kind))
    if filter.article:
        of_article = Event.objects.filter(project=membership.project, article__uuid=filter.article)
        found = found.filter(pk__in=of_article.values("action"))
    return _within(membership, found, filter)


def _within(membership: Membership, found: QuerySet[Action], filter: Filter) -> QuerySet[Action]:
    """Turn days into bounds of the key by the index action_in_time, so that the order stays that of the key."""
    times = Action.objects.filter(project=membership.project)
    if filter.since:
        first = times.filter(created_at__gte=_midnight(filter.since)).order_by("created_at", "id")
        found = found.filter(pk__gte=first.values("pk")[:1])
    if filter.until:
        last = times.filter(created_at__lt=_midnight(filter.until + timedelta(days=1))).order_by("-created_at", "-id")
        found = found.filter(pk__lte=last.values("pk")[:1])
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _events(actions: Collection[Action]) -> list[Event]:
    """Return the actions' events, newest first, each with its action."""
    by_pk = {action.pk: action for action in actions}
    events = list(Event.objects.filter(action__in=by_pk).order_by("-sequence")[:MOST_EVENTS])
    for event in events:
        event.action = by_pk[event.action_id]
    return events


def _whole(actions: list[Action], events: Sequence[Event]) -> list[Action]:
    """Leave out the actions whose events were not all read, unless it is the first one."""
    return [action for action in actions if action.pk > events[-1].action_id] or actions[:1]


def _end(action: Action) -> int:
    return Event.objects.filter(action=action).order_by("sequence").values_list("sequence", flat=True)[0]


def _runs(membership: Membership, actions: list[Action], events: list[Event], *, is_apart: bool) -> Iterator[Run]:
    """Yield the runs; with ``is_apart`` one an action, so that each can be taken back."""
    owners = owners_of(events)
    events = told(membership, events, owners)
    names, articles = names_of(events, owners), articles_of(events)
    by_action: dict[int, list[Event]] = {}
    for event in events:
        by_action.setdefault(event.action_id, []).append(event)
    shown = [action for action in actions if action.pk in by_action]
    for _key, group in groupby(shown, key=lambda action: _key_of(action, by_action[action.pk], is_apart)):
        run = list(group)
        yield _run(membership, [by_action[action.pk] for action in run], names, articles)


def _key_of(action: Action, events: Sequence[Event], is_apart: bool) -> tuple[Any, ...]:
    """What the actions of a run have in common; what somebody undoes is never in a run, nor what left something."""
    if is_apart or action.undoes_id is not None or action.left:
        return (action.pk,)
    day = timezone.localtime(action.created_at).date()
    return (day, action.by_id, action.kind, None if action.kind == "article_import" else _article(events))


def _article(events: Sequence[Event]) -> int | None:
    """Return the one article that events are about; None where there are several or none."""
    pks = {event.article_id for event in events} - {None}
    return pks.pop() if len(pks) == 1 else None


def _run(membership: Membership, groups: Sequence[Sequence[Event]], names: Names, articles: dict[int, Article]) -> Run:
    events = [event for group in groups for event in group]
    action, newest = groups[0][0].action, groups[0]
    one = _article(events)
    lines = [
        Line(change, articles.get(event.article_id or 0) if one is None else None)
        for group in groups
        for event in reversed(group)
        for change in changes_of(event, names)
    ]
    entry = entry_of(membership, newest, [])
    deed = Deed(action.kind, entry.is_undo, entry.is_redo)
    words, article = deed_words(deed, events), articles.get(one or 0)
    return Run(action.by, action.created_at, words, article, lines[:TOLD], max(0, len(lines) - TOLD), entry)
