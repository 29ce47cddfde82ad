"""Stories: copies of one text that several outlets carry. They are grouped, never merged.

An import looks near copies up before its transaction and applies what was found inside:

    plan = lookup(project, prepareds)
    with log.act(...) as act:
        ...
        found = apply(act, plan, pairs)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.actions.sketches import drop, store
from newsroom.fingerprints import shared
from newsroom.intake import Prepared
from newsroom.models import Article, Project, User
from newsroom.near import PASSAGES, Near, Values, commonplaces, holders, nearest

CANDIDATES = 6
"""Near articles kept for each text: the article itself, in its older wording, may be among them."""

Pairs = Sequence[tuple[Article, Prepared]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What was found before the transaction: near articles by fingerprints, and the landmarks that are boilerplate."""

    near: Mapping[Values, Sequence[Near]]
    common: frozenset[int]


def lookup(project: Project, prepared: Sequence[Prepared]) -> Plan:
    """Find near copies of texts that are about to be stored: three queries, outside of any transaction."""
    texts = list({item.fingerprints: None for item in prepared})
    held = holders(project, texts)
    found = nearest(project, texts, held, limit=CANDIDATES)
    return Plan(dict(zip(texts, found, strict=True)), commonplaces(held))


def apply(act: log.Act, plan: Plan, pairs: Pairs) -> dict[int, Near]:
    """Store the fingerprints of new articles and new wordings, and put near copies into one story.

    Called inside the action, after ``act.made`` of new articles. Returns the nearest article that shares passages at
    least, by the key of the article in ``pairs``; an earlier one of the same ``pairs`` counts too.
    """
    made = {event.object_uuid for event in act.events if not event.before}
    drop(act.project.pk, [article.pk for article, _prepared in pairs if article.uuid not in made])
    store(act.project, [(article.pk, prepared.fingerprints) for article, prepared in pairs], plan.common)
    found = _found(plan, pairs)
    present = {article.pk: article for article, _prepared in pairs}
    _refresh(act.project, present, [near.article for near in found.values()])
    for article, _prepared in pairs:
        near = found.get(article.pk)
        if near is not None and near.is_same and article.story is None:
            _group(act, article, present.get(near.article.pk))
    return found


def remember(act: log.Act, pairs: Pairs) -> dict[int, Near]:
    """Look up and apply at once, for single articles."""
    return apply(act, lookup(act.project, [prepared for _article, prepared in pairs]), pairs)


def join_story(*, by: User, project: Project, articles: Sequence[tuple[Article, int]], token: log.Token) -> UUID:
    """Put articles together as one story: pairs of article and the version that the user saw.

    Whole stories come together: what the articles were grouped with comes along. Raises ``log.Conflict``.
    """
    with log.act(by=by, project=project, kind="story_join", token=token) as act:
        if act.is_repeated:
            return UUID(act.answer["story"])
        fresh = [_fresh(act, article, version) for article, version in articles]
        stories = {article.story for article in fresh if article.story}
        story = min(stories, default=uuid4())
        others = Article.objects.in_project(project).filter(story__in=stories - {story})
        for article in {row.pk: row for row in (*others, *fresh)}.values():
            _move(act, article, story)
        act.answer = {"story": str(story)}
    return story


def leave_story(*, by: User, article: Article, version: int, token: log.Token) -> None:
    """Take an article out of its story; the last one left there stands alone again. Raises ``log.Conflict``."""
    with log.act(by=by, project=article.project, kind="story_leave", token=token) as act:
        if act.is_repeated:
            return
        fresh = _fresh(act, article, version)
        left = Article.objects.in_project(act.project).filter(story=fresh.story).exclude(pk=fresh.pk)
        rest = list(left[:2]) if fresh.story else []
        for row in (fresh, *(rest if len(rest) == 1 else ())):
            _move(act, row, None)
        act.answer = {"article": str(article.uuid)}


def _fresh(act: log.Act, article: Article, version: int) -> Article:
    """Read the article again under the project's lock: whoever was faster has committed by now."""
    fresh = Article.objects.in_project(act.project).filter(pk=article.pk, version=version).first()
    if fresh is None:
        raise log.Conflict(_("“%(title)s” was changed meanwhile. Look at it again first.") % {"title": article.title})
    return fresh


def _move(act: log.Act, article: Article, story: UUID | None) -> None:
    if article.story == story:
        return
    before = log.snapshot(article)
    article.story, article.version, article.updated_at = story, article.version + 1, timezone.now()
    article.save(update_fields=["story", "version", "updated_at"])
    act.changed(article, before)


def _found(plan: Plan, pairs: Pairs) -> dict[int, Near]:
    """The nearest of what was there before and of what comes before it in the same import."""
    found: dict[int, Near] = {}
    here: list[tuple[Article, Values]] = []
    for article, prepared in pairs:
        text = prepared.fingerprints
        before = [near for near in plan.near.get(text, ()) if near.article.pk != article.pk]
        nearest = max((*before[:1], *_beside(text, here, plan)), key=lambda near: near.shared, default=None)
        if nearest is not None:
            found[article.pk] = nearest
        here.append((article, text))
    return found


def _beside(text: Values, here: Sequence[tuple[Article, Values]], plan: Plan) -> list[Near]:
    mine = frozenset(text)
    counts = ((article, shared(mine, other, plan.common)) for article, other in here)
    return [Near(article, count, len(text)) for article, count in counts if count >= PASSAGES]


def _refresh(project: Project, present: dict[int, Article], near: Sequence[Article]) -> None:
    """Add to ``present`` the near articles as they are now, under the project's lock."""
    missing = {article.pk for article in near} - present.keys()
    if missing:
        present |= Article.objects.in_project(project).in_bulk(missing)


def _group(act: log.Act, article: Article, other: Article | None) -> None:
    """Put an article into the story of a near copy, and make one where it has none."""
    if other is None or other.deleted_at:
        return
    if other.story is None:
        _set(act, other, uuid4())
    _set(act, article, other.story)


def _set(act: log.Act, article: Article, story: UUID | None) -> None:
    """Grouping changes no fact that somebody may be editing, so the version stays.

    An article made in the same action was recorded already: its record is completed instead of getting a second one.
    """
    before = log.snapshot(article)
    article.story = story
    Article.objects.filter(pk=article.pk).update(story=story)
    made = next((event for event in act.events if event.object_uuid == article.uuid and not event.before), None)
    if made is not None:
        made.after["story"] = str(story)
    else:
        act.changed(article, before)
