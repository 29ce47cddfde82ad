"""The cells about how annotations stand in the current wording, for those that were made on an older one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from annotations.models import Anchor, AnchorStatus
from newsroom.layouts import reading_of
from newsroom.models import Event, Project, Revision


class Now(NamedTuple):
    """The cells anchor_status, anchor_score, anchor_decision, revision_current and quote_current."""

    status: str
    score: str
    decision: str
    revision: int | str
    quote: str


def unmoved(status: str, revision: int, quote: str) -> Now:
    """Return the cells of an annotation that was made on the current wording."""
    return Now(status, "1", "", revision, quote)


def standing_now(current: Mapping[int, int], using: str) -> dict[int, Now]:
    """Return the cells by annotation; ``current`` is the current revision's key by annotation.

    What has no anchor there was lost on the way.
    """
    if not current:
        return {}
    revisions = set(current.values())
    numbers = dict(Revision.objects.using(using).filter(pk__in=revisions).values_list("pk", "number"))
    found = Anchor.objects.using(using).filter(annotation__in=current, revision__in=revisions)
    rows = found.values_list("annotation_id", "revision_id", "status", "score", "decision", "quote")
    cells = {row[0]: _cells(row[2], row[3], row[4], numbers[row[1]], row[5]) for row in rows}
    return {pk: cells.get(pk) or _lost(numbers.get(revision, "")) for pk, revision in current.items()}


def standing_then(
    project: Project, annotations: Iterable[int], revision: tuple[int, int, str], uuid: str, time: datetime, using: str
) -> dict[int, Now]:
    """Return the cells as they were at ``time``, when the revision with that key, number and UUID was the current one."""
    pks = list(annotations)
    names = ("annotation_id", "annotation__uuid", "status", "score", "decision", "start", "end", "quote")
    found = Anchor.objects.using(using).filter(annotation__in=pks, revision=revision[0])
    rows = {str(row["annotation__uuid"]): row for row in found.values(*names)}
    for changed, before in _since(project, rows, uuid, time, using):
        rows[changed].update(before)
    text = reading_of(revision[0], UUID(uuid)).layout.text if rows else ""
    cells = {
        row["annotation_id"]: _cells(
            row["status"],
            row["score"],
            row["decision"],
            revision[1],
            text[row["start"] : row["end"]] if row["start"] is not None else "",
        )
        for row in rows.values()
    }
    return {pk: cells.get(pk) or _lost(revision[1]) for pk in pks}


def _since(
    project: Project, rows: Mapping[str, Any], uuid: str, time: datetime, using: str
) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield what decisions since then have to be taken back in one revision, newest first."""
    events = Event.objects.using(using).filter(project=project, object_kind="standing", action__created_at__gt=time)
    found = (
        events.filter(object_uuid__in=list(rows)).order_by("-sequence").values_list("object_uuid", "before", "after")
    )
    for annotation, before, after in found:
        if after.get("revision") == uuid:
            yield str(annotation), before


def _cells(status: str, score: float, decision: str | None, revision: int | str, quote: str) -> Now:
    return Now(status, f"{score:.3g}", decision or "", revision, quote)


def _lost(revision: int | str) -> Now:
    return Now(AnchorStatus.LOST.value, "0", "", revision, "")
