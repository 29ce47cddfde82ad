"""Where a speaker's stance turned, and where a speaker says two things that contradict each other: with both quotes.

What is contested counts on neither side. Unnamed sources of two articles are not one person: for them only what one
article says is compared with itself.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from annotations.claim_voices import Moment
from annotations.flips import OPPOSED, Saying, flips
from annotations.models import Anchor, Claim, ClaimRelation, Speaker, SpeakerKind, Stance
from annotations.place_rows import anchors_of
from annotations.speaker_ledger import Told
from annotations.tally import STANCES
from newsroom.models import Membership
from newsroom.prepared import Prepared

SHOWN: Final = 10
"""So many turns and so many contradictions are shown, the newest."""


@dataclass(frozen=True, slots=True)
class Row:
    """A coding as far as it matters here; ``day`` is 0 where no date is known."""

    claim: int
    article: int
    stance: str
    day: int
    is_said: bool
    is_month: bool
    annotation: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words with their stance, claim and date."""

    claim: Claim
    stance: str
    anchor: Anchor
    moment: Moment | None
    is_said: bool
    """Whether the date is that of saying; else it is that of publication."""

    @property
    def words(self) -> Any:
        """The stance in words."""
        return Stance(self.stance).label


@dataclass(frozen=True, slots=True)
class Pair:
    """Two quotes that do not go together, the earlier one first where that is known."""

    first: Quote
    second: Quote


@dataclass(frozen=True, slots=True)
class Turns:
    """What is shown, and how many there are."""

    flips: Sequence[Pair]
    flip_count: int
    contradictions: Sequence[Pair]
    contradiction_count: int


def turns(membership: Membership, speaker: Speaker, told: Told) -> Turns:
    """Return the newest turns and contradictions of a speaker: three queries."""
    is_one = speaker.kind != SpeakerKind.UNNAMED
    turned, count = told.ledger.remember(("turned", is_one), lambda: _newest_turns(told, is_one))
    opposed = sorted(_opposed(membership, told, is_one), key=lambda pair: -max(row.day for row in pair))
    quotes = _quotes([row for pair in (*turned, *opposed[:SHOWN]) for row in pair])
    return Turns(
        [Pair(quotes[one], quotes[two]) for one, two in turned],
        count,
        [Pair(quotes[one], quotes[two]) for one, two in opposed[:SHOWN]],
        len(opposed),
    )


def _newest_turns(told: Told, is_one: bool) -> tuple[Sequence[tuple[Row, Row]], int]:
    """Return the turns that are shown, and how many there are."""
    turned = sorted(_turned(list(_rows(told)), is_one), key=lambda pair: -pair[1].day)
    return turned[:SHOWN], len(turned)


def _rows(told: Told) -> Iterator[Row]:
    ledger = told.ledger
    columns = (ledger.article, ledger.stance, ledger.day, ledger.said, ledger.coarse, ledger.annotation)
    for claim, contested, *values in zip(told.claims, ledger.contested, *columns, strict=True):
        article, stance, day, said, coarse, annotation = values
        if not contested and STANCES[stance] in OPPOSED:
            yield Row(claim, article, STANCES[stance], day, bool(said), bool(coarse), annotation)


def _groups(rows: Iterable[Row], is_one: bool) -> dict[tuple[int, int], list[Row]]:
    """Return the rows by claim, and by article too where the speaker is not one person in all of them."""
    found: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        found.setdefault((row.claim, 0 if is_one else row.article), []).append(row)
    return found


def _turned(rows: Sequence[Row], is_one: bool) -> Iterator[tuple[Row, Row]]:
    for group in _groups(rows, is_one).values():
        sayings = [_saying(row, key) for key, row in enumerate(group) if row.day]
        for flip in flips(sayings):
            yield group[flip.earlier.key], group[flip.later.key]


def _saying(row: Row, key: int) -> Saying:
    first = date.fromordinal(row.day)
    if not row.is_month:
        return Saying(row.stance, row.day, row.day, key)
    first = first.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return Saying(row.stance, first.toordinal(), last.toordinal(), key)


_ENDS = Prepared(
    lambda project: (
        ClaimRelation.objects.current().filter(project=project).with_heads().values_list("one", "other").distinct()
    )
)


def _opposed(membership: Membership, told: Told, is_one: bool) -> Iterator[tuple[Row, Row]]:
    """Yield, for claims that contradict each other, the newest rows of both that have one stance."""
    ends = [pair for pair in _ENDS.rows(project=membership.project_id) if pair[0] != pair[1]]
    marked = {claim for pair in ends for claim in pair}
    rows = [row for row in _rows(told) if row.claim in marked] if marked.intersection(told.claims) else []
    latest: dict[tuple[int, int, str], Row] = {}
    scopes: dict[int, set[int]] = {}
    for (claim, scope), group in _groups(rows, is_one).items():
        scopes.setdefault(claim, set()).add(scope)
        for row in sorted(group, key=lambda row: row.day):
            latest[claim, scope, row.stance] = row
    for one, other in dict.fromkeys(ends):
        for scope in scopes.get(one, set()) & scopes.get(other, set()):
            for stance in OPPOSED:
                pair = [latest.get((claim, scope, stance)) for claim in (one, other)]
                found = sorted((row for row in pair if row), key=lambda row: row.day)
                if len(found) == len(pair):
                    yield found[0], found[1]


def _quotes(rows: Sequence[Row]) -> Mapping[Row, Quote]:
    found = anchors_of(list({row.annotation for row in rows}))
    claims = Claim.objects.in_bulk({row.claim for row in rows})
    return {row: Quote(claims[row.claim], row.stance, found[row.annotation], _moment(row), row.is_said) for row in rows}


def _moment(row: Row) -> Moment | None:
    return Moment(date.fromordinal(row.day), row.is_month) if row.day else None
