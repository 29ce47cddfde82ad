"""What one speaker is said to say, of all claims, as columns: what the speaker's page counts.

Read from the ledgers of the claims (``annotations.ledgers``), which hold what the project sees together.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from annotations.ledgers import ledgers
from annotations.models import Speaker
from annotations.tally import COLUMNS, Ledger
from newsroom.models import Membership

_OWN: Final = ("place", "voice", "voiceday")
"""Columns that number something within one claim."""
MOST_ROWS: Final = 200_000
"""Codings that are kept of all speakers together."""


@dataclass(frozen=True, slots=True)
class Told:
    """The codings of a speaker: a ledger, and beside each row its claim (a key)."""

    claims: "array[int]"
    ledger: Ledger

    def only(self, keep: list[bool]) -> "Told":
        """Return the rows for which ``keep`` says yes."""
        kept = array("q", (claim for claim, is_kept in zip(self.claims, keep, strict=True) if is_kept))
        return Told(kept, self.ledger.only(keep))


_KEPT: "OrderedDict[int, tuple[Mapping[int, Ledger], Told]]" = OrderedDict()
"""By speaker the ledgers that it was taken from, which are equal only where they are the very same, and what was taken."""
_LOCK: Final = Lock()


def told_by(membership: Membership, speaker: Speaker) -> Told:
    """Return everything that a speaker is said to say; kept as long as the ledgers that it is taken from are there."""
    among = {pk: one for pk, one in ledgers(membership).items() if speaker.pk in _rows_by_speaker(one)}
    with _LOCK:
        sources, told = _KEPT.get(speaker.pk, ({}, None))
    if told is None or sources != among:
        told = _told(among, speaker.pk)
    _keep(speaker.pk, among, told)
    return told


def _keep(speaker: int, among: Mapping[int, Ledger], told: Told) -> None:
    with _LOCK:
        _KEPT[speaker] = (among, told)
        _KEPT.move_to_end(speaker)
        while len(_KEPT) > 1 and sum(len(told.claims) for _among, told in _KEPT.values()) > MOST_ROWS:
            _KEPT.popitem(last=False)


def _told(among: Mapping[int, Ledger], speaker: int) -> Told:
    claims: list[int] = []
    columns: dict[str, list[int]] = {name: [] for name in COLUMNS}
    number: dict[str, Callable[[int, Iterable[int]], Iterator[int]]] = {name: _numbering() for name in _OWN}
    for claim, ledger in among.items():
        rows = _rows_by_speaker(ledger)[speaker]
        claims += [claim] * len(rows)
        for name, column in columns.items():
            whole = getattr(ledger, name)
            values = (whole[row] for row in rows)
            column += number[name](claim, values) if name in number else values
    return Told(array("q", claims), Ledger(**{name: array("q", values) for name, values in columns.items()}))


def _rows_by_speaker(ledger: Ledger) -> Mapping[int, "array[int]"]:
    return ledger.remember("rows by speaker", lambda: _index(ledger.speaker))


def _index(speakers: Iterable[int]) -> dict[int, Any]:
    found: dict[int, array[int]] = {}
    for row, speaker in enumerate(speakers):
        found.setdefault(speaker, array("q")).append(row)
    return found


def _numbering() -> Callable[[int, Iterable[int]], Iterator[int]]:
    """Return a function that numbers anew, across claims, what is numbered within each."""
    known: dict[tuple[int, int], int] = {}

    def number(claim: int, values: Iterable[int]) -> Iterator[int]:
        return (known.setdefault((claim, value), len(known)) for value in values)

    return number


def spoken(membership: Membership) -> dict[int, tuple[int, int]]:
    """Return by speaker how many places and how many claims there are: what the list of speakers shows."""
    found: dict[int, tuple[int, int]] = {}
    for ledger in ledgers(membership).values():
        for (speaker,), places in ledger.split("places", "speaker").items():
            before = found.get(speaker, (0, 0))
            found[speaker] = (before[0] + places, before[1] + 1)
    return found
