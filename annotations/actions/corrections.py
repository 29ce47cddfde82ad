"""Corrections: what an author had coded, kept beside what an editor made of it; and how that comes to an end."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions.versions import bump
from annotations.agreed import among
from annotations.models import Annotation, Correction, CorrectionKind, Tagging
from newsroom import log
from newsroom.models import Event, Membership, User


def take_over(*, by: User, correction: Correction, version: int, token: log.Token) -> Annotation:
    """Make an editor's correction of one's own annotation one's own coding. Raises ``log.Conflict``."""
    annotation = correction.annotation
    with log.act(by=by, project=annotation.project, kind="correction_take_over", token=token) as act:
        if act.is_repeated:
            return annotation
        before = log.snapshot(annotation)
        bump(annotation, version)
        held = list(Correction.objects.current().filter(pk=correction.pk))
        if not held:
            raise log.Conflict(_("This correction does not hold any more."))
        _end(act, held)
        act.changed(annotation, before)
        act.answer = {"annotation": str(annotation.uuid)}
    return annotation


def end_for(act: log.Act, tagging: Tagging) -> None:
    """End the correction of a tagging that its author decides about now; no query where nothing was corrected."""
    if tagging.annotation.corrected_at is not None:
        _end(act, Correction.objects.current().filter(tagging=tagging))


def _end(act: log.Act, found: Iterable[Correction]) -> None:
    for correction in found:
        before = log.snapshot(correction)
        correction.deleted_at = timezone.now()
        correction.save(update_fields=["deleted_at"])
        act.changed(correction, before)
        settle(correction)


def settle(correction: Correction) -> None:
    """Let an annotation know whether corrections of it hold."""
    refresh([correction.annotation_id])


def refresh(annotations: Collection[int]) -> None:
    """The same for many at once."""
    newest = Correction.objects.current().filter(annotation=OuterRef("pk")).order_by("-created_at")
    Annotation.objects.filter(pk__in=among(annotations, "default")).update(
        corrected_at=Subquery(newest.values("created_at")[:1])
    )


def correction_stands(correction: Any, event: Event) -> str:
    """Name what a correction that is about to come back would contradict."""
    others = Correction.objects.current().filter(tagging=correction.tagging_id).exclude(pk=correction.pk)
    if correction.deleted_at is None and others.exists():
        return _("This was corrected again since. Undo that first.")
    return ""


def _corrections_stand(rows: Sequence[Any]) -> str:
    """The same for many at once."""
    back = {row.tagging_id for row in rows if row.deleted_at is None}
    others = Correction.objects.current().filter(tagging__in=among(back, "default"))
    if others.exclude(pk__in=among([row.pk for row in rows], "default")).exists():
        return _("This was corrected again since. Undo that first.")
    return ""


def kind() -> log.Kind:
    """How the log knows corrections: the editor who made one and the author whom it is about may undo it."""
    return log.Kind(
        "correction",
        Correction,
        ("annotation", "tagging", "kind", "claim", "speaker", "stance", "form", "custom", "deleted_at"),
        article_id=lambda row: row.annotation.article_id,
        may=_may,
        by_editors=True,
        carrier=lambda row: row.annotation,
        guard=correction_stands,
        settle=settle,
        many=log.Many(
            ("annotation", "tagging", "claim", "speaker"),
            part=lambda row: row.annotation_id,
            guard=_corrections_stand,
            asks_for_all=True,
            settle=lambda rows: refresh({row.annotation_id for row in rows}),
        ),
    )


def _may(membership: Membership, row: Any) -> bool:
    return membership.can_edit or (membership.can_annotate and row.annotation.author_id == membership.user_id)


def correction_of(
    old: Correction | None, tagging: Tagging, kind: CorrectionKind, *, by: User, now: datetime
) -> Correction | None:
    """Return the correction that is to hold of a tagging as it becomes, or was until it goes; None where none is left.

    ``tagging`` has the values that were stored last; ``old`` is the correction that held until now.
    """
    if old is not None and old.kind == CorrectionKind.ADDED:
        if kind == CorrectionKind.REMOVED:
            return None
        kind = CorrectionKind.ADDED
    row = Correction(project=tagging.project, annotation=tagging.annotation, tagging=tagging)
    row.by, row.kind, row.created_at = by, kind, now
    if kind != CorrectionKind.ADDED:
        first: Any = old or tagging
        row.claim, row.speaker, row.stance, row.form = first.claim, first.speaker, first.stance, first.form
        row.custom = first.custom
    return row
