"""Storing pieces: articles and what became of their items in one short transaction, so that nothing is done twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final
from uuid import uuid5

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from newsroom import log
from newsroom.actions.imports import import_files, keep_for_preview, lock, plan_of
from newsroom.actions.intake import ImportPlan, Outcome
from newsroom.actions.jobs import CHECK
from newsroom.importers.notices import Notice, gettext_noop
from newsroom.intake import Prepared
from newsroom.models import ItemStatus, JobItem, Source
from newsroom.near import SAME
from newsroom.pacing import Pace
from newsroom.storing import update
from newsroom.verdicts import ADDED, SAME_ADDRESS, Choice
from newsroom.working.leases import Lease
from newsroom.working.reading import Bad, Ready
from newsroom.working.splitting import as_json

FIELDS: Final = ("status", "why", "article", "twin", "shared", "settled_at", "data")


def store(lease: Lease, pace: Pace, ready: Sequence[Ready], bad: Sequence[Bad]) -> None:
    """Store a piece and note what became of each item. Raises ``Lost``.

    Where the database or a rival refuses a piece, its articles are stored one by one, so that the others go on.
    """
    try:
        pace.took(len(ready) + len(bad), _store(lease, ready, bad))
    except (log.Conflict, log.Closed, DataError, IntegrityError):
        if len(ready) == 1:
            _store(lease, [], [*bad, Bad(ready[0].item, _not_taken())])
            return
        for number, each in enumerate(ready):
            store(lease, pace, [each], bad if number == 0 else [])


def _store(lease: Lease, ready: Sequence[Ready], bad: Sequence[Bad]) -> float:
    """Return the seconds that others had to wait."""
    for each in bad:
        each.item.status, each.item.why = ItemStatus.REFUSED, as_json(each.notice)
    bare = [each for each in ready if each.prepared is None]
    batch = _batch(lease, [each for each in ready if each.prepared is not None])
    with transaction.atomic():
        lock(lease.job.project)
        began = monotonic()
        lease.check(options=lease.job.options)
        if bare:
            _keep(lease, bare)
        if batch:
            _import(lease, batch)
        _settle([each.item for each in (*ready, *bad)])
    return monotonic() - began


@dataclass(frozen=True, slots=True)
class Batch:
    """What goes into one action, and what is to become of it as far as it was worked out before."""

    ready: Sequence[Ready]
    pairs: Sequence[tuple[Source, Prepared]]
    choice: Choice
    plan: ImportPlan
    sketches: Sequence[frozenset[int]]
    """The fingerprints of each."""


def _batch(lease: Lease, ready: Sequence[Ready]) -> Batch | None:
    pairs = [(each.source, each.prepared) for each in ready if each.prepared is not None]
    if not pairs:
        return None
    wanted, how = lease.job.options.get("choice"), "check" if lease.job.kind == CHECK else "import"
    choice = Choice(apart=wanted == "apart", force=wanted == "force", how=how)
    sketches = [frozenset(prepared.fingerprints) for _source, prepared in pairs]
    return Batch(ready, pairs, choice, plan_of(lease.job.project, pairs, choice), sketches)


def _keep(lease: Lease, ready: Sequence[Ready]) -> None:
    job = lease.job
    sources = [each.source for each in ready]
    keep_for_preview(by=job.by, project=job.project, batch=job.uuid, sources=sources)
    for each in ready:
        each.item.status = ItemStatus.READ


def _import(lease: Lease, batch: Batch) -> None:
    job = lease.job
    token = _token(lease, batch.ready)
    outcomes = import_files(
        by=job.by, project=job.project, items=batch.pairs, choice=batch.choice, plan=batch.plan, token=token
    )
    for number, outcome in enumerate(outcomes):
        _note(batch.ready[number].item, outcome)
        if outcome.status == ADDED:
            _note_twin(batch, outcomes, number)


def _note(item: JobItem, outcome: Outcome) -> None:
    item.status, item.article, item.why = outcome.status, outcome.article, []
    if outcome.status == SAME_ADDRESS:
        message = gettext_noop("An article with this address is here, with quite another text. What is this one?")
        item.why = as_json(Notice("same-address", message))


def _note_twin(batch: Batch, outcomes: Sequence[Outcome], number: int) -> None:
    """Note which article a new one is probably a copy of: one that was there, or an earlier one of the same piece."""
    sketch = batch.pairs[number][1].fingerprints
    near = [(each.shared, each.article) for each in batch.plan.stories.near.get(sketch, ())]
    for before in range(number):
        shared = len(batch.sketches[number] & batch.sketches[before])
        near.append((shared, outcomes[before].article))
    shared, twin = max(near, key=lambda pair: pair[0], default=(0, None))
    if twin is not None and shared >= SAME and twin.pk != outcomes[number].article.pk:
        item = batch.ready[number].item
        item.twin, item.shared = twin, shared


def _settle(items: Sequence[JobItem]) -> None:
    now = timezone.now()
    for item in items:
        item.settled_at = now
        # What can be tried again keeps its bytes; of all others the source keeps them.
        if item.status not in (ItemStatus.REFUSED, ItemStatus.SAME_ADDRESS):
            item.data = None
    update(items, FIELDS)


def _token(lease: Lease, ready: Sequence[Ready]) -> log.Token:
    """The same items of the same round have the same name, whoever stores them."""
    numbers = [each.item.number for each in ready]
    name = f"{lease.job.options.get('round', 0)} {numbers}"
    payload = {str(each.item.number): each.source.sha256 for each in ready}
    return log.make_token(uuid5(lease.job.uuid, name), payload)


def _not_taken() -> Notice:
    message = gettext_noop("It could not be stored: somebody changed the same article at that moment. Try it again.")
    return Notice("not-stored", message)
