"""Which claims contradict a claim, for its page."""

from collections.abc import Sequence

from annotations.models import Claim, ClaimRelation
from newsroom.prepared import Prepared

_RELATIONS = Prepared(
    lambda claim, project: (
        ClaimRelation.objects.current()
        .filter(project=project)
        .of(Claim(pk=claim))
        .select_related("first__merged_into", "second__merged_into")
    )
)


def contradicting(claim: Claim) -> Sequence[Claim]:
    """Return the claims that are marked as contradicting ``claim`` or what was merged into it, by label; one query."""
    found: dict[int, Claim] = {}
    for relation in _RELATIONS.objects(claim=claim.pk, project=claim.project_id):
        for end in (relation.first.shown, relation.second.shown):
            if end.pk != claim.pk:
                found[end.pk] = end
    return sorted(found.values(), key=lambda one: (one.folded, one.pk))
