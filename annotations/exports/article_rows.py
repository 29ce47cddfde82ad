"""The rows of articles.csv: every article with every analyst's state, counts with zeros."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Count, Q

from annotations import sight
from annotations.exports.cells import moment
from annotations.exports.facts import Cache
from annotations.exports.own import OwnCells
from annotations.models import Annotation, ReadingState, State, Tagging, Visibility
from newsroom.custom_fields import fields_of
from newsroom.models import Article, FieldSubject, Membership, Project, Role

BATCH: Final = 500
ANALYSTS: Final = (Role.OWNER, Role.EDITOR, Role.ANALYST)

LAST: Final = ("release", "embargo_until")


Person = tuple[int, str, str]
"""Key, user name and role; the role of somebody who left is empty."""


def article_rows(project: Project, who: Membership | None, private: bool, using: str) -> Iterator[tuple[Any, ...]]:
    """Yield one row per article and analyst, articles as they came in, analysts by name.

    Counts are of what everybody in the project sees; ``private`` adds one's own private annotations.
    Of an article that is covered for ``who`` there is one's own row alone.
    """
    people = analysts(project, who, using)
    cache = Cache(project, using)
    names = ("pk", "current_revision_id", "words", "words_unit", "created_at", *LAST, "custom")
    articles = Article.objects.using(using).in_project(project).order_by("pk").values_list(*names)
    batch: list[Any] = []
    for article in articles.iterator(chunk_size=BATCH):
        batch.append(article)
        if len(batch) == BATCH:
            yield from _rows(project, who, private, using, people, cache, batch)
            batch = []
    yield from _rows(project, who, private, using, people, cache, batch)


def analysts(project: Project, who: Membership | None, using: str) -> list[Person]:
    """Return who may annotate today, and who once did and may not any more (with today's role, empty for who left)."""
    members = Membership.objects.using(using).filter(project=project)
    rows = members.order_by("ended_at").values_list("user_id", "user__username", "role", "ended_at")
    people = {pk: (pk, name, "" if ended else role) for pk, name, role, ended in rows}
    people |= {pk: (pk, name, role) for pk, name, role, ended in rows if ended is None}
    others = [pk for pk, _name, role in people.values() if role not in ANALYSTS]
    made = Annotation.objects.using(using).filter(sight.uncovered(who), project=project, author__in=others)
    said = ReadingState.objects.using(using).filter(sight.states(who), project=project, user__in=others)
    said = said.exclude(state=State.UNTOUCHED)
    wrote = {*made.values_list("author", flat=True), *said.values_list("user", flat=True)}
    kept = [person for person in people.values() if person[2] in ANALYSTS or person[0] in wrote]
    return sorted(kept, key=lambda person: person[1])


def _rows(
    project: Project,
    who: Membership | None,
    private: bool,
    using: str,
    people: list[Person],
    cache: Cache,
    batch: list[Any],
) -> Iterator[tuple[Any, ...]]:
    pks = [pk for pk, *_rest in batch]
    cache.fill(set(pks), {revision for _pk, revision, *_rest in batch if revision})
    states = _states(pks, who, using)
    covered = sight.covered(who, pks, using)
    annotations = _counts(Annotation.objects.using(using).filter(article__in=pks, deleted_at=None), "", who, private)
    tagged = (
        Tagging.objects.using(using).current().once().filter(annotation__article__in=pks, annotation__deleted_at=None)
    )
    taggings = _counts(tagged, "annotation__", who, private)
    mine = OwnCells(fields_of(project, FieldSubject.ARTICLE, using))
    for pk, revision, words, unit, added, release, embargo, custom in batch:
        facts = (*cache.articles[pk][0], *cache.revisions.get(revision, ("", "")), words, unit, moment(added))
        totals = (_total(annotations, pk), _total(taggings, pk))
        for person, name, role in people:
            if pk in covered and who and person != who.user_id:
                continue
            state, reason, at = states.get((pk, person), (State.UNTOUCHED.value, "", ""))
            own = (annotations.get(pk, {}).get(person, 0), taggings.get(pk, {}).get(person, 0))
            last = (release, moment(embargo), *mine.cells((None, custom)))
            yield (*facts, *totals, name, role, state, reason, at, *own, *last)


def _states(pks: list[int], who: Membership | None, using: str) -> dict[tuple[int, int], tuple[str, str, str]]:
    found = ReadingState.objects.using(using).filter(sight.states(who), article__in=pks)
    # Untouched is what a missing row says too: marking an article and taking that back leaves no trace in the file.
    rows = found.exclude(state=State.UNTOUCHED).values_list("article_id", "user_id", "state", "reason", "updated_at")
    return {(article, user): (state, reason, moment(at)) for article, user, state, reason, at in rows}


def _counts(found: Any, prefix: str, who: Membership | None, private: bool) -> dict[int, dict[int, int]]:
    seen = Q(**{f"{prefix}visibility": Visibility.PROJECT})
    if private:
        seen |= Q(**{f"{prefix}author": who.user_id}) if who else Q(**{f"{prefix}visibility": Visibility.PRIVATE})
    article, author = f"{prefix}article_id", f"{prefix}author_id"
    counts: dict[int, dict[int, int]] = {}
    for row in (
        found.filter(seen & sight.uncovered(who, prefix))
        .values(article, author)
        .annotate(number=Count("pk"))
        .order_by()
    ):
        counts.setdefault(row[article], {})[row[author]] = row["number"]
    return counts


def _total(counts: dict[int, dict[int, int]], article: int) -> int:
    return sum(counts.get(article, {}).values())
