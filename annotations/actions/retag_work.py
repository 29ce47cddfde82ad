"""What re-tagging writes: all rows and events of some passages, worked out before any transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from annotations.actions.corrections import correction_of
from annotations.agreed import among
from annotations.models import Annotation, Claim, Correction, CorrectionKind, Speaker, Tagging
from annotations.retag import Run
from annotations.retag_rows import Passage, Stored
from newsroom import log
from newsroom.models import Event, Project, User


@dataclass(slots=True)
class Work:
    """What is to be written."""

    now: datetime
    passages: list[Passage]
    gone: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    spoken: list[int] = field(default_factory=list)
    """Those of ``changed`` that get another speaker, and so another affiliation."""
    own: dict[tuple[tuple[str, str], ...], list[int]] = field(default_factory=dict)
    """By what they come to say in the project's own fields, those of ``changed`` that say something else there."""
    added: list[Tagging] = field(default_factory=list)
    ended: list[Correction] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


def work_of(by: User, project: Project, run: Run, passages: Sequence[Passage] | None = None) -> Work:
    """Return all rows and events that a run writes about some passages, or about all, before the transaction."""
    work = Work(timezone.now(), list(run.to_change if passages is None else passages))
    held = _held(work.passages)
    for passage in work.passages:
        _one(work, by, project, run, passage, held)
    work.events.extend(_ended(project, work))
    work.events.extend(_made(project, work))
    work.events.extend(_raised(project, work))
    return work


def _held(passages: Sequence[Passage]) -> dict[int, Correction]:
    """Return the corrections that hold, by tagging."""
    corrected = [passage.pk for passage in passages if passage.corrected_at is not None]
    if not corrected:
        return {}
    found = Correction.objects.current().filter(annotation__in=among(corrected, "default"))
    return {row.tagging_id: row for row in found.select_related("annotation", "tagging", "claim", "speaker")}


def _one(work: Work, by: User, project: Project, run: Run, passage: Passage, held: Mapping[int, Correction]) -> None:
    steps, annotation = run.steps[passage.pk], _annotation(project, passage)
    touched: list[tuple[Tagging, CorrectionKind]] = []
    stored_by = {one.pk: one for one in run.taggings.get(passage.pk, ())}
    for stored in (stored_by[pk] for pk in (*steps.removed, *steps.merged)):
        work.gone.append(stored.pk)
        work.events.append(_event(project, "tagging", stored.uuid, passage, {"deleted_at": None}, _gone(work.now)))
        touched.append((_tagging(project, annotation, stored), CorrectionKind.REMOVED))
    for stored in (stored_by[pk] for pk in steps.changed):
        before, after = _difference(run, stored)
        work.changed.append(stored.pk)
        if "speaker" in after:
            work.spoken.append(stored.pk)
        if "custom" in after:
            work.own.setdefault(run.change.wanted.own_of(stored.coded.own), []).append(stored.pk)
        work.events.append(_event(project, "tagging", stored.uuid, passage, before, after))
        touched.append((_tagging(project, annotation, stored), CorrectionKind.CHANGED))
    if steps.is_added:
        tagging = _new(project, annotation, run, passage)
        work.added.append(tagging)
        work.events.append(_event(project, "tagging", tagging.uuid, passage, {}, log.snapshot(tagging)))
        touched.append((tagging, CorrectionKind.ADDED))
    for tagging, kind in touched:
        _correct(work, by, passage, tagging, kind, held.get(tagging.pk) if tagging.pk else None, run)


def _correct(
    work: Work,
    by: User,
    passage: Passage,
    tagging: Tagging,
    kind: CorrectionKind,
    old: Correction | None,
    run: Run,
) -> None:
    if old is not None:
        work.ended.append(old)
    if passage.author == by.pk:
        return
    row = correction_of(old, tagging, kind, by=by, now=work.now)
    if row is not None and not (kind == CorrectionKind.CHANGED and _is_as_coded(row, tagging, run)):
        work.corrections.append(row)


