"""The news about an article as one member sees it: what of it, where, and the fragment that every write answers with.

What the member may see is asked here, anew for each. ``Shared`` keeps, for all who are told of the same, what does not depend
on who reads: names, and the speakers of the same annotations.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.translation import gettext as _, ngettext

from annotations.cards import Card
from annotations.desk import Desk, Drawn, desk_of
from annotations.live.news import News, Touch
from annotations.models import Anchor, Annotation, Claim, Preference, Response, Show, Speaker, Tagging
from annotations.page_keys import page_key
from annotations.sight import covers, plainly_seen, was_shown
from annotations.templatetags.notes import note_card
from annotations.views.changes import blocks_of, others_near
from annotations.views.reading import page_of
from newsroom.models import Article, Membership, User
from newsroom.prepared import Prepared

NAMED: Final = 3
"""So many colleagues are called by their names."""
Shared = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page is told: values of the message, none where there is nothing to tell."""

    values: dict[str, Any] = field(default_factory=dict)
    blocks: tuple[int, ...] = ()
    """Indexes of the blocks that were drawn."""
    shown: frozenset[int] = frozenset()
    """All annotations that are seen in these blocks."""
    touches: Sequence[Touch] = ()
    """What of the news is in it."""
    desk: Desk | None = None
    cards: Sequence[Card] = ()
    """The notes that were drawn;"""
    notes: Mapping[str, str] = field(default_factory=dict)
    """their HTML, by page key."""
    shared: Shared = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one reader sees of the news."""

    touches: Sequence[Touch]
    """Those that the reader sees now or saw before."""
    visible: frozenset[int]
    """Those that are visible now."""


def draw(
    membership: Membership,
    article: Article,
    view: str,
    news: News,
    shared: Shared,
    preference: Preference | None = None,
) -> Drawing:
    """Draw what a member sees of the news on a page with the query ``view``."""
    desk = desk_of(membership, article, QueryDict(view), (), preference=preference)
    seen = _seen(membership, desk, news.touches)
    claims = _claims(news, shared) if news.claims and membership.can_annotate else []
    if not seen.touches and not claims:
        return Drawing()
    ranges = _ranges(desk, seen.touches)
    indexes = sorted(blocks_of(desk, ranges))
    desk = desk.with_blocks(indexes)
    touched = {touch.annotation.pk for touch in seen.touches}
    marks = [mark for mark in desk.sheet.marks if mark.annotation_id in touched]
    others = others_near(desk, touched, ranges)
    sayings = desk.sayings([*marks, *others])
    context = page_of(membership, article) | {
        "desk": desk,
        "blocks": desk.blocks(indexes),
        "notes": [],
        "beside": [(mark.key, sayings.of(mark)) for mark in others],
        "gone": [page_key(touch.annotation.uuid) for touch in seen.touches if touch.annotation.pk not in seen.visible],
        "claims": claims,
        "speakers": _speakers(seen.visible, shared) if seen.visible and membership.can_annotate else [],
    }
    cards = desk.cards(marks, {}, sayings)
    drawn = Context(context)
    notes = {card.key: str(note_card(drawn, card)) for card in cards}
    context["notes"] = [Drawn(note) for note in notes.values()]
    shown = frozenset(mark.annotation_id for mark in (*desk.sheet.marks, *desk.sheet.lost))
    drawing = Drawing({}, tuple(indexes), shown, seen.touches, desk, cards, notes, shared)
    values = {
        "revision": str(article.current_revision.uuid) if article.current_revision else "",
        "reworded": _("This article has a new wording."),
        "html": render_to_string("annotations/_changes.html", context),
        **told_of(membership, drawing),
    }
    return replace(drawing, values=values)


def told_of(membership: Membership, drawing: Drawing) -> dict[str, Any]:
    """Return what a message says of who did it."""
    touches = drawing.touches
    return {
        "own": [str(uuid) for uuid in _own(membership, touches)],
        "fresh": [page_key(touch.annotation.uuid) for touch in touches if _is_by_others(membership, touch)],
        "told": _line(membership, touches, drawing.shared),
    }


_VISIBLE = Prepared(lambda user, pks: Annotation.objects.filter(plainly_seen(user), pk__in=pks).values_list("pk", "pk"))


def _seen(membership: Membership, desk: Desk, touches: Sequence[Touch]) -> _Seen:
    """Return the part of the news that the reader may know of, and wants to see on this page."""
    if covers(membership, desk.article):
        touches = list(_only_own(membership, touches))
    wanted = [touch for touch in touches if _is_wanted(membership, desk, touch.annotation)]
    wanted = _without_hidden_answers(membership, wanted)
    if not wanted:
        return _Seen((), frozenset())
    rows = _VISIBLE.rows(user=membership.user_id, pks=[touch.annotation.pk for touch in wanted])
    visible = frozenset(pk for pk, _again in rows)
    return _Seen([touch for touch in wanted if touch.annotation.pk in visible or _was_seen(membership, touch)], visible)


def _without_hidden_answers(membership: Membership, touches: Sequence[Touch]) -> list[Touch]:
    """Leave out answers that stand on highlights which the reader may not see, and what nothing else happened to."""
    answers = {line.uuid for touch in touches for line in touch.lines if line.kind == "response"}
    if not answers:
        return list(touches)
    shown = set(Response.objects.shown_to(membership).filter(uuid__in=answers).values_list("uuid", flat=True))
    hidden = answers - shown
    kept = [replace(touch, lines=tuple(line for line in touch.lines if line.uuid not in hidden)) for touch in touches]
    return [touch for touch in kept if touch.lines]


def _only_own(membership: Membership, touches: Sequence[Touch]) -> Iterator[Touch]:
    """Yield what the reader did to own annotations, in another window: blind mode covers all else."""
    for touch in touches:
        own = tuple(line for line in touch.lines if line.by == membership.user_id)
        if own and touch.annotation.author_id == membership.user_id:
            yield replace(touch, lines=own)


def _is_wanted(membership: Membership, desk: Desk, annotation: Annotation) -> bool:
    if desk.show == Show.MINE:
        return annotation.author_id == membership.user_id
    return desk.show != Show.NONE


def _was_seen(membership: Membership, touch: Touch) -> bool:
    return touch.was_alive and was_shown(membership, touch.annotation, touch.was_visibility)


_PLACES = Prepared(
    lambda revision, annotations: (
        Anchor.objects.in_revision(revision)
        .filter(annotation__in=annotations, start__isnull=False)
        .values_list("annotation_id", "start", "end")
    )
)


def _ranges(desk: Desk, touches: Sequence[Touch]) -> list[tuple[int, int]]:
    """Return where the annotations stand, and where they stood before their ends were moved."""
    pks = [touch.annotation.pk for touch in touches]
    rows = _PLACES.rows(revision=desk.article.current_revision_id, annotations=pks) if pks else []
    places = {pk: (start, end) for pk, start, end in rows}
    found = list(places.values())
    for touch in touches:
        if place := places.get(touch.annotation.pk):
            found += [
                (place[0] if start is None else start, place[1] if end is None else end) for start, end in touch.former
            ]
    return found


_NAMED = Prepared(
    lambda annotations: Tagging.objects.current().filter(annotation__in=annotations).values_list("speaker_id", "via_id")
)
_HEADS = Prepared(lambda speakers: Speaker.objects.heads_of(speakers))
_CALLED = Prepared(lambda people: User.objects.filter(pk__in=people).order_by("pk"))


def _claims(news: News, shared: Shared) -> list[Claim]:
    """Return the claims that were made or changed, as options."""
    if news.claims not in shared:
        shared[news.claims] = list(Claim.objects.usable().filter(uuid__in=news.claims))
    return shared[news.claims]  # type: ignore[no-any-return]


def _speakers(annotations: frozenset[int], shared: Shared) -> list[Speaker]:
    """Return whom the annotations name, as options of this article; the same for all who see these annotations."""
    if annotations not in shared:
        named = {pk for pair in _NAMED.rows(annotations=sorted(annotations)) for pk in pair if pk is not None}
        shared[annotations] = _HEADS.objects(speakers=sorted(named)) if named else []
        for speaker in shared[annotations]:
            speaker.is_here = True
    return shared[annotations]  # type: ignore[no-any-return]


def _is_by_others(membership: Membership, touch: Touch) -> bool:
    return any(by != membership.user_id for _uuid, by in touch.actions)


def _own(membership: Membership, touches: Sequence[Touch]) -> list[UUID]:
    """Return the reader's own actions where all of it is by the reader: the page that sent them knows already."""
    if any(_is_by_others(membership, touch) for touch in touches):
        return []
    return sorted({uuid for touch in touches for uuid, _by in touch.actions})


def _names(people: frozenset[int], shared: Shared) -> list[str]:
    key = ("names", people)
    if key not in shared:
        shared[key] = [user.name for user in _CALLED.objects(people=sorted(people)[: NAMED + 1])]
    return shared[key]  # type: ignore[no-any-return]


def _line(membership: Membership, touches: Sequence[Touch], shared: Shared) -> str:
    """Return one quiet line about what others did, empty where they did nothing."""
    others = frozenset(by for touch in touches for _uuid, by in touch.actions if by != membership.user_id)
    count = sum(_is_by_others(membership, touch) for touch in touches)
    if not others:
        return ""
    names = _names(others, shared)
    who = ", ".join(names) if len(names) <= NAMED else _("Several colleagues")
    return ngettext("%(who)s: %(n)s highlight changed.", "%(who)s: %(n)s highlights changed.", count) % {
        "who": who,
        "n": count,
    }
