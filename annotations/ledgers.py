"""The codings of a project's claims as columns, kept in the process until the log says that they changed.

What the project sees together is read once and then again only for the claims that an action touched
(``annotations.touched``), so counting a claim, or all of them, asks the database nearly nothing. That is a cache and nothing
more: every request looks at the project's counter first, and another process reads for itself. Members who see the same
(``annotations.sight.together``) share one shelf; who sees less has one of their own.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Q

from annotations.agreed import doubted_in
from annotations.merged import Roots, roots, with_merged
from annotations.models import AnchorStatus, Claim, SaidPrecision, Speaker, Tagging
from annotations.sight import is_blind, together
from annotations.tally import STANCES, STANDINGS, Ledger, Row, placed
from annotations.touched import sequence_of, touched
from newsroom.models import Membership, Outlet, PublishedPrecision

MOST_ROWS: Final = 1_000_000
"""Codings that a process keeps, of all projects together; a coding is about 130 bytes."""
_STANCE: Final = {stance: number for number, stance in enumerate(STANCES)}
_STANDING: Final = {standing: number for number, standing in enumerate(STANDINGS)}
_MOVED: Final = _STANDING["moved"]
_LOST: Final = _STANDING["lost"]
_FIELDS: Final = ("claim", "annotation", "speaker", "stance", "said_at", "said_precision", "annotation__author")
_ARTICLE: Final = ("pk", "outlet", "story", "published_at", "published_precision", "current_revision")
_ANCHOR: Final = ("is_origin", "revision", "start", "end", "is_typographic", "status")


@dataclass(slots=True)
class Shelf:
    """The ledgers that were read for one project and one sight, as of ``sequence``."""

    sequence: int = -1
    ledgers: dict[int, Ledger] = field(default_factory=dict)
    is_whole: bool = False
    """Whether every claim that has codings is on it."""
    lock: Lock = field(default_factory=Lock)


_SHELVES: "OrderedDict[tuple[UUID, int], Shelf]" = OrderedDict()
_SHELVES_LOCK: Final = Lock()


def ledger(membership: Membership, claim: Claim) -> Ledger:
    """Return the codings of one claim that the project sees together, those of claims merged into it included."""
    shelf = _shelf(membership)
    with shelf.lock:
        _refresh(shelf, membership)
        if claim.pk not in shelf.ledgers:
            shelf.ledgers[claim.pk] = Ledger.of(()) if shelf.is_whole else _read(membership, {claim.pk})[claim.pk]
        return shelf.ledgers[claim.pk]


def ledgers(membership: Membership) -> dict[int, Ledger]:
    """Return the codings of all claims, by claim; claims without any are not in it."""
    shelf = _shelf(membership)
    with shelf.lock:
        _refresh(shelf, membership)
        if not shelf.is_whole:
            shelf.ledgers, shelf.is_whole = _read(membership, None), True
        found = {claim: ledger for claim, ledger in shelf.ledgers.items() if len(ledger)}
    _forget()
    return found


def _shelf(membership: Membership) -> Shelf:
    key = (membership.project.uuid, membership.user_id if is_blind(membership) else 0)
    with _SHELVES_LOCK:
        shelf = _SHELVES.setdefault(key, Shelf())
        _SHELVES.move_to_end(key)
        return shelf


def _refresh(shelf: Shelf, membership: Membership) -> None:
    """Take from the shelf what the log has touched, and read it again where the shelf is whole."""
    sequence = sequence_of(membership.project)
    if sequence == shelf.sequence:
        return
    # Under the blind a mark "coded" brings into sight what no claim of the log tells of.
    can_tell = bool(shelf.ledgers) and sequence > shelf.sequence and not is_blind(membership)
    stale = touched(membership.project, shelf.sequence) if can_tell else None
    if stale is None:
        shelf.ledgers, shelf.is_whole = {}, False
    elif stale:
        merged = roots(Claim, membership.project)
        heads = {_root(merged, claim) for claim in stale}
        for claim in stale | heads:
            shelf.ledgers.pop(claim, None)
        if shelf.is_whole:
            shelf.ledgers |= _read(membership, heads)
    shelf.sequence = sequence


def _forget() -> None:
    """Let go of the shelves that were not asked for longest, as far as there are too many codings."""
    with _SHELVES_LOCK:
        sizes = {key: sum(map(len, list(shelf.ledgers.values()))) for key, shelf in _SHELVES.items()}
        while sum(sizes.values()) > MOST_ROWS and len(sizes) > 1:
            key = next(iter(_SHELVES))
            del _SHELVES[key], sizes[key]


def _read(membership: Membership, claims: set[int] | None) -> dict[int, Ledger]:
    """Read the codings of some claims, or of all; claims without any get an empty ledger where they are asked for."""
    project = membership.project
    merged = roots(Claim, project)
    found = Tagging.objects.current().filter(together(membership), project=project)
    if claims is not None:
        found = found.filter(claim__in=with_merged(merged, claims))
    rows: dict[int, list[Row]] = {claim: [] for claim in claims or ()}
    for claim, row in _rows(membership, found):
        rows.setdefault(_root(merged, claim), []).append(row)
    doubted = doubted_in(project, membership)
    return {claim: Ledger.of(placed(some, doubted)) for claim, some in rows.items()}


def _rows(membership: Membership, found: Any) -> Iterator[tuple[int, Row]]:
    speakers, outlets = roots(Speaker, membership.project), roots(Outlet, membership.project)
    standing = Q(annotation__anchors__is_origin=True)
    standing |= Q(annotation__anchors__revision=F("annotation__article__current_revision"))
    names = [f"annotation__anchors__{name}" for name in _ANCHOR]
    article = [f"annotation__article__{name}" for name in _ARTICLE]
    rows = found.filter(standing).order_by().values_list("pk", *_FIELDS, *article, *names)
    for values in _one_each(rows.iterator(chunk_size=5_000)):
        yield values[1], _row(values, speakers, outlets)


def _one_each(rows: Iterable[tuple[Any, ...]]) -> Collection[tuple[Any, ...]]:
    """Keep one row a tagging: where it stands in the current wording, or where it was made if it is lost there."""
    made: dict[int, tuple[Any, ...]] = {}
    now: dict[int, tuple[Any, ...]] = {}
    for values in rows:
        is_origin, status = values[14], values[-1]
        if is_origin:
            made[values[0]] = values
        elif status != AnchorStatus.LOST:
            now[values[0]] = values
    return (made | now).values()


def _row(values: tuple[Any, ...], speakers: Roots, outlets: Roots) -> Row:
    _pk, _claim, annotation, speaker, stance, said_at, said_precision, author, *rest = values
    article, outlet, story, published_at, precision, current, _origin, revision, start, end, typographic, status = rest
    is_month = said_precision == SaidPrecision.MONTH if said_at else precision == PublishedPrecision.MONTH
    return Row(
        annotation,
        article,
        revision,
        start or 0,
        end or 0,
        _root(speakers, speaker or 0),
        _STANCE[stance],
        author,
        _root(outlets, outlet or 0),
        story.int >> 66 | 1 << 62 if story else article,
        _day(published_at),
        _day(said_at),
        int(is_month),
        _LOST if revision != current else _MOVED if typographic else _STANDING[status],
    )


def _root(merged: Roots, pk: int) -> int:
    return merged.get(pk, pk)


def _day(at: datetime | None) -> int:
    return at.toordinal() if at else 0


def day_of(ordinal: int) -> date | None:
    """Return the day of a column's value, None for none."""
    return date.fromordinal(ordinal) if ordinal else None
