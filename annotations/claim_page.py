"""What was done to a claim, for its page: the changes of its words, colour and place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _, ngettext

from annotations.left_words import left_told
from annotations.models import Claim, ClaimSplit
from newsroom.models import Event, Membership, User
from newsroom.prepared import Prepared

HISTORY: Final = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One action in a claim's history."""

    action: UUID
    by: User
    at: datetime
    what: list[str]
    can_undo: bool
    is_undone: bool
    is_undo: bool
    is_making: bool
    """Undoing it takes the claim away, so that there is no page to come back to."""


_FAMILY = Prepared(lambda claim: Claim.objects.filter(Q(pk=claim) | Q(merged_into=claim)).values_list("pk", "uuid"))
_SPLITS = Prepared(lambda claims: ClaimSplit.objects.of(*claims).select_related("from_claim", "into_claim"))
_EVENTS = Prepared(
    lambda uuids: (
        Event.objects.filter(object_kind__in=("claim", "claim_split"), object_uuid__in=uuids)
        .select_related("action__by", "action__undone_by", "action__undoes")
        .order_by("-sequence")[:HISTORY]
    )
)


def history(membership: Membership, claim: Claim) -> list[Entry]:
    """Return what was done to the claim, newest first."""
    # As a list, and without the project that the claims are of: else the database walks the whole log backwards.
    rows = dict(_FAMILY.rows(claim=claim.pk))
    splits = {split.uuid: split for split in _SPLITS.objects(claims=list(rows))}
    found = _EVENTS.objects(uuids=[*rows.values(), *splits])
    return [
        _entry(membership, event, _of_split(membership, event, splits, rows) or list(_changes(event)))
        for event in found
    ]


def _of_split(
    membership: Membership, event: Event, splits: Mapping[UUID, ClaimSplit], rows: Mapping[int, UUID]
) -> list[str]:
    """Say what a split did, as the claim that gave the passages or got them tells it."""
    split = splits.get(event.object_uuid)
    if split is None:
        return []
    if event.before:
        said = _("Took the split back") if event.after.get("deleted_at") else _("Split it again")
        return [said, *left_told(membership, event.action)]
    count = split.passages - event.action.left
    names = {"count": count, "into": split.into_claim.label, "label": split.from_claim.label}
    if split.from_claim_id in rows:
        text = ngettext(
            "Split %(count)s passage off into “%(into)s”",
            "Split %(count)s passages off into “%(into)s”",
            count,
        )
    else:
        text = ngettext(
            "Took %(count)s passage over from “%(label)s”",
            "Took %(count)s passages over from “%(label)s”",
            count,
        )
    return [text % names, *left_told(membership, event.action)]


def _entry(membership: Membership, event: Event, told: list[str]) -> Entry:
    action = event.action
    is_undone, is_undo = action.undoing is not None, action.undoes is not None
    kind = action.undoes.kind if action.undoes else action.kind
    can_undo = action.by_id == membership.user_id and membership.can_annotate and kind.startswith("claim_")
    what = told or [_("Changed")]
    return Entry(
        action.uuid,
        action.by,
        action.created_at,
        what,
        can_undo and not is_undone,
        is_undone,
        is_undo,
        not event.before and event.object_kind == "claim",
    )


def _changes(event: Event) -> Iterator[str]:
    if not event.before:
        yield _("Made the claim")
        return
    after = event.after
    if "archived_at" in after:
        yield _("Archived the claim") if after["archived_at"] else _("Took the claim back into use")
    if "deleted_at" in after:
        yield _("Removed the claim") if after["deleted_at"] else _("Brought the claim back")
    if "merged_into" in after:
        yield _("Merged a claim into another") if after["merged_into"] else _("Took a claim apart again")
    if "label" in after:
        yield _("Changed the label from “%(before)s” to “%(after)s”") % {
            "before": event.before["label"],
            "after": after["label"],
        }
    fields = {
        "statement": _("Changed the statement"),
        "definition": _("Changed the definition"),
        "when_to_use": _("Changed when to use it"),
        "when_not": _("Changed when not to use it"),
        "slot": _("Changed the colour"),
        "parent": _("Put it under another claim"),
    }
    yield from (words for name, words in fields.items() if name in after)