def _is_as_coded(row: Correction, tagging: Tagging, run: Run) -> bool:
    """Whether a change brings back what the author had coded."""
    wanted, change = run.change.wanted, run.change
    speaker = None if wanted.is_nobody else (change.speaker or tagging.speaker)
    new = (change.claim or tagging.claim, speaker, wanted.stance or tagging.stance)
    form = tagging.form if wanted.form is None else wanted.form
    own = dict(wanted.own_of(tuple((tagging.custom or {}).items()))) or None
    return (row.claim, row.speaker, row.stance, row.form, row.custom) == (*new, form, own)


def _annotation(project: Project, passage: Passage) -> Annotation:
    return Annotation(pk=passage.pk, uuid=passage.uuid, project=project, article_id=passage.article)


def _tagging(project: Project, annotation: Annotation, stored: Stored) -> Tagging:
    """Return a tagging as it is stored, as far as the log and corrections ask."""
    claim = Claim(pk=stored.claim_pk, uuid=stored.claim)
    speaker = Speaker(pk=stored.speaker_pk, uuid=stored.speaker) if stored.speaker else None
    values = {"stance": stored.stance, "form": stored.form, "custom": dict(stored.coded.own) or None}
    return Tagging(
        pk=stored.pk, uuid=stored.uuid, project=project, annotation=annotation, claim=claim, speaker=speaker, **values
    )


def _new(project: Project, annotation: Annotation, run: Run, passage: Passage) -> Tagging:
    change, wanted = run.change, run.change.wanted
    last = max((one.position for one in run.taggings.get(passage.pk, ())), default=0)
    return Tagging(
        project=project,
        annotation=annotation,
        claim=change.claim,
        speaker=change.speaker,
        stance=wanted.stance,
        form=wanted.form or "",
        custom=dict(wanted.own_of(())) or None,
        affiliation=change.speaker.affiliation if change.speaker else "",
        position=last + 1,
    )


def _difference(run: Run, stored: Stored) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields of a tagging that change, before and after, as the log keeps them."""
    change, wanted = run.change, run.change.wanted
    old = {"claim": str(stored.claim), "speaker": str(stored.speaker) if stored.speaker else None}
    old |= {"stance": stored.stance, "form": stored.form, "affiliation": stored.affiliation}
    old["custom"] = dict(stored.coded.own) or None
    new = dict(old)
    if change.claim is not None:
        new["claim"] = str(change.claim.uuid)
    if change.speaker is not None or wanted.is_nobody:
        new["speaker"] = str(change.speaker.uuid) if change.speaker else None
    if new["speaker"] != old["speaker"]:
        new["affiliation"] = change.speaker.affiliation if change.speaker else ""
    new["stance"] = wanted.stance or stored.stance
    new["form"] = stored.form if wanted.form is None else wanted.form
    new["custom"] = dict(wanted.own_of(stored.coded.own)) or None
    names = [name for name in old if old[name] != new[name]]
    return {name: old[name] for name in names}, {name: new[name] for name in names}


def _gone(now: datetime) -> dict[str, Any]:
    return {"deleted_at": now.isoformat()}


def _event(
    project: Project, kind: str, uuid: Any, passage: Passage, before: dict[str, Any], after: dict[str, Any]
) -> Event:
    return Event(
        project=project, object_kind=kind, object_uuid=uuid, article_id=passage.article, before=before, after=after
    )


def _ended(project: Project, work: Work) -> Iterator[Event]:
    passages = {passage.pk: passage for passage in work.passages}
    for row in work.ended:
        passage = passages[row.annotation_id]
        yield _event(project, "correction", row.uuid, passage, {"deleted_at": None}, _gone(work.now))


def _made(project: Project, work: Work) -> Iterator[Event]:
    passages = {passage.pk: passage for passage in work.passages}
    for row in work.corrections:
        yield _event(project, "correction", row.uuid, passages[row.annotation_id], {}, log.snapshot(row))


def _raised(project: Project, work: Work) -> Iterator[Event]:
    for passage in work.passages:
        before = {"version": passage.version, "updated_at": passage.updated_at.isoformat()}
        after = {"version": passage.version + 1, "updated_at": work.now.isoformat()}
        yield _event(project, "annotation", passage.uuid, passage, before, after)
