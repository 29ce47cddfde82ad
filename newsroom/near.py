"""Near copies: articles of a project whose texts share fingerprints with a given one.

A hash that more than ``COMMON`` articles have is boilerplate and is left out of every count; ``actions.stories`` does
not even store it again, so a look-up reads at most about that many rows a hash.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import Count

from newsroom.models import Article, Fingerprint, Project

SAME: Final = 20
"""From so many shared fingerprints on two texts are probably the same one."""
PASSAGES: Final = 12
"""From so many on they share passages; fewer say nothing."""
COMMON: Final = 200

Sketch = Sequence[int]


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


def near_of(project: Project, fingerprints: Sketch, *, limit: int = 5, exclude: Article | None = None) -> list[Near]:
    """Return the articles nearest to a text, nearest first and the oldest among equals: two queries."""
    found = near_many(project, [fingerprints], limit=limit + 1)[0]
    return [near for near in found if exclude is None or near.article.pk != exclude.pk][:limit]


def near_many(project: Project, sketches: Sequence[Sketch], *, limit: int = 5) -> list[list[Near]]:
    """Return the articles nearest to each of several texts: two queries for all of them."""
    return nearest(project, sketches, holders(project, {value for sketch in sketches for value in sketch}), limit=limit)


def nearest(
    project: Project, sketches: Sequence[Sketch], held: Mapping[int, Sequence[int]], *, limit: int
) -> list[list[Near]]:
    """Return the articles nearest to each of several texts, by who holds which hash (``holders``)."""
    counts = [_shared(sketch, held)[: 4 * limit] for sketch in sketches]  # removed articles fall out below
    keys = {pk for found in counts for pk, _shared in found}
    rows = Article.objects.in_project(project).select_related("outlet__merged_into")
    articles = rows.in_bulk(keys) if keys else {}
    return [
        [Near(articles[pk], shared, len(sketch)) for pk, shared in found if pk in articles][:limit]
        for sketch, found in zip(sketches, counts, strict=True)
    ]


def holders(project: Project, values: Iterable[int]) -> dict[int, list[int]]:
    """Return the keys of the articles that hold each hash, removed ones too; hashes that nobody holds are left out."""
    wanted = list(values)
    found: dict[int, list[int]] = {}
    if not wanted:
        return found
    is_sqlite = connection.vendor == "sqlite"
    those = "IN (SELECT value FROM json_each(%s))" if is_sqlite else "= ANY(%s)"
    sql = f"SELECT value, article_id FROM newsroom_fingerprint WHERE project_id = %s AND value {those}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [project.pk, json.dumps(wanted) if is_sqlite else wanted])
        for value, article in cursor.fetchall():
            found.setdefault(value, []).append(article)
    return found


def shared_with(article: Article, others: Sequence[Article]) -> dict[int, int]:
    """Return how many fingerprints each of ``others`` shares with an article, by key; two queries."""
    mine = list(Fingerprint.objects.filter(article=article).values_list("value", flat=True))
    keys = [other.pk for other in others]
    held = Fingerprint.objects.filter(project=article.project_id, value__in=mine, article__in=keys)
    return dict(held.values_list("article_id").annotate(Count("pk")).order_by())


def _shared(sketch: Sketch, held: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """Count, for each article, the hashes that it has of a sketch; only counts that say something, highest first."""
    counts: Counter[int] = Counter()
    for value in sketch:
        if len(holding := held.get(value, ())) <= COMMON:
            counts.update(holding)
    return sorted(((pk, count) for pk, count in counts.items() if count >= PASSAGES), key=lambda one: (-one[1], one[0]))
