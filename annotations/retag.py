"""Re-tagging many passages at once: what it would do, passage by passage, before anything is done.

Everything is worked out here, before the transaction; ``actions.retagging`` checks that nothing changed meanwhile and
writes. What others coded is changed by editors alone, and kept beside as a correction.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from annotations.models import Claim, Speaker
from annotations.passages import PassageFilter
from annotations.retag_rows import (
    Passage,
    Stored,
    changed_since,
    choose,
    gone_since,
    meant,
    passages_of,
    sequence_of,
    taggings_of,
)
from annotations.retag_steps import Steps, Wanted, steps
from newsroom.models import Membership, User

FROM_NOW: Final = -1
"""As the number that a page was made at: it is being made now."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is wanted of which passages: ``picked`` one by one, or with None all that ``filter`` keeps.

    ``claim`` and ``speaker`` are the rows that ``wanted`` means.
    """

    filter: PassageFilter
    picked: tuple[UUID, ...] | None
    wanted: Wanted
    claim: Claim | None = None
    speaker: Speaker | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What a change does to the passages of one author; ``merged`` counts claims, everything else passages."""

    author: User
    changed: int
    merged: int
    same: int
    contrary: int
    empty: int


@dataclass(frozen=True, slots=True)
class Run:
    """A change worked out: what to do, by annotation, and what is left out.

    ``at`` is the number of the project's log up to which it holds. ``others`` are colleagues' passages that the member
    may not correct; ``stale`` were changed or removed since the page was made; ``missing`` are nothing that the member
    may see; ``total`` is how many passages were chosen, none of which is read where they are too many.
    """

    change: Change
    at: int
    total: int
    is_too_many: bool = False
    passages: Mapping[int, Passage] = field(default_factory=dict)
    taggings: Mapping[int, Sequence[Stored]] = field(default_factory=dict)
    steps: Mapping[int, Steps] = field(default_factory=dict)
    others: int = 0
    stale: int = 0
    missing: int = 0

    @property
    def to_change(self) -> list[Passage]:
        """The passages that change."""
        return [self.passages[pk] for pk, found in self.steps.items() if found.is_change]


def work_out(membership: Membership, change: Change, seen: int = FROM_NOW, count: int = 0) -> Run:
    """Return what a change does today. ``seen`` and ``count`` are what the page said: its number, and how many passages."""
    at = sequence_of(membership.project)
    chosen = choose(membership, change.filter, change.picked)
    if chosen.is_too_many:
        return Run(change, at, chosen.total, is_too_many=True)
    changed = {} if seen == FROM_NOW else changed_since(membership.project, chosen.keys, seen)
    keys = [key for key in chosen.keys if key not in changed]
    gone = gone_since(membership, chosen.missing)
    stale = sum(not is_new for is_new in changed.values()) + gone
    passages = passages_of(keys)
    mine = {pk: row for pk, row in passages.items() if membership.can_edit or row.author == membership.user_id}
    taggings = taggings_of(list(mine))
    carried = meant(membership, change.filter, taggings)
    return Run(
        change,
        at,
        len(keys),
        passages=mine,
        taggings=taggings,
        steps={pk: steps(carried.get(pk, ()), change.wanted) for pk in mine},
        others=len(passages) - len(mine),
        stale=max(stale, count - len(keys)),
        missing=len(chosen.missing) - gone,
    )


def tallies(run: Run) -> list[Tally]:
    """Return what a run does to whose passages, by name."""
    by_author: dict[int, list[Steps]] = {}
    for pk, found in run.steps.items():
        by_author.setdefault(run.passages[pk].author, []).append(found)
    people = User.objects.in_bulk(by_author)
    rows = [_tally(people[author], found) for author, found in by_author.items()]
    return sorted(rows, key=lambda row: row.author.name.casefold())


def total_of(rows: Sequence[Tally]) -> Mapping[str, int]:
    """Add the numbers of all authors up."""
    names = ("changed", "merged", "same", "contrary", "empty")
    return {name: sum(getattr(row, name) for row in rows) for name in names}


def _tally(author: User, found: Sequence[Steps]) -> Tally:
    left = list(_left(found))
    return Tally(
        author,
        changed=sum(one.is_change for one in found),
        merged=sum(len(one.merged) for one in found),
        same=sum(bool(one.same) and not one.contrary for one in left),
        contrary=sum(bool(one.contrary) for one in found),
        empty=sum(not one.same and not one.contrary for one in left),
    )


def _left(found: Sequence[Steps]) -> Iterator[Steps]:
    return (one for one in found if not one.is_change)
