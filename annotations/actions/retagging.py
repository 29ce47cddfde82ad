"""Re-tagging many passages in one action: rows are written set by set, in pieces, so that nobody waits long for a save."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import F
from django.utils.translation import ngettext

from annotations.actions.corrections import refresh
from annotations.actions.retag_work import Work, work_of
from annotations.agreed import among
from annotations.models import Annotation, Correction, Tagging
from annotations.retag import Run
from annotations.retag_rows import Passage
from newsroom import log
from newsroom.models import Action, Event, Project, User
from newsroom.storing import insert

PIECE: Final = 150
"""Passages that are written at a time."""


class Stale(log.Conflict):
    """Passages were changed after the run was worked out, or what they were to be given."""

    def __init__(self, message: str, changed: set[UUID]) -> None:
        super().__init__(message)
        self.changed = changed


def retag(*, by: User, project: Project, run: Run, token: log.Token) -> int:
    """Do what a run says, and return how many passages it changed. Raises ``log.Conflict``, before anything is written.

    All events are made before the first transaction begins; inside one nothing is read but what happened meanwhile. Passages
    that somebody changes after the first piece is written are left as they are.
    """
    works = [work_of(by, project, run, piece) for piece in _pieces(run.to_change)]
    with log.act(by=by, project=project, kind="passages_retag", token=token) as act:
        if act.is_repeated:
            return int(act.answer["passages"])
        carry_out(act, run, works[0])
        act.answer = {"passages": len(run.to_change), "corrected": _corrected(by, run.to_change)}
    done = len(works[0].passages) + sum(_go_on(act, run, work) for work in works[1:])
    if act.action is not None and done < len(run.to_change):
        act.action.answer = act.answer | {"passages": done}
        act.action.save(update_fields=["answer"])
    return done


def _pieces(passages: Sequence[Passage]) -> list[Sequence[Passage]]:
    return [passages[start : start + PIECE] for start in range(0, len(passages), PIECE)]


def _go_on(act: log.Act, run: Run, work: Work) -> int:
    """Write a further piece and return how many passages it changed: not those that somebody changed a moment ago."""
    try:
        with log.further(act) as part:
            carry_out(part, run, work)
    except Stale as stale:
        rest = [passage for passage in work.passages if passage.uuid not in stale.changed]
        is_over = len(rest) == len(work.passages) or not rest
        return 0 if is_over else _go_on(act, run, work_of(act.by, act.project, run, rest))
    return len(work.passages)


def carry_out(act: log.Act, run: Run, work: Work) -> None:
    """Write what was worked out inside an action under way. Raises ``log.Conflict`` where a passage was changed since."""
    _refuse_if_stale(act, run, work)
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


def _refuse_if_stale(act: log.Act, run: Run, work: Work) -> None:
    since = Event.objects.filter(project=act.project, sequence__gt=run.at).exclude(action=act.action)
    named = {row.uuid for row in (run.change.claim, run.change.speaker) if row is not None}
    named |= {passage.uuid for passage in work.passages}
    happened = set(
        since.filter(object_kind__in=("annotation", "claim", "speaker")).values_list("object_uuid", flat=True)
    )
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
