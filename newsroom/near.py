"""Near copies: articles of a project whose texts share fingerprints with a given one.

Articles are found by their landmarks (newsroom.fingerprints) and compared by all their fingerprints. A landmark that more
than ``COMMON`` articles have is boilerplate and is left out of every count; ``actions.stories`` does not even store it
again, so a look-up reads at most about that many rows a landmark.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from newsroom.fingerprints import landmarks, shared, unpacked
from newsroom.models import Article, Project, Sketch

SAME: Final = 20
"""From so many shared fingerprints on two texts are probably the same one."""
PASSAGES: Final = 12
"""From so many on they share passages; fewer say nothing."""
COMMON: Final = 200
CANDIDATES: Final = 32
"""Articles that are compared with a text by all fingerprints: those that share the most landmarks."""

Values = Sequence[int]
Held = Mapping[int, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Near:
    """An article that shares ``shared`` of the ``of`` fingerprints of a text."""

    article: Article
    shared: int
    of: int

    @property
    def is_same(self) -> bool:
        """Whether it is probably the same text; else the two share passages."""
        return self.shared >= SAME


def near_of(project: Project, fingerprints: Values, *, limit: int = 5, exclude: Article | None = None) -> list[Near]:
    """Return the articles nearest to a text, nearest first and the oldest among equals: three queries."""
    found = near_many(project, [fingerprints], limit=limit + 1)[0]
    return [near for near in found if exclude is None or near.article.pk != exclude.pk][:limit]


def near_many(project: Project, texts: Sequence[Values], *, limit: int = 5) -> list[list[Near]]:
    """Return the articles nearest to each of several texts: three queries for all of them."""
    return nearest(project, texts, holders(project, texts), limit=limit)


def nearest(project: Project, texts: Sequence[Values], held: Held, *, limit: int) -> list[list[Near]]:
    """Return the articles nearest to each of several texts, by who holds which landmark (``holders``)."""
    common = commonplaces(held)
    candidates = [_candidates(text, held, common) for text in texts]
    stored = fingerprints_of(project, {pk for keys in candidates for pk in keys})
    counts = [
        _counted(text, {pk: stored[pk] for pk in keys if pk in stored}, common)[: 4 * limit]  # removed ones fall out
        for text, keys in zip(texts, candidates, strict=True)
    ]
    keys = {pk for found in counts for pk, _shared in found}
    rows = Article.objects.in_project(project).select_related("outlet__merged_into")
    articles = rows.in_bulk(keys) if keys else {}
    return [
        [Near(articles[pk], count, len(text)) for pk, count in found if pk in articles][:limit]
        for text, found in zip(texts, counts, strict=True)
    ]


def holders(project: Project, texts: Iterable[Values]) -> dict[int, list[int]]:
    """Return the keys of the articles that hold each landmark of some texts, removed ones too; others are left out."""
    wanted = list({value for text in texts for value in landmarks(text)})
    found: dict[int, list[int]] = {}
    if not wanted:
        return found
    is_sqlite = connection.vendor == "sqlite"
    those = "IN (SELECT value FROM json_each(%s))" if is_sqlite else "= ANY(%s)"
    sql = f"SELECT value, article_id FROM newsroom_landmark WHERE project_id = %s AND value {those}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [project.pk, json.dumps(wanted) if is_sqlite else wanted])
        for value, article in cursor.fetchall():
            found.setdefault(value, []).append(article)
    return found


def commonplaces(held: Held) -> frozenset[int]:
    """Return the landmarks that are boilerplate."""
    return frozenset(value for value, holding in held.items() if len(holding) > COMMON)


def fingerprints_of(project: Project | int, keys: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return all fingerprints of some articles by their keys; those without any are left out."""
    some = list(keys)
    rows = Sketch.objects.filter(project=project, pk__in=some).values_list("pk", "hashes") if some else []
    return {pk: unpacked(bytes(data)) for pk, data in rows}


def shared_with(article: Article, others: Sequence[Article]) -> dict[int, int]:
    """Return how many fingerprints each of ``others`` shares with an article, by key; two queries."""
    stored = fingerprints_of(article.project_id, {article.pk, *(other.pk for other in others)})
    mine = stored.get(article.pk, ())
    common = commonplaces(holders(article.project, [mine]))
    return {other.pk: shared(mine, stored.get(other.pk, ()), common) for other in others}


def _candidates(text: Values, held: Held, common: frozenset[int]) -> list[int]:
    counts: Counter[int] = Counter()
    for value in landmarks(text):
        if value not in common:
            counts.update(held.get(value, ()))
    return [pk for pk, _count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:CANDIDATES]]


def _counted(text: Values, stored: Mapping[int, Values], common: frozenset[int]) -> list[tuple[int, int]]:
    """Count what each article shares with a text; only counts that say something, highest first."""
    mine = frozenset(text)
    counts = ((pk, shared(mine, other, common)) for pk, other in stored.items())
    return sorted(((pk, count) for pk, count in counts if count >= PASSAGES), key=lambda one: (-one[1], one[0]))
