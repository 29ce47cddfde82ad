"""How often each claim of a project is given: the number beside it where one chooses.

Counted the quick way round: all taggings from an index alone, less those on annotations that the reader does not
see. Kept for a minute, since every opened article asks.
"""

from collections import Counter
from typing import Final

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet

from annotations import sight
from annotations.models import Annotation, Claim, Tagging, Visibility
from annotations.models.tagging import TaggingQuerySet
from newsroom.models import Article, Membership

SECONDS: Final = 60


def claim_uses(membership: Membership) -> Counter[int]:
    """Return by claim (its key) how many taggings the member may see; up to a minute old."""
    name = f"claim-uses-{membership.project.uuid}-{membership.user_id}-{sight.is_blind(membership):d}"
    found: Counter[int] | None = cache.get(name)
    if found is None:
        found = count_uses(membership)
        cache.set(name, found, SECONDS)
    return found


def count_uses(membership: Membership) -> Counter[int]:
    """Count now: four queries; under the blind what is left is counted, not what is taken away."""
    counted = _seen(membership)
    for merged, into in Claim.objects.filter(project=membership.project).merged_pairs():
        counted[into] += counted.pop(merged, 0)
    return counted


def _seen(membership: Membership) -> Counter[int]:
    if sight.is_blind(membership):
        seen = Q(sight.seen(membership, "annotation__"), annotation__article__deleted_at=None)
        return _by_claim(Tagging.objects.current().filter(seen, project=membership.project))
    counted = _by_claim(Tagging.objects.current())
    for hidden in _hidden(membership):
        counted.subtract(_by_claim(Tagging.objects.current().filter(annotation__in=hidden)))
    return counted


def _hidden(membership: Membership) -> tuple[QuerySet[Annotation], QuerySet[Annotation]]:
    """Return the annotations of the project that the member does not see, in two parts: by themselves, by their article."""
    private = ~Q(visibility=Visibility.PROJECT)
    unseen = Annotation.objects.filter(private | Q(deleted_at__isnull=False), project=membership.project)
    removed = Article.objects.filter(project=membership.project, deleted_at__isnull=False)
    shown = Annotation.objects.shown_to(membership)
    return unseen.exclude(author=membership.user, deleted_at=None), shown.filter(article__in=removed)


def _by_claim(taggings: TaggingQuerySet) -> Counter[int]:
    return Counter(dict(taggings.once().order_by().values_list("claim_id").annotate(number=Count("pk"))))
