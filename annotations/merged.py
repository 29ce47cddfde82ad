"""Into what claims, speakers and outlets were merged: what was merged counts as the one that it was merged into."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from newsroom.models import Project
from newsroom.prepared import Prepared

Roots = Mapping[int, int]
"""By key of a merged row the key of the one that stands for it; rows that were not merged are not in it."""


def roots(model: Any, project: Project) -> dict[int, int]:
    """Return what stands for each merged row of a project; chains are followed to their end. One query."""
    merged = dict(_merged(model).rows(project=project.pk))
    return {pk: _end(merged, pk) for pk in merged}


@cache
def _merged(model: Any) -> Prepared:
    rows = model.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into")
    return Prepared(lambda project: rows.filter(project_id=project))


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
