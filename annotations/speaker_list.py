"""The list of speakers: who there is, how often they say something, in which order.

Numbers count what the project sees together (``sight.together``), in places.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from annotations.models import ALIAS_HEAD, Speaker, SpeakerAlias, SpeakerKind
from annotations.speaker_ledger import spoken
from newsroom.models import Membership

PAGE: Final = 60
SORTS: Final = ("places", "name")


@dataclass(frozen=True, slots=True)
class Entry:
    """A speaker with the names that lead to them, and how many places and claims there are."""

    speaker: Speaker
    others: Sequence[str]
    places: int
    claims: int


@dataclass(frozen=True, slots=True)
class SpeakerList:
    """One page; ``totals`` by kind, and under "" of all; pages are counted from 1."""

    entries: Sequence[Entry]
    totals: Mapping[str, int]
    total: int
    page: int
    pages: int


def listed(membership: Membership, kind: str, sort: str, page: int, find: str = "") -> SpeakerList:
    """Return one page of the speakers of a kind, or of all: the same queries however many there are."""
    numbers = spoken(membership)
    asked = Speaker.objects.current().filter(project=membership.project)
    rows = list((asked.called(find) if find else asked).values_list("pk", "folded", "kind"))
    totals = Counter(row[2] for row in rows)
    kept = [(pk, folded) for pk, folded, its in rows if kind in ("", its)]
    if sort == "name":
        kept.sort(key=lambda row: row[1])
    else:
        kept.sort(key=lambda row: (-numbers.get(row[0], (0, 0))[0], row[1]))
    pages = max(1, -(-len(kept) // PAGE))
    page = min(page, pages)
    keys = [pk for pk, _folded in kept[(page - 1) * PAGE : page * PAGE]]
    speakers, others = Speaker.objects.in_bulk(keys), other_names(keys)
    entries = [Entry(speakers[pk], others[pk], *numbers.get(pk, (0, 0))) for pk in keys]
    return SpeakerList(entries, {one: totals[one] for one in SpeakerKind.values}, len(rows), page, pages)


def other_names(keys: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Return the aliases of speakers, and the names of what was merged into them: two queries."""
    found: dict[int, list[str]] = defaultdict(list)
    aliases = SpeakerAlias.objects.current().annotate(head=ALIAS_HEAD).filter(head__in=keys)
    merged = Speaker.objects.filter(merged_into__in=keys, deleted_at=None)
    for rows in (aliases.values_list("head", "name"), merged.values_list("merged_into", "name")):
        for pk, name in rows.order_by("folded"):
            found[pk].append(name)
    return found
