"""Claims on an annotation: who says it, with which stance, how."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions.claims import get_or_make_claim
from annotations.actions.corrections import end_for
from annotations.actions.speakers import get_or_make_speaker
from annotations.actions.versions import bump
from annotations.models import CLAIM_SHOWN, SPEAKER_SHOWN, Annotation, Claim, SaidPrecision, Speaker, Tagging
from newsroom import log
from newsroom.custom_fields import merged
from newsroom.models import User
from newsroom.prepared import Prepared
from newsroom.storing import insert


@dataclass(frozen=True, slots=True)
class TaggingDraft:
    """What somebody wants to say about a passage; a claim or speaker given as text is found by name or made."""

    claim: Claim | str
    stance: str
    speaker: Speaker | str | None = None
    via: Speaker | str | None = None
    form: str = ""
    certainty: str = ""
    said_at: datetime | None = None
    said_precision: str = SaidPrecision.UNKNOWN
    custom: Mapping[str, str] | None = None
    """Values by column of fields that the project defined; others stay as they are."""
    uuid: UUID | None = None


def tag(act: log.Act, annotation: Annotation, draft: TaggingDraft, position: int) -> Tagging:
    """Put a claim on an annotation inside an action under way. Raises ``log.Conflict`` where it is there already."""
    tagging = Tagging(uuid=draft.uuid or uuid4(), project=annotation.project, annotation=annotation, position=position)
    _fill(act, tagging, draft)
    _store(tagging)
    act.made(tagging)
    return tagging


def add_tagging(*, by: User, annotation: Annotation, version: int, draft: TaggingDraft, token: log.Token) -> Annotation:
    """Put one more claim on one's own annotation."""
    with log.act(by=by, project=annotation.project, kind="tagging_add", token=token) as act:
        if act.is_repeated:
            return annotation
        before = log.snapshot(annotation)
        bump(annotation, version)
        last = annotation.taggings.current().order_by("-position").values_list("position", flat=True).first() or 0
        tag(act, annotation, draft, last + 1)
        act.changed(annotation, before)
        act.answer = {"annotation": str(annotation.uuid)}
    return annotation


def change_tagging(*, by: User, tagging: Tagging, version: int, draft: TaggingDraft, token: log.Token) -> Annotation:
    """Change claim, speaker, stance or the rest of one tagging of one's own annotation."""
    annotation = tagging.annotation
    with log.act(by=by, project=annotation.project, kind="tagging_change", token=token) as act:
        if act.is_repeated:
            return annotation
        before, tagging_before = log.snapshot(annotation), log.snapshot(tagging)
        bump(annotation, version)
        _fill(act, tagging, draft)
        _store(tagging)
        act.changed(tagging, tagging_before)
        end_for(act, tagging)
        act.changed(annotation, before)
        act.answer = {"annotation": str(annotation.uuid)}
    return annotation


def remove_tagging(*, by: User, tagging: Tagging, version: int, token: log.Token) -> Annotation:
    """Take one claim off one's own annotation; the highlight stays."""
    annotation = tagging.annotation
    with log.act(by=by, project=annotation.project, kind="tagging_remove", token=token) as act:
        if act.is_repeated:
            return annotation
        before, tagging_before = log.snapshot(annotation), log.snapshot(tagging)
        bump(annotation, version)
        tagging.deleted_at = timezone.now()
        tagging.save(update_fields=["deleted_at"])
        act.changed(tagging, tagging_before)
        end_for(act, tagging)
        act.changed(annotation, before)
        act.answer = {"annotation": str(annotation.uuid)}
    return annotation


def _fill(act: log.Act, tagging: Tagging, draft: TaggingDraft) -> None:
    # a claim that was archived or merged since may stay where it is
    if not tagging.claim_id or draft.claim not in (tagging.claim, tagging.claim.shown):
        tagging.claim = get_or_make_claim(act, draft.claim)
    speaker = _speaker(act, tagging.speaker, draft.speaker)
    if speaker != tagging.speaker or not tagging.pk:
        tagging.affiliation = speaker.affiliation if speaker else ""
    tagging.speaker, tagging.via = speaker, _speaker(act, tagging.via, draft.via)
    tagging.stance = draft.stance
    tagging.form = draft.form
    tagging.certainty = draft.certainty
    tagging.said_at = draft.said_at
    tagging.said_precision = draft.said_precision
    if draft.custom is not None:
        tagging.custom = merged(tagging.custom, draft.custom)


def _speaker(act: log.Act, now: Speaker | None, wanted: Speaker | str | None) -> Speaker | None:
    """Return who is meant; one who was merged since stays named as before where the passage means the same."""
    if not wanted:
        return None
    speaker = get_or_make_speaker(act, wanted)
    return now if now is not None and speaker in (now, now.shown) else speaker


def _store(tagging: Tagging) -> None:
    if _is_there(tagging):
        raise log.Conflict(_("This passage carries the same claim by the same speaker already."))
    try:
        if tagging.pk:
            tagging.save()
        else:
            insert([tagging])
    except IntegrityError as error:
        raise log.Conflict(_("This passage carries the same claim by the same speaker already.")) from error


_TWINS = Prepared(
    lambda annotation, claim, speaker, but: (
        Tagging.objects.current()
        .filter(annotation_id=annotation)
        .exclude(pk=but)
        .alias(what=CLAIM_SHOWN, who=Coalesce(SPEAKER_SHOWN, 0))
        .filter(what=claim, who=speaker)
        .values_list("pk", "pk")
    )
)


def _is_there(tagging: Tagging) -> bool:
    """Whether another tagging of the annotation has the same claim and speaker, under whatever name, and was no twin before."""
    if not _is_other(tagging):
        return False
    claim, speaker = tagging.shown_claim, tagging.shown_speaker
    return bool(
        _TWINS.rows(
            annotation=tagging.annotation_id,
            claim=claim.pk,
            speaker=speaker.pk if speaker else 0,
            but=tagging.pk or 0,
        )
    )


def _is_other(tagging: Tagging) -> bool:
    """Whether claim or speaker are others than what is stored."""
    if tagging.pk is None:
        return True
    return not Tagging.objects.filter(pk=tagging.pk, claim=tagging.claim, speaker=tagging.speaker).exists()
