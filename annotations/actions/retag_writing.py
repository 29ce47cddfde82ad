"""Writing what re-tagging makes of some passages, set by set, inside an action under way."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import ngettext

from annotations.actions.corrections import refresh
from annotations.actions.retag_work import Work
from annotations.agreed import among
from annotations.models import Annotation, Correction, Tagging
from annotations.retag import Run
from annotations.retag_rows import Passage
from newsroom import log
from newsroom.models import Event, User
from newsroom.storing import insert


class Stale(log.Conflict):
    """Passages were changed after the run was worked out, or what they were to be given."""

    def __init__(self, message: str, changed: set[UUID]) -> None:
        super().__init__(message)
        self.changed = changed


def carry_out(act: log.Act, run: Run, work: Work) -> None:
    """Write what was worked out inside an action under way. Raises ``log.Conflict`` where a passage was changed since."""
    _refuse_if_stale(act, run, work)
    _write(run, work)
    act.events.extend(work.events)


def corrected(by: User, passages: Sequence[Passage]) -> list[tuple[int, int, int]]:
    """Return whom to tell: author, passage and article, once an article."""
    others = {(one.author, one.article): one.pk for one in reversed(passages) if one.author != by.pk}
    return [(author, passage, article) for (author, article), passage in others.items()]


def _refuse_if_stale(act: log.Act, run: Run, work: Work) -> None:
    since = Event.objects.filter(project=act.project, sequence__gt=run.at)
    named = {row.uuid for row in (run.change.claim, run.change.speaker) if row is not None}
    named |= {passage.uuid for passage in work.passages}
    # What this very action did to passages counts: the same request may be on its way twice.
    others = ~Q(action=act.action) if act.action else Q()
    since = since.filter(Q(object_kind="annotation") | Q(object_kind__in=("claim", "speaker")) & others)
    happened = set(since.values_list("object_uuid", flat=True))
    if count := len(happened & named):
        text = ngettext(
            "%(count)s of these passages was changed meanwhile.",
            "%(count)s of these passages were changed meanwhile.",
            count,
        )
        raise Stale(text % {"count": count}, happened & named)


def _write(run: Run, work: Work) -> None:
    change, wanted = run.change, run.change.wanted
    values: dict[str, Any] = {}
    if change.claim is not None:
        values["claim"] = change.claim
    if change.speaker is not None or wanted.is_nobody:
        values["speaker"] = change.speaker
    if wanted.stance:
        values["stance"] = wanted.stance
    if wanted.form is not None:
        values["form"] = wanted.form
    # What goes makes room first: a passage carries a claim by a speaker once.
    _update(Tagging, work.gone, deleted_at=work.now)
    _update(Tagging, work.changed, **values)
    _update(Tagging, work.spoken, affiliation=change.speaker.affiliation if change.speaker else "")
    for own, tagged in work.own.items():
        _update(Tagging, tagged, custom=dict(own) or None)
    Tagging.objects.bulk_create(work.added, batch_size=500)
    keys = [passage.pk for passage in work.passages]
    _update(Annotation, keys, version=F("version") + 1, updated_at=work.now)
    _correct_all(work)


def _correct_all(work: Work) -> None:
    _update(Correction, [row.pk for row in work.ended], deleted_at=work.now)
    for row in work.corrections:
        row.tagging_id = row.tagging.pk  # of one that was added just now
    insert(work.corrections)
    touched = {row.annotation_id for row in (*work.ended, *work.corrections)}
    if touched:
        refresh(touched)


def _update(model: type[Any], keys: Iterable[int], **values: Any) -> None:
    if keys and values:
        model.objects.filter(pk__in=among(list(keys), "default")).update(**values)
