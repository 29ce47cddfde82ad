"""The codings of a project's claims as columns, kept in the process until the log says that they changed.

What the project sees together is read once, and then again only for the articles that an action touched
(``annotations.touched``), so counting a claim, or all of them, asks the database nearly nothing. That is a cache and nothing
more: every request looks at the project's counter first, and another process reads for itself, from a file where one is
(``annotations.kept_ledgers``). Members who see the same (``annotations.sight.together``) share one shelf; who sees less has one
of their own, and no file.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from threading import Lock, Thread
from typing import Final
from uuid import UUID

from annotations import kept_ledgers
from annotations.agreed import doubted_in
from annotations.coding_rows import coding_rows
from annotations.models import Claim
from annotations.sight import is_blind
from annotations.tally import Ledger
from annotations.touched import sequence_of, touched
from newsroom.models import Membership

MOST_ROWS: Final = 1_000_000
"""Codings that a process keeps, of all projects together; a coding is about 130 bytes."""


@dataclass(slots=True)
class Shelf:
    """The ledgers that were read for one project and one sight, as of ``sequence``."""

    sequence: int = -1
    ledgers: dict[int, Ledger] = field(default_factory=dict)
    is_whole: bool = False
    """Whether every claim that has codings is on it."""
    filed: int = -1
    """As of which number of the log its file is, as far as this process knows."""
    lock: Lock = field(default_factory=Lock)


_SHELVES: "OrderedDict[tuple[UUID, int], Shelf]" = OrderedDict()
_SHELVES_LOCK: Final = Lock()


def ledger(membership: Membership, claim: Claim) -> Ledger:
    """Return the codings of one claim that the project sees together, those of claims merged into it included."""
    shelf = _shelf(membership)
    with shelf.lock:
        _refresh(shelf, membership)
        if claim.pk not in shelf.ledgers:
            shelf.ledgers[claim.pk] = Ledger.of(()) if shelf.is_whole else _one(membership, claim)
        return shelf.ledgers[claim.pk]


def ledgers(membership: Membership) -> dict[int, Ledger]:
    """Return the codings of all claims, by claim; claims without any are not in it."""
    shelf = _shelf(membership)
    with shelf.lock:
        if not shelf.is_whole and not is_blind(membership):
            _take(shelf, membership)
        _refresh(shelf, membership)
        if not shelf.is_whole:
            shelf.ledgers, shelf.is_whole = _all(membership), True
        found = {claim: ledger for claim, ledger in shelf.ledgers.items() if len(ledger)}
        if not is_blind(membership):
            _file(shelf, membership, found)
    _forget()
    return found


def _shelf(membership: Membership) -> Shelf:
    key = (membership.project.uuid, membership.user_id if is_blind(membership) else 0)
    with _SHELVES_LOCK:
        shelf = _SHELVES.setdefault(key, Shelf())
        _SHELVES.move_to_end(key)
        return shelf


def _take(shelf: Shelf, membership: Membership) -> None:
    """Begin with what another process kept."""
    kept = kept_ledgers.load(membership.project)
    if kept is not None:
        shelf.ledgers, shelf.sequence, shelf.is_whole, shelf.filed = kept.ledgers, kept.sequence, True, kept.sequence


def _file(shelf: Shelf, membership: Membership, found: dict[int, Ledger]) -> None:
    """Keep what is on the shelf for other processes, where it is much and no file is nearly as new; nobody waits for it."""
    is_new = shelf.filed >= 0 and shelf.sequence - shelf.filed < kept_ledgers.EVERY
    if is_new or sum(map(len, found.values())) < kept_ledgers.LEAST:
        return
    project, shelf.filed = membership.project, shelf.sequence
    stamp = kept_ledgers.stamp(project, shelf.sequence)
    args = (project, stamp, shelf.sequence, found)
    Thread(target=kept_ledgers.save, args=args, name="keep ledgers", daemon=True).start()


def _refresh(shelf: Shelf, membership: Membership) -> None:
    """Read again what the log has touched."""
    sequence = sequence_of(membership.project)
    if sequence == shelf.sequence:
        return
    can_tell = bool(shelf.ledgers) and sequence > shelf.sequence
    articles = touched(membership.project, shelf.sequence, is_blind=is_blind(membership)) if can_tell else None
    if articles is None:
        shelf.ledgers, shelf.is_whole = {}, False
    elif articles:
        _read_again(shelf, membership, articles)
    shelf.sequence = sequence


def _read_again(shelf: Shelf, membership: Membership, articles: set[int]) -> None:
    rows = coding_rows(membership, articles=articles)
    doubted = doubted_in(membership.project, membership)
    for claim, found in shelf.ledgers.items():
        shelf.ledgers[claim] = found.again(articles, rows.pop(claim, ()), doubted)
    if shelf.is_whole:
        shelf.ledgers |= {claim: Ledger.placed(some, doubted) for claim, some in rows.items()}


def _one(membership: Membership, claim: Claim) -> Ledger:
    rows = coding_rows(membership, claims=[claim.pk])
    return Ledger.placed(rows.get(claim.pk, ()), doubted_in(membership.project, membership))


def _all(membership: Membership) -> dict[int, Ledger]:
    doubted = doubted_in(membership.project, membership)
    return {claim: Ledger.placed(some, doubted) for claim, some in coding_rows(membership).items()}


def _forget() -> None:
    """Let go of the shelves that were not asked for longest, as far as there are too many codings."""
    with _SHELVES_LOCK:
        sizes = {key: sum(map(len, list(shelf.ledgers.values()))) for key, shelf in _SHELVES.items()}
        while sum(sizes.values()) > MOST_ROWS and len(sizes) > 1:
            key = next(iter(_SHELVES))
            del _SHELVES[key], sizes[key]


def day_of(ordinal: int) -> date | None:
    """Return the day of a column's value, None for none."""
    return date.fromordinal(ordinal) if ordinal else None
