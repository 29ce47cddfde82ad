"""Which articles the project's log has touched since some moment: what was counted on all others still holds."""

from collections.abc import Collection
from typing import Any, Final

from django.db.models import Q

from annotations.models import Claim, Speaker, Tagging
from newsroom.models import Article, Event, Outlet, Project

MOST: Final = 30_000
"""Articles that are read again; where there are more, everything is read anew."""
_ASIDE: Final = (
    "invitation",
    "feed",
    "speaker_alias",
    "claim_relation",
    "publication",
    "custom_field",
    "claim_split",
    "claim_example",
)
"""Kinds that stand on no article and change no count."""
_SIGHT: Final = ("membership", "project")
"""Kinds that change what somebody sees who is under the blind, and nothing for all others."""
_MERGED: Final = ("claim", "speaker", "outlet")
"""Kinds that change a count only where one is merged into another, or is taken apart again."""


def sequence_of(project: Project) -> int:
    """Return the project's counter as it is now."""
    return int(Project.objects.values_list("sequence", flat=True).get(pk=project.pk))


def touched(project: Project, since: int, *, is_blind: bool) -> set[int] | None:
    """Return the articles whose codings may count otherwise after ``since``; None where that is not certain.

    Those are the articles that the log names, and those with codings of what was merged into something or taken apart.
    An article that was just made has no codings yet.
    """
    events = Event.objects.filter(project=project, sequence__gt=since)
    made = Q(object_kind="article", before={})
    found = events.exclude(article=None).exclude(made).order_by().values_list("article", flat=True).distinct()
    articles = set(found[: MOST + 1])
    aside = _ASIDE if is_blind else (*_ASIDE, *_SIGHT)
    elsewhere = events.filter(article=None).exclude(object_kind__in=aside).order_by()
    rows = list(elsewhere.values_list("object_kind", "before", "object_uuid")[: MOST + 1])
    if any(kind not in _MERGED for kind, _before, _uuid in rows):
        return None
    for kind in _MERGED:
        if moved := {uuid for of, before, uuid in rows if of == kind and "merged_into" in before}:
            articles |= _of_moved(project, kind, moved)
    return None if len(articles) > MOST or len(rows) > MOST else articles


def _of_moved(project: Project, kind: str, uuids: Collection[Any]) -> set[int]:
    """Return the articles with codings of these claims or speakers, or of these outlets."""
    if kind == "outlet":
        outlets = Outlet.objects.filter(project=project, uuid__in=uuids)
        return set(Article.objects.filter(project=project, outlet__in=outlets).values_list("pk", flat=True))
    model: Any = Claim if kind == "claim" else Speaker
    rows = list(model.objects.filter(project=project, uuid__in=uuids).values_list("pk", flat=True))
    found = Tagging.objects.current().filter(**{f"{kind}__in": rows})
    return set(found.order_by().values_list("annotation__article", flat=True).distinct())
