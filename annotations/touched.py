"""Which claims the project's log has touched since some moment: what was counted of all others still holds."""

from collections.abc import Collection
from typing import Final

from annotations.models import Tagging
from newsroom.models import Event, Project

MOST: Final = 5_000
"""Events that are looked through; after more of them everything is counted anew."""
_ASIDE: Final = ("invitation", "feed", "speaker_alias", "claim_relation", "publication", "custom_field", "claim_split")
"""Kinds that stand on no article and change no count."""
_NAMES: Final = ("claim", "speaker", "outlet")
"""Kinds that change a count only where one is merged into another, or is taken apart again."""


def sequence_of(project: Project) -> int:
    """Return the project's counter as it is now."""
    return int(Project.objects.values_list("sequence", flat=True).get(pk=project.pk))


def touched(project: Project, since: int) -> set[int] | None:
    """Return the claims with codings on articles that the log names after ``since``; None where that is not certain."""
    events = Event.objects.filter(project=project, sequence__gt=since).order_by("sequence")
    rows = list(events.values_list("object_kind", "article", "before")[: MOST + 1])
    if len(rows) > MOST or any(article is None and _counts(kind, before) for kind, article, before in rows):
        return None
    articles = {article for kind, article, before in rows if article and (before or kind != "article")}
    return _claims_on(project, articles) if articles else set()


def _counts(kind: str, before: dict[str, object]) -> bool:
    return "merged_into" in before if kind in _NAMES else kind not in _ASIDE


def _claims_on(project: Project, articles: Collection[int]) -> set[int]:
    """Return the claims that are or were given on some articles."""
    found = Tagging.objects.filter(project=project, annotation__article__in=articles)
    return set(found.order_by().values_list("claim", flat=True).distinct())
