"""Into what claims, speakers and outlets were merged: what was merged counts as the one that it was merged into."""

from collections.abc import Mapping
from typing import Any

from newsroom.models import Project

Roots = Mapping[int, int]
"""By key of a merged row the key of the one that stands for it; rows that were not merged are not in it."""


def roots(model: Any, project: Project) -> dict[int, int]:
    """Return what stands for each merged row of a project; chains are followed to their end. One query."""
    merged = dict(model.objects.filter(project=project, merged_into__isnull=False).values_list("pk", "merged_into"))
    return {pk: _end(merged, pk) for pk in merged}


def with_merged(roots: Roots, pks: set[int]) -> set[int]:
    """Return rows with all that were merged into them."""
    return pks | {pk for pk, root in roots.items() if root in pks}


def _end(merged: dict[int, int], pk: int) -> int:
    seen = {pk}
    while (pk := merged.get(pk, pk)) not in seen:
        seen.add(pk)
        if pk not in merged:
            break
    return pk
