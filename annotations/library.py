"""What the library shows: which articles, in which order, one page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from annotations import sight
from annotations.models import Claim, ReadingState, Speaker, State, Tagging, TeamNote
from newsroom import search
from newsroom.models import Article, Membership
from newsroom.outlets import family
from newsroom.stories import earlier

PAGE = 25
SORTS = ("newest", "oldest", "arrival", "title")
STATES = ("untouched", "read", "coded", "skipped", "open", "nobody")
"""For me: untouched to skipped; ``open`` is neither coded nor skipped by me; ``nobody``: coded by nobody yet."""


class BadFilter(Exception):
    """A filter in the address that makes no sense; the message says which."""


@dataclass(frozen=True, slots=True)
class Filter:
    """The filter of the library; its address is ``address()``."""

    q: str = ""
    state: str = ""
    claim: UUID | None = None
    speaker: UUID | None = None
    outlet: str = ""
    language: str = ""
    since: date | None = None
    until: date | None = None
    undated: bool = False
    once: bool = False
    """One line a story: of copies of one text the earliest alone."""
    with_me: bool = False
    """Only what the reader has in hand, as the team notes say."""
    sort: str = "newest"

    def address(self, **changes: Any) -> str:
        """Return the query string, with some parts changed; empty parts are left out."""
        filter = replace(self, **changes)
        values = {name: getattr(filter, name) for name in self.__dataclass_fields__}
        values |= {name: "1" if values[name] else "" for name in ("undated", "once", "with_me")}
        values["sort"] = "" if filter.sort == "newest" else filter.sort
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def is_set(self) -> bool:
        """Whether anything is filtered at all."""
        return replace(self, sort="newest", once=False) != Filter()


def parse(query: Mapping[str, str]) -> Filter:
    """Read a filter from an address. Raises ``BadFilter`` for a value that makes no sense."""
    state, sort = query.get("state", ""), query.get("sort", "") or "newest"
    if state and state not in STATES:
        raise BadFilter(_("There is no state “%(value)s”.") % {"value": state})
    if sort not in SORTS:
        raise BadFilter(_("Articles cannot be sorted by “%(value)s”.") % {"value": sort})
    return Filter(
        q=query.get("q", "").strip()[: search.LONGEST_QUERY],
        state=state,
        claim=_uuid(query.get("claim", "")),
        speaker=_uuid(query.get("speaker", "")),
        outlet=_outlet(query.get("outlet", "")),
        language=query.get("language", "")[:35],
        since=_date(query.get("since", "")),
        until=_date(query.get("until", "")),
        undated=query.get("undated", "") == "1",
        once=query.get("once", "") == "1",
        with_me=query.get("with_me", "") == "1",
        sort=sort,
    )


def articles(member: Membership, filter: Filter) -> QuerySet[Article]:
    """Return the articles that ``filter`` keeps, unordered."""
    found = _kept(member, filter)
    return found.exclude(Exists(earlier(member.project, found))) if filter.once else found


def _kept(member: Membership, filter: Filter) -> QuerySet[Article]:
    project = member.project
    found = Article.objects.in_project(project)
    if filter.q:
        found = search.matching(found, project, filter.q)
    if filter.state:
        found = _in_state(found, member, filter.state)
    if filter.with_me:
        found = found.filter(pk__in=TeamNote.objects.held_by(project, member.user).values("article"))
    if filter.claim or filter.speaker:
        # Not EXISTS: SQLite would look through all taggings of the claim again for every article.
        found = found.filter(pk__in=_taggings(member, filter).values("annotation__article"))
    if filter.outlet == "none":
        found = found.filter(outlet=None)
    elif filter.outlet:
        found = found.filter(outlet__in=family(project, [filter.outlet]))
    if filter.language:
        found = found.filter(language="" if filter.language == "none" else filter.language)
    return _dated(found, filter)


def _in_state(found: QuerySet[Article], member: Membership, state: str) -> QuerySet[Article]:
    mine = ReadingState.objects.filter(article=OuterRef("pk"), user=member.user_id)
    if state == "nobody":
        coded = ReadingState.objects.filter(sight.states(member), article=OuterRef("pk"), state=State.CODED)
        return found.exclude(Exists(coded))
    if state == "open":
        return found.exclude(Exists(mine.filter(state__in=[State.CODED, State.SKIPPED])))
    if state == State.UNTOUCHED:
        return found.exclude(Exists(mine.exclude(state=State.UNTOUCHED)))
    return found.filter(Exists(mine.filter(state=state)))


def _taggings(member: Membership, filter: Filter) -> QuerySet[Tagging]:
    taggings = Tagging.objects.current().filter(sight.seen(member, "annotation__"), project=member.project)
    if filter.claim:
        taggings = taggings.filter(
            claim__in=Claim.objects.filter(project=member.project).family([filter.claim]).values("pk")
        )
    if filter.speaker:
        taggings = taggings.filter(
            speaker__in=Speaker.objects.filter(project=member.project).family([filter.speaker]).values("pk")
        )
    return taggings


def _dated(found: QuerySet[Article], filter: Filter) -> QuerySet[Article]:
    if filter.undated:
        return found.filter(published_at=None)
    if filter.since:
        found = found.filter(published_at__gte=datetime.combine(filter.since, datetime.min.time(), UTC))
    if filter.until:
        after = filter.until + timedelta(days=1)
        found = found.filter(published_at__lt=datetime.combine(after, datetime.min.time(), UTC))
    return found


def ordered(found: QuerySet[Article], sort: str, *, backwards: bool = False) -> QuerySet[Article]:
    """Put articles in one of SORTS; undated ones come last either way, the newest arrival first among equals."""
    orders: dict[str, tuple[list[Any], list[Any]]] = {
        "newest": ([F("published_at").desc(nulls_last=True), "-id"], [F("published_at").asc(nulls_first=True), "id"]),
        "oldest": ([F("published_at").asc(nulls_last=True), "id"], [F("published_at").desc(nulls_first=True), "-id"]),
        "arrival": (["-id"], ["id"]),
        "title": (["title", "id"], ["-title", "-id"]),
    }
    return found.order_by(*orders[sort][backwards])


def beyond(found: QuerySet[Article], article: Article, sort: str, *, backwards: bool = False) -> QuerySet[Article]:
    """Keep the articles that come after ``article`` in the order of ``sort`` (before it, with ``backwards``)."""
    later = Q(id__gt=article.pk) if (sort in ("oldest", "title")) != backwards else Q(id__lt=article.pk)
    if sort == "arrival":
        return found.filter(later)
    if sort == "title":
        step = "title__lt" if backwards else "title__gt"
        return found.filter(Q(**{step: article.title}) | Q(title=article.title) & later)
    at = article.published_at
    if at is None:
        undated = Q(published_at=None) & later
        return found.filter(undated | Q(published_at__isnull=False) if backwards else undated)
    step = "published_at__gt" if (sort == "oldest") != backwards else "published_at__lt"
    further = Q(**{step: at}) | Q(published_at=at) & later
    return found.filter(further if backwards else further | Q(published_at=None))


def _uuid(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise BadFilter(_("“%(value)s” is not an id.") % {"value": text}) from error


def _outlet(text: str) -> str:
    return text if text in ("", "none") else str(_uuid(text))


def _date(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadFilter(_("“%(value)s” is not a date. Write it as 2026-02-03.") % {"value": text}) from error
