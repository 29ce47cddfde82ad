"""Which claims the project's log has touched since some moment: what was counted of all others still holds."""

from collections.abc import Collection
from typing import Final

from annotations.merged import roots, with_merged
from annotations.models import Claim, Speaker, Tagging
from newsroom.models import Event, Project

MOST: Final = 5_000
"""Events that are looked through; after more of them everything is counted anew."""
_ASIDE: Final = ("invitation", "feed", "speaker_alias", "claim_relation", "publication", "custom_field", "claim_split")
"""Kinds that stand on no article and change no count."""
_NAMES: Final = ("claim", "speaker", "outlet")
"""Kinds that change a count only where one is merged into another, or is taken apart again."""
_FOLLOWED: Final = ("claim", "speaker")
"""Those of them of which it is known whose codings such a merge moves."""


def sequence_of(project: Project) -> int:
    """Return the project's counter as it is now."""
    return int(Project.objects.values_list("sequence", flat=True).get(pk=project.pk))


def touched(project: Project, since: int) -> set[int] | None:
    """Return the claims whose codings may have changed after ``since``; None where that is not certain.

    Those are the claims with codings on articles that the log names, and those that a merge moved codings to or from.
    """
    events = Event.objects.filter(project=project, sequence__gt=since).order_by("sequence")
    rows = list(events.values_list("object_kind", "article", "before", "after", "object_uuid")[: MOST + 1])
    if len(rows) > MOST or any(row[1] is None and _is_unknown(row[0], row[2]) for row in rows):
        return None
    articles = {article for kind, article, before, *_rest in rows if article and (before or kind != "article")}
    merged: dict[str, set[str]] = {name: set() for name in _FOLLOWED}
    for kind, _article, before, after, uuid in rows:
        if kind in _FOLLOWED and "merged_into" in before:
            merged[kind] |= {str(one) for one in (uuid, before["merged_into"], after["merged_into"]) if one}
    found = _claims_on(project, articles) if articles else set()
    found |= _claims_named(project, merged["claim"]) if merged["claim"] else set()
    return found | (_claims_of(project, merged["speaker"]) if merged["speaker"] else set())


def _is_unknown(kind: str, before: dict[str, object]) -> bool:
    if kind in _NAMES:
        return "merged_into" in before and kind not in _FOLLOWED
    return kind not in _ASIDE


def _claims_on(project: Project, articles: Collection[int]) -> set[int]:
    """Return the claims that are or were given on some articles."""
    found = Tagging.objects.filter(project=project, annotation__article__in=articles)
    return set(found.order_by().values_list("claim", flat=True).distinct())


def _claims_named(project: Project, uuids: Collection[str]) -> set[int]:
    return set(Claim.objects.filter(project=project, uuid__in=uuids).values_list("pk", flat=True))


def _claims_of(project: Project, uuids: Collection[str]) -> set[int]:
    """Return the claims with codings by some speakers, or by what was merged into them."""
    named = set(Speaker.objects.filter(project=project, uuid__in=uuids).values_list("pk", flat=True))
    speakers = with_merged(roots(Speaker, project), named)
    found = Tagging.objects.current().filter(speaker__in=speakers)
    return set(found.order_by().values_list("claim", flat=True).distinct())
