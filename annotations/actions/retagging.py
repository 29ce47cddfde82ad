"""Re-tagging many passages in one action: rows are written set by set, so that nobody waits long for their save."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import ngettext

from annotations.actions.corrections import correction_of, refresh
from annotations.agreed import among
from annotations.models import Annotation, Claim, Correction, CorrectionKind, Speaker, Tagging
from annotations.retag import Run
from annotations.retag_rows import Passage, Stored
from newsroom import log
from newsroom.models import Action, Event, Project, User


class Stale(log.Conflict):
    """Passages were changed after the run was worked out."""


def retag(*, by: User, project: Project, run: Run, token: log.Token) -> int:
    """Do what a run says, and return how many passages it changed. Raises ``log.Conflict``.

    All events are made before the transaction begins; inside it nothing is read but what happened meanwhile.
    """
    work = work_of(by, project, run)
    with log.act(by=by, project=project, kind="passages_retag", token=token) as act:
        if act.is_repeated:
            return int(act.answer["passages"])
        carry_out(act, run, work)
    return len(work.passages)


def carry_out(act: log.Act, run: Run, work: "Work") -> None:
    """Write what was worked out inside an action under way. Raises ``log.Conflict`` where a passage was changed since."""
    _refuse_if_stale(act, run)
    _write(run, work)
    act.events.extend(work.events)
    act.answer = {"passages": len(work.passages), "corrected": _corrected(act.by, work.passages)}


def _corrected(by: User, passages: Sequence[Passage]) -> list[tuple[int, int, int]]:
    """Return whom to tell: author, passage and article, once an article."""
    others = {(one.author, one.article): one.pk for one in reversed(passages) if one.author != by.pk}
    return [(author, passage, article) for (author, article), passage in others.items()]


def done_before(*, by: User, project: Project, token: log.Token) -> int | None:
    """Return how many passages this very request changed when it came before, None where it is new."""
    known = Action.objects.filter(project=project, uuid=token.uuid, by=by, digest=token.digest).first()
    return None if known is None else int(known.answer["passages"])


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


def _refuse_if_stale(act: log.Act, run: Run) -> None:
    since = Event.objects.filter(project=act.project, sequence__gt=run.at)
    named = {row.uuid for row in (run.change.claim, run.change.speaker) if row is not None}
    named |= {passage.uuid for passage in run.to_change}
    happened = set(
        since.filter(object_kind__in=("annotation", "claim", "speaker")).values_list("object_uuid", flat=True)
    )
    if count := len(happened & named):
        text = ngettext(
            "%(count)s of these passages was changed meanwhile.",
            "%(count)s of these passages were changed meanwhile.",
            count,
        )
        raise Stale(text % {"count": count})


def work_of(by: User, project: Project, run: Run) -> Work:
    """Return all rows and events that a run writes, before the transaction."""
    work = Work(timezone.now(), run.to_change)
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
    Correction.objects.bulk_create(work.corrections, batch_size=500)
    touched = {row.annotation_id for row in (*work.ended, *work.corrections)}
    if touched:
        refresh(touched)


def _update(model: type[Any], keys: Iterable[int], **values: Any) -> None:
    if keys and values:
        model.objects.filter(pk__in=among(list(keys), "default")).update(**values)
