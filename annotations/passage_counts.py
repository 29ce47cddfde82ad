"""How many passages a filter keeps, of how many articles and stories; and how many rows its file will have."""

from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, F, QuerySet

from annotations.models import Annotation, Tagging
from annotations.passage_query import Asked, annotations, taggings
from annotations.passages import IDS, NONE

_TOTALS: Final = (
    "SELECT SUM(counted.several), COUNT(*), COUNT(DISTINCT article.story), COUNT(*) - COUNT(article.story)"
    " FROM (%s) counted JOIN newsroom_article article ON article.id = counted.found_in WHERE article.deleted_at IS NULL"
)
"""Of annotations by article. An article is looked at once: two hundred thousand looks take longer than all the rest."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a filter keeps: annotations, the articles in which they stand, and these with copies of one text as one."""

    annotations: int
    articles: int
    stories: int


def count(asked: Asked) -> Counts:
    """Count the annotations that the filter keeps, their articles and their stories, in one query.

    An article without a story is a story of its own.
    """
    found = annotations(replace(asked, walks=not _names_few(asked)), of_any_article=True)
    by_article = found.order_by().values(found_in=F("article")).annotate(several=Count("pk"))
    several, articles, named, alone = _totals(by_article, asked.using)
    return Counts(int(several or 0), articles, named + alone)


def _names_few(asked: Asked) -> bool:
    """Whether the filter names rows by which an index leads to what carries them."""
    return any(value != NONE for key in IDS for value in getattr(asked.filter, key)) or bool(asked.filter.q)


def _totals(by_article: QuerySet[Annotation, Any], using: str) -> tuple[Any, int, int, int]:
    try:
        sql, parameters = by_article.query.get_compiler(using).as_sql()
    except EmptyResultSet:
        return 0, 0, 0, 0
    with connections[using].cursor() as cursor:
        cursor.execute(_TOTALS % sql, parameters)
        several, articles, named, alone = cursor.fetchone()
    return several, articles, named, alone


def count_hidden(asked: Asked, visibility: str) -> int:
    """Count what else the filter would keep if those were asked for whom only their author sees."""
    private = replace(asked.filter, visibility=(visibility,))
    return annotations(replace(asked, filter=private, walks=True)).count()


def count_rows(asked: Asked) -> int:
    """Count the rows of the file (``passage_query.rows``), without joining everything to everything."""
    if asked.is_about_taggings:
        return _once(asked).count()
    found = _once(asked).aggregate(rows=Count("pk"), annotations=Count("annotation", distinct=True))
    return int(found["rows"] + annotations(asked).count() - found["annotations"])


def _once(asked: Asked) -> QuerySet[Tagging]:
    return taggings(asked).exclude(pk__in=Tagging.objects.twins().values("pk")) if asked.is_merged else taggings(asked)
