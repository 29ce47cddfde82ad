"""Taking a codebook in from a file: one action, so that it is undone as one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions.claims import next_slot
from annotations.claim_tree import is_under
from annotations.codebook_files import WORDS, Row, plan_of
from annotations.codebooks.entry import CodeEntry
from annotations.models import Claim
from annotations.models.claim import SLOTS
from newsroom import log
from newsroom.folding import fold
from newsroom.models import Project, User


def import_codebook(
    *, by: User, project: Project, entries: Iterable[CodeEntry], takes_labels: bool, token: log.Token
) -> dict[str, int]:
    """Make the new claims of a file and change those whose id is known; return how many.

    With ``takes_labels`` those that are known by their label alone are changed as well. Nothing is removed.
    """
    with log.act(by=by, project=project, kind="codebook_import", token=token) as act:
        if act.is_repeated:
            return {name: int(act.answer[name]) for name in ("made", "changed")}
        rows = plan_of(project, entries).rows
        made = [row for row in rows if row.state == "new"]
        changed = [row for row in rows if row.state == "changed" or (takes_labels and row.state == "label")]
        claims = {row.entry.id or row.entry.label: row.claim for row in rows if row.claim is not None}
        claims |= _make(act, made)
        befores = {claim.pk: log.snapshot(claim) for claim in claims.values() if claim is not None}
        for row in changed:
            _fill(row)
        _place(made + [row for row in changed if "parent" in row.fields], claims)
        _store(act, [claims[row.entry.id or row.entry.label] for row in changed], befores)
        for row in made:
            claim = claims[row.entry.id or row.entry.label]
            claim.save(update_fields=["parent"])
            act.made(claim)
        act.answer = {"made": len(made), "changed": len(changed)}
    return {"made": len(made), "changed": len(changed)}


def _make(act: log.Act, rows: list[Row]) -> dict[str, Any]:
    ids = [row.entry.id for row in rows if row.entry.id]
    taken = set(map(str, Claim.objects.filter(uuid__in=ids).values_list("uuid", flat=True)))
    slot, made = next_slot(act.project), {}
    for number, row in enumerate(rows):
        entry = row.entry
        own = UUID(entry.id) if entry.id and entry.id not in taken else uuid4()
        claim = Claim(project=act.project, uuid=own, folded=fold(entry.label), created_by=act.by)
        claim.slot = entry.colour if entry.colour in range(1, SLOTS + 1) else (slot - 1 + number) % SLOTS + 1
        claim.archived_at = timezone.now() if entry.archived else None
        claim.rank = row.rank
        for name in WORDS:
            setattr(claim, name, getattr(entry, name))
        made[entry.id or entry.label] = _saved(claim)
    return made


def _fill(row: Row) -> None:
    claim, entry = row.claim, row.entry
    assert claim is not None
    for name in row.fields:
        if name in WORDS:
            setattr(claim, name, getattr(entry, name))
    claim.folded = fold(claim.label)
    if "colour" in row.fields:
        claim.slot = entry.colour
    if "archived" in row.fields:
        claim.archived_at = timezone.now()
    if {"order", "parent"} & set(row.fields):
        claim.rank = row.rank


def _place(rows: list[Row], claims: dict[str, Any]) -> None:
    """Put the claims under their parents. Raises ``log.Conflict`` for a claim that would stand under itself."""
    for row in rows:
        claim = claims[row.entry.id or row.entry.label]
        claim.parent = claims.get(row.entry.parent)
        above, seen = claim.parent, {claim.pk}
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            above = above.parent
        if above is not None or is_under(claim.parent, claim):
            raise log.Conflict(_("In the file “%(label)s” stands under itself.") % {"label": claim.label})


def _store(act: log.Act, claims: list[Any], befores: dict[int, dict[str, Any]]) -> None:
    for claim in claims:
        claim.version, claim.updated_at = claim.version + 1, timezone.now()
        act.changed(_saved(claim), befores[claim.pk])


def _saved(claim: Claim) -> Claim:
    try:
        claim.save()
    except IntegrityError as error:
        raise log.Conflict(_("There is a claim “%(label)s” already.") % {"label": claim.label}) from error
    return claim
