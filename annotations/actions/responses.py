"""Answers to colleagues' highlights: the same, another reading, or not to be tagged."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions.anchors import Spot
from annotations.actions.annotations import make_annotation
from annotations.actions.answered import take_back
from annotations.actions.taggings import TaggingDraft
from annotations.models import Annotation, Answer, Response, Speaker, Tagging, Visibility
from newsroom import log
from newsroom.models import User


def say_same(*, by: User, annotation: Annotation, spot: Spot, token: log.Token) -> Annotation:
    """Make an own highlight on a colleague's passage with the same claims, and return it.

    Raises ``log.Conflict`` where ``by`` answered before, and where a claim is not in use any more.
    """
    with log.act(by=by, project=annotation.project, kind="response_same", token=token) as act:
        if act.is_repeated:
            return Annotation.objects.get(uuid=act.answer["annotation"])
        _make_room(act, annotation)
        own = make_annotation(act, spot, [_same(tagging) for tagging in _taggings(annotation)])
        _respond(act, annotation, Answer.SAME, own)
    return own


def differ(
    *,
    by: User,
    annotation: Annotation,
    spot: Spot,
    taggings: Sequence[TaggingDraft],
    note: str = "",
    visibility: str = Visibility.PROJECT,
    token: log.Token,
) -> Annotation:
    """Make an own highlight on a colleague's passage that reads it in another way, and return it."""
    with log.act(by=by, project=annotation.project, kind="response_differs", token=token) as act:
        if act.is_repeated:
            return Annotation.objects.get(uuid=act.answer["annotation"])
        _make_room(act, annotation)
        own = make_annotation(act, spot, taggings, note=note, visibility=visibility)
        _respond(act, annotation, Answer.DIFFERS, own)
    return own


def would_not_tag(*, by: User, annotation: Annotation, reason: str, token: log.Token) -> Annotation:
    """Record that ``by`` would not tag a colleague's passage; nothing is highlighted. Returns what was answered."""
    with log.act(by=by, project=annotation.project, kind="response_would_not_tag", token=token) as act:
        if act.is_repeated:
            return annotation
        _make_room(act, annotation)
        _respond(act, annotation, Answer.WOULD_NOT_TAG, None, reason)
        act.answer = {"annotation": str(annotation.uuid)}
    return annotation


def remove_response(*, by: User, response: Response, version: int, token: log.Token) -> Annotation:
    """Take an answer back; a highlight that was made of it stays, as any other of one's own."""
    with log.act(by=by, project=response.annotation.project, kind="response_remove", token=token) as act:
        if act.is_repeated:
            return response.annotation
        if response.version != version or response.deleted_at:
            raise log.Conflict(_("This answer was taken back meanwhile."))
        take_back(act, response, timezone.now())
        act.answer = {"annotation": str(response.annotation.uuid)}
    return response.annotation


def _make_room(act: log.Act, annotation: Annotation) -> None:
    """Let a new answer stand in the place of "would not tag"; an own highlight is not thrown away for another."""
    if not Annotation.objects.filter(pk=annotation.pk, deleted_at=None).exists():
        raise log.Conflict(_("This highlight was removed meanwhile."))
    earlier = Response.objects.current().filter(annotation=annotation, by=act.by).first()
    if earlier is None:
        return
    if earlier.own_id is not None:
        raise log.Conflict(
            _("You answered this highlight with one of your own already. Change that one, or remove it.")
        )
    take_back(act, earlier, timezone.now())


def _respond(act: log.Act, annotation: Annotation, kind: str, own: Annotation | None, reason: str = "") -> None:
    response = Response.objects.create(
        project=act.project, annotation=annotation, by=act.by, kind=kind, own=own, reason=reason
    )
    act.made(response)


def _taggings(annotation: Annotation) -> list[Tagging]:
    """Return what is to be said again: a claim by a speaker once, the first stance where merging brought two together."""
    found: dict[tuple[int, Speaker | None], Tagging] = {}
    for tagging in annotation.taggings.current().once().with_names().order_by("position", "pk"):
        found.setdefault((tagging.shown_claim.pk, tagging.shown_speaker), tagging)
    return list(found.values())


def _same(tagging: Tagging) -> TaggingDraft:
    """Say what ``tagging`` says; of what was merged since, what stands for it today."""
    return TaggingDraft(
        claim=tagging.shown_claim,
        stance=tagging.stance,
        speaker=tagging.shown_speaker,
        via=tagging.shown_via,
        form=tagging.form,
        certainty=tagging.certainty,
        said_at=tagging.said_at,
        said_precision=tagging.said_precision,
        custom=tagging.custom,
    )
