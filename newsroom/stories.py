"""Stories as pages show them: the copies of one text, and how many stories some articles are.

An article without a story is one of its own, so the number of stories is that of the articles less the further copies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from newsroom.models import Article, Outlet, Project
from newsroom.near import shared_with

MOST: Final = 200
"""Copies on the page of a story."""
NAMED: Final = 3
"""Outlets that are named for one story in a list."""
_UNDATED: Final = Value(datetime(9999, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy with the number of fingerprints that it shares with the first one; ``of`` is how many that one has."""

    article: Article
    shared: int
    of: int


@dataclass(slots=True)
class Copies:
    """How many articles a story has, and how many of them each outlet carries; "" for those without outlet."""

    total: int = 0
    by_outlet: dict[str, int] = field(default_factory=dict)

    def others(self, outlet: str) -> tuple[int, list[str]]:
        """Return the number of copies beside one of ``outlet``'s, and a few of the outlets that carry them."""
        rest = self.by_outlet | {outlet: self.by_outlet.get(outlet, 1) - 1}
        return self.total - 1, [name for name, count in rest.items() if name and count][:NAMED]


def copies_of(project: Project, story: UUID) -> list[Copy]:
    """Return the copies of a story, first published first and undated last; at most ``MOST``."""
    rows = Article.objects.in_project(project).filter(story=story).select_related("outlet__merged_into")
    articles = list(rows.order_by(F("published_at").asc(nulls_last=True), "pk")[:MOST])
    return with_shared(articles)


def with_shared(articles: Sequence[Article]) -> list[Copy]:
    """Say of articles what they share with the first of them; two queries."""
    if not articles:
        return []
    shared = shared_with(articles[0], articles)
    of = shared.get(articles[0].pk, 0)
    return [Copy(article, shared.get(article.pk, 0), of) for article in articles]


def carried(project: Project, stories: Iterable[UUID]) -> dict[UUID, Copies]:
    """Return the numbers and outlets of several stories; two queries."""
    found: dict[UUID, Copies] = {story: Copies() for story in stories}
    if not found:
        return found
    rows: Any = Article.objects.in_project(project).filter(story__in=list(found)).values("story").order_by()
    pairs = rows.annotate(count=Count("pk")).values_list("story", Coalesce("outlet__merged_into", "outlet"), "count")
    counted = list(pairs.order_by("story", "-count"))
    names = dict(Outlet.objects.filter(pk__in={pk for _s, pk, _c in counted if pk}).values_list("pk", "name"))
    for story, outlet, count in counted:
        found[story].total += count
        found[story].by_outlet[names.get(outlet, "")] = count
    return found


def further_copies(articles: QuerySet[Article]) -> int:
    """Return how many articles are not the first of their story among ``articles``; what is left are the stories."""
    grouped: Any = articles.order_by().filter(story__isnull=False)
    numbers = grouped.aggregate(copies=Count("pk"), stories=Count("story", distinct=True))
    return int(numbers["copies"] - numbers["stories"])


def earlier(project: Project, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return, for use in EXISTS, those of ``articles`` that are an earlier copy of the outer article's text.

    The few copies come first, by their index, and each is then looked for among ``articles`` by its key: otherwise
    SQLite may go through everything that a filter keeps, again for every line.
    """
    when = Coalesce(OuterRef("published_at"), _UNDATED)
    copies = Article.objects.in_project(project).filter(story=OuterRef("story"))
    copies = copies.annotate(when=Coalesce("published_at", _UNDATED))
    before = copies.filter(Q(when__lt=when) | Q(when=when, pk__lt=OuterRef("pk")))
    return before.filter(Exists(articles.filter(pk=OuterRef("pk"))))
