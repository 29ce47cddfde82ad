"""Deciding where annotations stand after an article was edited: by their author alone, the origin untouched.

What changes is the anchor in the current revision. Its events are of the kind "standing", and name that revision.
"""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from annotations.actions.anchors import Spot, wording
from annotations.actions.versions import bump
from annotations.models import Anchor, AnchorStatus, Annotation, Decision
from annotations.typography import same_but_for_typography
from newsroom import log
from newsroom.layouts import reading_of
from newsroom.models import Event, Membership, Project, Revision, User

BLANK: dict[str, Any] = {
    "start": None,
    "end": None,
    "quote": "",
    "prefix": "",
    "suffix": "",
    "sentence": "",
    "sentence_start": None,
    "block": None,
    "last_block": None,
    "block_kind": "",
}
"""What an anchor holds that has no place."""
MOST_AT_ONCE = 2_000
"""Highlights that are accepted in one action; more take another."""


def decide(*, by: User, annotation: Annotation, revision: UUID, decision: str, token: log.Token) -> Annotation:
    """Accept the new wording of one's own annotation, or keep it on the old one.

    ``revision`` is the wording that was looked at. Raises ``log.Conflict`` where the article was edited since, where a decision
    was made meanwhile, and where there are no new words to accept.
    """
    with log.act(by=by, project=annotation.project, kind=f"review_{decision}", token=token) as act:
        if act.is_repeated:
            return annotation
        standing = _undecided(annotation, revision)
        if decision == Decision.ACCEPTED and standing.start is None:
            raise log.Conflict(_("These words are gone: there is no new wording to accept."))
        before = log.snapshot(standing)
        _settle(standing, by, decision)
        standing.save()
        act.changed(standing, before)
        act.answer = {"annotation": str(annotation.uuid)}
    return annotation


def accept_typographic(*, by: User, project: Project, token: log.Token) -> int:
    """Accept all of one's own that differ in typography alone; return how many, MOST_AT_ONCE at most."""
    with log.act(by=by, project=project, kind="review_typography", token=token) as act:
        if act.is_repeated:
            return int(act.answer["count"])
        mine = Anchor.objects.filter(project=project, annotation__author=by, annotation__deleted_at=None)
        found = mine.undecided().filter(is_typographic=True).select_related("annotation")
        standings = list(_light(found).order_by("pk")[:MOST_AT_ONCE])
        for standing in standings:
            before = log.snapshot(standing)
            _settle(standing, by, Decision.ACCEPTED)
            act.changed(standing, before)
        Anchor.objects.bulk_update(standings, ["decision", "decided_by", "decided_at"], batch_size=200)
        act.answer = {"count": len(standings)}
    return len(standings)


def put_inside(act: log.Act, annotation: Annotation, version: int, spot: Spot) -> None:
    """Give an annotation that was made on an older revision another place in that of ``spot``; the origin stays.

    Inside an action under way. Raises ``log.Conflict``.
    """
    said = log.snapshot(annotation)
    bump(annotation, version)
    standing = _standing(annotation, spot.revision)
    before = log.snapshot(standing)
    reading = reading_of(spot.revision.pk, spot.revision.uuid)
    _fill(standing, wording(reading, spot.start, spot.end))
    _judge(standing)
    _settle(standing, act.by, Decision.PLACED)
    standing.save()
    act.changed(standing, before)
    act.changed(annotation, said)


def _undecided(annotation: Annotation, revision: UUID) -> Anchor:
    current = Revision.objects.only("pk", "uuid").get(current_of=annotation.article_id)
    if current.uuid != revision:
        raise log.Conflict(_("The article was edited again since. Look at its newest wording before you decide."))
    if not Annotation.objects.filter(pk=annotation.pk, deleted_at=None).exists():
        raise log.Conflict(_("This highlight was removed meanwhile."))
    standing = _standing(annotation, current)
    if standing.is_origin or standing.decision:
        raise log.Conflict(_("This was decided already."))
    return standing


def _standing(annotation: Annotation, revision: Revision) -> Anchor:
    """Return where an annotation stands in a revision; where it was lost earlier on, a row that says so."""
    found = _light(Anchor.objects.filter(annotation=annotation, revision=revision)).first()
    if found is None:
        found = Anchor.objects.create(
            project_id=annotation.project_id,
            article_id=annotation.article_id,
            annotation=annotation,
            revision=revision,
            is_origin=False,
            status=AnchorStatus.LOST,
            score=0.0,
        )
    found.annotation = annotation
    return found


def _light(found: Any) -> Any:
    big = ("text", "blocks", "spans", "sentences")
    return found.select_related("revision").defer(*(f"revision__{name}" for name in big))


def _settle(standing: Anchor, by: User, decision: str) -> None:
    standing.decision, standing.decided_by, standing.decided_at = decision, by, timezone.now()


def _fill(standing: Anchor, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(standing, name, value)


def _judge(standing: Anchor) -> None:
    """Say how the words of a place that a person chose differ from those on which the annotation was made."""
    made = Anchor.objects.origins().values_list("quote", "sentence").get(annotation_id=standing.annotation_id)
    is_same = made[0] == standing.quote
    standing.status = AnchorStatus.MOVED if is_same else AnchorStatus.CHANGED
    standing.score = 1.0 if is_same else min(fuzz.ratio(made[0], standing.quote) / 100, 0.999)
    standing.is_typographic = not is_same and same_but_for_typography(made[0], standing.quote)
    standing.is_resaid = is_same and made[1] != standing.sentence


def rebuild(standing: Anchor) -> None:
    """Derive what the log does not keep, after undo has put place and decision back."""
    if standing.start is None or standing.end is None:
        _fill(standing, BLANK)
    else:
        reading = reading_of(standing.revision.pk, standing.revision.uuid)
        _fill(standing, wording(reading, standing.start, standing.end))
    standing.decided_by = standing.annotation.author if standing.decision else None


def stands(standing: Anchor, event: Event) -> str:
    """Say that an old decision cannot be taken back: the article has a newer wording."""
    if standing.revision_id == standing.article.current_revision_id:
        return ""
    return _("The article was edited since. Decide about its newest wording instead.")


def kind() -> log.Kind:
    """Return how the log knows where an annotation stands in another revision than that of its origin."""

    def may(membership: Membership, row: Any) -> bool:
        return membership.can_annotate and row.annotation.author_id == membership.user_id

    names = ("revision", "start", "end", "status", "score", "is_typographic", "is_resaid", "decision", "decided_at")
    return log.Kind(
        "standing",
        Anchor,
        names,
        article_id=lambda row: row.article_id,
        may=may,
        by_editors=True,
        uuid_of=lambda row: row.annotation.uuid,
        lookup="annotation__uuid",
        among={"is_origin": False},
        keys=("revision",),
        rebuild=rebuild,
        guard=stands,
    )
