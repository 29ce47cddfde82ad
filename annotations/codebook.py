"""The list of claims: which are in use, how often, in which order.

Numbers count what everybody in the project sees: private annotations are in none of them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count
from django.db.models.functions import Coalesce

from annotations.models import CLAIM_SHOWN, Claim, Tagging
from annotations.options import number_keys
from annotations.sight import together
from newsroom.models import Membership

PAGE: Final = 100
STATES: Final = ("used", "unused", "archived")
SORTS: Final = ("passages", "label")
STORY: Final = Coalesce("annotation__article__story", "annotation__article__uuid")
"""An article without a story is one of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim with its numbers."""

    claim: Claim
    annotations: int
    articles: int
    stories: int
    """The same articles, copies of one text counted once."""
    merged: tuple[Claim, ...] = ()
    key: int = 0
    """Its number key, 0 where it has none."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """One page of claims; ``totals`` by state, pages are counted from 1."""

    entries: Sequence[Entry]
    totals: Mapping[str, int]
    state: str
    sort: str
    page: int
    pages: int


def codebook(membership: Membership, state: str, sort: str, page: int, find: str = "") -> Codebook:
    """Return one page of the claims in ``state``; without a state those in use, or all where none is."""
    numbers = uses(membership)
    asked = Claim.objects.current().filter(project=membership.project)
    rows = list((asked.holding(find) if find else asked).values_list("pk", "folded", "archived_at"))
    by_state: dict[str, list[tuple[int, str]]] = {name: [] for name in STATES}
    for pk, folded, archived in rows:
        by_state["archived" if archived else "used" if pk in numbers else "unused"].append((pk, folded))
    totals = {name: len(found) for name, found in by_state.items()}
    shown = state or next((name for name in STATES if totals[name]), "used")
    found = sorted(
        by_state[shown], key=lambda row: row[1] if sort == "label" else (-numbers.get(row[0], (0, 0, 0))[0], row[1])
    )
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages)
    keys = [pk for pk, _folded in found[(page - 1) * PAGE : page * PAGE]]
    claims = Claim.objects.select_related("parent__merged_into").in_bulk(keys)
    old: dict[int | None, list[Claim]] = defaultdict(list)
    for merged in Claim.objects.filter(merged_into__in=keys, deleted_at=None).order_by("folded"):
        old[merged.merged_into_id].append(merged)
    keyed = number_keys(membership)
    entries = [
        Entry(claims[pk], *numbers.get(pk, (0, 0, 0)), tuple(old[pk]), keyed.get(claims[pk].uuid, 0)) for pk in keys
    ]
    return Codebook(entries, totals, shown, sort, page, pages)


def uses(membership: Membership) -> dict[int, tuple[int, int, int]]:
    """Return annotations, articles and stories by claim, for claims that any passage carries."""
    taggings = Tagging.objects.current().filter(together(membership), project=membership.project)
    found: Any = (
        taggings.order_by()
        .annotate(shown=CLAIM_SHOWN)
        .values("shown")
        .annotate(
            annotations=Count("annotation", distinct=True),
            articles=Count("annotation__article", distinct=True),
            stories=Count(STORY, distinct=True),
        )
    )
    return {row["shown"]: (row["annotations"], row["articles"], row["stories"]) for row in found}
