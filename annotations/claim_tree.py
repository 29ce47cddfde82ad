"""Which claim stands under which; a merged claim's place is that of the one that stands for it."""

from annotations.models import Claim


def is_under(claim: Claim | None, other: Claim) -> bool:
    """Whether ``claim`` is ``other`` or stands somewhere under it, as the database says now: one query.

    ``claim`` may have been put there just now and not be saved yet, so where ``other`` itself stands is not asked.
    """
    if claim is None:
        return False
    rows = Claim.objects.filter(project=other.project_id).values_list("pk", "parent_id", "merged_into_id")
    parents = {pk: (parent, into) for pk, parent, into in rows}
    seen: set[int] = set()
    current: int | None = claim.pk
    while current is not None and current not in seen:
        if current == other.pk:
            return True
        seen.add(current)
        parent, into = parents[current]
        current = into or parent
    return False
