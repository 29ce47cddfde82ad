"""Which articles something happened to lately, so that streams about others need not be drawn for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from newsroom.models import Event, Project
from newsroom.prepared import Prepared

LATELY: Final = 16_000
"""Numbers of the log that are looked through; who is further behind is drawn for."""

_EVENTS = Prepared(
    lambda project, since: (
        Event.objects.filter(project_id=project, sequence__gt=since).order_by("sequence")
    ).values_list("article__uuid", "sequence")
)


@dataclass(frozen=True, slots=True)
class Touched:
    """The newest numbers by article, as far back as ``since``; ``everywhere`` is that of what is about no article alone."""

    since: int
    by_article: dict[str, int] = field(default_factory=dict)
    everywhere: int = 0

    def concerns(self, article: str, sequence: int) -> bool:
        """Whether anything after ``sequence`` may have changed the page of an article."""
        newest = max(self.everywhere, self.by_article.get(article, 0))
        return sequence < self.since or sequence < newest


def touched_in(project: Project, told: Iterable[int]) -> Touched:
    """Look through the log after the numbers up to which streams were told: one query."""
    since = max(min(told, default=project.sequence), project.sequence - LATELY)
    by_article: dict[str, int] = {}
    everywhere = 0
    for article, sequence in _EVENTS.rows(project=project.pk, since=since):
        if article is None:
            everywhere = sequence
        else:
            by_article[str(UUID(str(article)))] = sequence
    return Touched(since, by_article, everywhere)
