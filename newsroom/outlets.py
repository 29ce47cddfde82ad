"""The outlets of a project: their list with numbers, those that were merged into one, and those that may be one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Max, Min, Q

from newsroom.folding import fold
from newsroom.models import Article, Outlet, Project
from newsroom.models.outlet import OutletQuerySet

PAGE: Final = 50
COMPARED: Final = 5_000
"""Outlets that are compared with one another at most."""
MOST_HINTS: Final = 8
SHORTEST_START: Final = 3
"""Characters that the shorter of two names must have where the other one begins with it."""
_ENDING: Final = re.compile(r"\.(?:com|org|net|co|info|news|[a-z]{2})(?:\.[a-z]{2})?$")
_ARTICLE: Final = re.compile(r"^(?:the|der|die|das|le|la|les|el|los|il|de|het) ")


@dataclass(slots=True)
class Entry:
    """An outlet with the numbers of its articles and of those of the outlets that were merged into it."""

    outlet: Outlet
    merged: list[Outlet] = field(default_factory=list)
    articles: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def add(self, articles: int, first: datetime | None, last: datetime | None) -> None:
        """Count the articles of one outlet in."""
        self.articles += articles
        self.first = min((at for at in (self.first, first) if at), default=None)
        self.last = max((at for at in (self.last, last) if at), default=None)


def found(project: Project, find: str) -> OutletQuerySet:
    """Return the outlets whose name, domain or earlier name holds ``find``, by name."""
    rows = Outlet.objects.current().filter(project=project).order_by("folded")
    if not find:
        return rows
    text = fold(find)
    named = Q(folded__contains=text) | Q(domain__contains=text)
    earlier = Outlet.objects.filter(named, project=project, deleted_at=None).exclude(merged_into=None)
    return rows.filter(named | Q(pk__in=earlier.values("merged_into")))


def entries(outlets: Sequence[Outlet]) -> list[Entry]:
    """Return outlets with their numbers: two queries, however many outlets."""
    shown = {outlet.pk: Entry(outlet) for outlet in outlets}
    of = dict(shown)
    for row in Outlet.objects.filter(merged_into__in=shown, deleted_at=None).order_by("folded"):
        assert row.merged_into_id is not None
        of[row.pk] = shown[row.merged_into_id]
        of[row.pk].merged.append(row)
    counts: Any = Article.objects.filter(outlet__in=list(of), deleted_at=None).values("outlet").order_by()
    for outlet, articles, first, last in counts.annotate(
        articles=Count("pk"), first=Min("published_at"), last=Max("published_at")
    ).values_list("outlet", "articles", "first", "last"):
        of[outlet].add(articles, first, last)
    return list(shown.values())


def family(project: Project, uuids: Iterable[str], using: str = "default") -> list[int]:
    """Return the keys of outlets, of those that stand for them, and of all that these stand for: two queries."""
    rows = Outlet.objects.using(using).filter(project=project, deleted_at=None)
    named = dict(rows.filter(uuid__in=list(uuids)).values_list("pk", "merged_into"))
    heads = {head or pk for pk, head in named.items()}
    return list(rows.filter(Q(pk__in=heads) | Q(merged_into__in=heads)).values_list("pk", flat=True)) if heads else []


def similar(outlet: Outlet) -> list[Outlet]:
    """Return other outlets that may be this one: the same domain, the same name but for small words, or its beginning."""
    others = Outlet.objects.current().filter(project=outlet.project_id).exclude(pk=outlet.pk).order_by("folded")
    return [other for other in others[:COMPARED] if _is_like(outlet, other)][:MOST_HINTS]


def alike(project: Project) -> list[list[Outlet]]:
    """Return groups of outlets with the same domain, or the same name but for small words and endings."""
    groups: dict[str, list[Outlet]] = defaultdict(list)
    for outlet in Outlet.objects.current().filter(project=project).order_by("folded")[:COMPARED]:
        for mark in {f"@{outlet.domain}" if outlet.domain else "", bare(outlet.folded)} - {""}:
            groups[mark].append(outlet)
    several = {tuple(outlet.pk for outlet in group): group for group in groups.values() if len(group) > 1}
    return list(several.values())[:MOST_HINTS]


def bare(folded: str) -> str:
    """Return what is left of a folded name without article, domain ending, spaces and signs.

    >>> bare("the guardian"), bare("guardian.co.uk")
    ('guardian', 'guardian')
    """
    name = _ENDING.sub("", _ARTICLE.sub("", folded.removeprefix("www.")))
    return "".join(character for character in name if character.isalnum())


def _is_like(one: Outlet, other: Outlet) -> bool:
    if one.domain and one.domain == other.domain:
        return True
    short, long = sorted((bare(one.folded), bare(other.folded)), key=len)
    return len(short) >= SHORTEST_START and long.startswith(short)
