"""A project's codebook as a file, and what a file would change in it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.claim_examples import examples_of
from annotations.claim_order import Node, ascending, in_tree
from annotations.codebooks.entry import LARGEST, BadCodebook, CodeEntry
from annotations.codebooks.qdc import from_qdc, to_qdc
from annotations.codebooks.tables import from_csv, from_json, to_csv, to_json
from annotations.models import Claim
from annotations.models.claim import SLOTS
from newsroom.folding import fold, one_line
from newsroom.models import Membership, Project
from newsroom.text import clean

WRITERS: Final[dict[str, tuple[Callable[[Iterable[CodeEntry]], bytes], str]]] = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "json": (to_json, "application/json"),
    "qdc": (to_qdc, "application/xml"),
}
WORDS: Final = ("label", "statement", "definition", "when_to_use", "when_not")
LONGEST: Final = {"label": 200, "statement": 1_000, "definition": 10_000, "when_to_use": 10_000, "when_not": 10_000}


@dataclass(frozen=True, slots=True)
class Row:
    """One claim of a file: ``state`` is new, same, changed (its id is known), label (its label is) or bad.

    ``fields`` are those that differ from the claim that is there; ``rank`` is what it is to sort by among its siblings.
    """

    entry: CodeEntry
    state: str
    claim: Claim | None = None
    fields: tuple[str, ...] = ()
    why: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would change."""

    rows: list[Row] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the number of rows in each state."""
        return {state: sum(row.state == state for row in self.rows) for state in STATES}


STATES: Final = ("new", "changed", "label", "same", "bad")


def entries_of(project: Project, member: Membership | None = None) -> list[CodeEntry]:
    """Return the codebook as a tree, depth first, as a member sees it, None is the operator.

    Merged and removed claims are left out.
    """
    claims = Claim.objects.current().filter(project=project).select_related("parent__merged_into").in_bulk()
    nodes = [Node(pk, one.folded, one.parent.shown.pk if one.parent else None, one.rank) for pk, one in claims.items()]
    examples = {
        pk: "\n".join(f"“{' '.join(one.quote.split())}”" for one in found if not one.is_gone)
        for pk, found in examples_of(project, member).items()
    }
    found, places = [], Counter[int | None]()
    for pk, _depth in in_tree(nodes):
        claim = claims[pk]
        above = claim.parent.shown.pk if claim.parent else None
        places[above] += 1
        found.append(replace(_entry(claim), examples=examples.get(pk, ""), order=places[above]))
    return found


def _entry(claim: Claim) -> CodeEntry:
    words = {name: getattr(claim, name) for name in WORDS}
    parent = str(claim.parent.shown.uuid) if claim.parent else ""
    return CodeEntry(str(claim.uuid), parent=parent, colour=claim.slot, archived=bool(claim.archived_at), **words)


def read(data: bytes) -> list[CodeEntry]:
    """Read a file by what is in it. Raises ``BadCodebook``."""
    if len(data) > LARGEST:
        raise BadCodebook("This file is larger than %(limit)d MB.", limit=LARGEST // 1_000_000)
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not start:
        raise BadCodebook("This file is empty.")
    reader = {b"<": from_qdc, b"{": from_json, b"[": from_json}.get(start, from_csv)
    return [_clean(entry) for entry in reader(data)]


def _clean(entry: CodeEntry) -> CodeEntry:
    words = {name: clean(getattr(entry, name)).strip() for name in WORDS}
    words["label"] = one_line(words["label"])
    return replace(entry, id=_uuid(entry.id), **words)


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def plan_of(project: Project, entries: Iterable[CodeEntry]) -> Plan:
    """Compare a file with the codebook: two queries."""
    rows = Claim.objects.filter(project=project, deleted_at=None).select_related("parent__merged_into", "merged_into")
    claims = list(rows)
    by_id = {str(claim.uuid): claim for claim in claims}
    by_label = {claim.folded: claim.shown for claim in sorted(claims, key=lambda one: one.merged_into_id is None)}
    seen: set[str] = set()
    found = []
    for entry in entries:
        row = _row(entry, by_id.get(entry.id), by_label.get(fold(entry.label)))
        if fold(entry.label) in seen:
            row = Row(entry, "bad", why=_("This label is in the file twice."))
        seen.add(fold(entry.label))
        found.append(row)
    return Plan(in_order(found))


def in_order(rows: list[Row]) -> list[Row]:
    """Give rows that are new, or known by their id, what they are to sort by, so that they stand as in the file."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.entry.order and row.state in ("new", "same", "changed") and _is_same(row):
            groups[row.entry.parent or (_entry(row.claim).parent if row.claim else "")].append(at)
    for group in groups.values():
        group.sort(key=lambda at: rows[at].entry.order)
        for at, place in zip(group, ascending([_place(rows[at]) for at in group]), strict=True):
            rows[at] = _ranked(rows[at], place)
    return rows


def _is_same(row: Row) -> bool:
    """Whether a row is a new claim or has the id of the one that is there."""
    return row.claim is None or str(row.claim.uuid) == row.entry.id


def _place(row: Row) -> str:
    """Return what a row sorts by now; one that the file puts elsewhere sorts by its label there."""
    keeps = row.claim is not None and "parent" not in row.fields
    return (row.claim.rank if keeps and row.claim else "") or fold(row.entry.label)


def _ranked(row: Row, place: str) -> Row:
    rank = "" if place == fold(row.entry.label) else place
    if row.claim is None or place == _place(row):
        return replace(row, rank=rank)
    return replace(row, rank=rank, state="changed", fields=(*row.fields, "order"))


def _row(entry: CodeEntry, same: Claim | None, named: Claim | None) -> Row:
    if long := next((name for name in WORDS if len(getattr(entry, name)) > LONGEST[name]), None):
        return Row(entry, "bad", why=_("Too long: %(field)s.") % {"field": long})
    if not fold(entry.label):
        return Row(entry, "bad", why=_("There is nothing to be seen in this label."))
    if same is not None and same.merged_into is not None:
        return Row(entry, "bad", same, why=_("It was merged into “%(label)s”.") % {"label": same.merged_into.label})
    if same is not None and named is not None and named != same:
        return Row(entry, "bad", same, why=_("Another claim is called “%(label)s”.") % {"label": named.label})
    claim = same or named
    if claim is None:
        return Row(entry, "new")
    fields = tuple(_different(entry, claim))
    return Row(entry, ("changed" if same else "label") if fields else "same", claim, fields)


def _different(entry: CodeEntry, claim: Claim) -> Iterable[str]:
    """Yield the fields that the file would change; what is empty in it, or has no column, changes nothing."""
    now = _entry(claim)
    yield from (name for name in WORDS if getattr(entry, name) not in ("", getattr(now, name)))
    if entry.colour in range(1, SLOTS + 1) and entry.colour != now.colour:
        yield "colour"
    if entry.archived and not now.archived:
        yield "archived"
    if entry.id == now.id and entry.parent not in ("", now.parent):
        yield "parent"


def words_of(error: BadCodebook) -> str:
    """Return what is wrong with a file, in the reader's language."""
    values: dict[str, Any] = error.values
    return _(error.message) % values if values else _(error.message)
