"""Which claims contradict a claim, for its page."""

from collections.abc import Sequence

from annotations.models import Claim, ClaimRelation


def contradicting(claim: Claim) -> Sequence[Claim]:
    """Return the claims that are marked as contradicting ``claim`` or what was merged into it, by label; one query."""
    rows = ClaimRelation.objects.current().filter(project=claim.project_id).of(claim)
    found: dict[int, Claim] = {}
    for relation in rows.select_related("first__merged_into", "second__merged_into"):
        for end in (relation.first.shown, relation.second.shown):
            if end.pk != claim.pk:
                found[end.pk] = end
    return sorted(found.values(), key=lambda one: (one.folded, one.pk))
