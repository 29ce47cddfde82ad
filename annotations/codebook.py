"""The list of claims: which are in use, how often, in which order.

Numbers count what everybody in the project sees: private annotations are in none of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from django.db.models.functions import Coalesce

from annotations.claim_examples import Example, examples_of
from annotations.claim_order import Node, in_tree, siblings
from annotations.ledgers import ledgers
from annotations.models import Claim
from annotations.options import number_keys
from annotations.units import LISTED
from newsroom.models import Membership

PAGE: Final = 100
STATES: Final = ("used", "unused", "archived")
SORTS: Final = ("passages", "label", "tree")
DEEPEST: Final = 4
"""Steps by which the page indents; what stands deeper stands there."""
_ROW: Final = ("pk", "folded", "archived_at", "above", "rank")

_ABOVE: Final = ("parent__merged_into__parent__merged_into", "parent__parent__merged_into")


class Uses(NamedTuple):
    """How often a claim is used, in the units of the list (``annotations.units.LISTED``)."""

    annotations: int = 0
    places: int = 0
    articles: int = 0
    stories: int = 0
    """The same articles, copies of one text counted once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim with its numbers; ``count`` is the one in the unit that was asked for."""

    claim: Claim
    annotations: int
    places: int
    articles: int
    stories: int
    count: int
    merged: tuple[Claim, ...] = ()
    key: int = 0
    """Its number key, 0 where it has none."""
    depth: int = 0
    """Where it stands in the tree, 0 on top; 0 in any other order."""
    examples: Sequence[Example] = ()
    above: Claim | None = None
    """In the order of the tree: the claim before it on its level, under which it can be put."""
    outside: Claim | None = None
    """The claim above the one under which it stands, if any."""
    before: Claim | None = None
    after: Claim | None = None
    """Its siblings in the same list, before or after which it can be put."""
    is_branch: bool = False
    """Whether the next one of the page stands under it."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """One page of claims; ``totals`` by state, pages are counted from 1."""

    entries: Sequence[Entry]
    totals: Mapping[str, int]
    state: str
    sort: str
    page: int
    pages: int
    unit: str = LISTED[0]


def codebook(
    membership: Membership, state: str, sort: str, page: int, find: str = "", unit: str = LISTED[0]
) -> Codebook:
    """Return one page of the claims in ``state``; without a state those in use, or all where none is.

    What is used most comes first, counted in ``unit``.
    """
    numbers = uses(membership)
    asked = Claim.objects.current().filter(project=membership.project)
    rows = list(
        (asked.holding(find) if find else asked)
        .annotate(above=Coalesce("parent__merged_into", "parent"))
        .values_list(*_ROW)
    )
    by_state: dict[str, list[Node]] = {name: [] for name in STATES}
    for pk, folded, archived, above, rank in rows:
        state_of = "archived" if archived else "used" if pk in numbers else "unused"
        by_state[state_of].append(Node(pk, folded, above, rank))
    totals = {name: len(found) for name, found in by_state.items()}
    shown = state or next((name for name in STATES if totals[name]), "used")
    found = _ordered(by_state[shown], sort, numbers, unit)
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages)
    depths = dict(found[(page - 1) * PAGE : page * PAGE])
    keys = list(depths)
    beside = siblings(by_state[shown]) if sort == "tree" else {}
    wanted = {*keys, *(key for pk in keys for key in beside.get(pk, ()) if key is not None)}
    claims = Claim.objects.select_related(*_ABOVE).in_bulk(wanted)
    old: dict[int | None, list[Claim]] = defaultdict(list)
    for merged in Claim.objects.filter(merged_into__in=keys, deleted_at=None).order_by("folded"):
        old[merged.merged_into_id].append(merged)
    keyed, examples = number_keys(membership), examples_of(membership.project, membership, keys)
    entries = [
        Entry(
            claims[pk],
            *numbers.get(pk, Uses()),
            getattr(numbers.get(pk, Uses()), unit),
            tuple(old[pk]),
            keyed.get(claims[pk].uuid, 0),
            min(depths[pk], DEEPEST),
            examples.get(pk, ()),
        )
        for pk in keys
    ]
    if sort == "tree":
        places = {pk: (claims.get(before), claims.get(after)) for pk, (before, after) in beside.items() if pk in claims}
        entries = list(_neighbours(entries, depths, places))
    return Codebook(entries, totals, shown, sort, page, pages, unit)


def _neighbours(
    entries: Sequence[Entry], depths: Mapping[int, int], beside: Mapping[int, tuple[Claim | None, Claim | None]]
) -> Iterator[Entry]:
    """Yield the entries of a page in the order of the tree with where each could go."""
    last: dict[int, Claim] = {}
    for at, entry in enumerate(entries):
        own = depths[entry.claim.pk]
        last = {depth: claim for depth, claim in last.items() if depth <= own}
        parent = entry.claim.parent.shown if entry.claim.parent else None
        outside = parent.parent.shown if parent and parent.parent else None
        before, after = beside[entry.claim.pk]
        is_branch = at + 1 < len(entries) and entries[at + 1].depth > entry.depth
        places = {"before": before, "after": after, "above": last.get(own), "outside": outside}
        yield replace(entry, **places, is_branch=is_branch)
        last[own] = entry.claim


def _ordered(nodes: list[Node], sort: str, numbers: Mapping[int, Uses], unit: str) -> list[tuple[int, int]]:
    """Return keys with their depth."""
    if sort == "tree":
        return in_tree(nodes)
    used = {pk: -getattr(number, unit) for pk, number in numbers.items()} if sort == "passages" else {}
    ranked = sorted(nodes, key=lambda node: (used.get(node.key, 0), node.label))
    return [(node.key, 0) for node in ranked]


def uses(membership: Membership) -> dict[int, Uses]:
    """Return the numbers by claim, for claims that any passage carries: over ``together(membership)``, by the ledgers."""
    return {pk: Uses(*map(found.count, Uses._fields)) for pk, found in ledgers(membership).items()}
