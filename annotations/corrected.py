"""What editors corrected on passages, as cards and lists tell it: what was coded, and what stands now."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.models import Correction, CorrectionKind, Tagging
from newsroom.custom_fields import fields_of
from newsroom.models import CustomField, FieldSubject


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction in words; ``coded`` is empty where the editor added the claim, ``now`` where it was taken off."""

    uuid: UUID
    editor: str
    at: datetime
    coded: str
    now: str


def corrected_of(annotations: Collection[int]) -> dict[int, list[Corrected]]:
    """Return what was corrected, by annotation: one query; the caller leaves out what has no ``corrected_at``."""
    if not annotations:
        return {}
    found: dict[int, list[Corrected]] = {}
    rows = Correction.objects.current().filter(annotation__in=annotations).order_by("created_at", "pk")
    names = ("by", "claim__merged_into", "speaker__merged_into")
    names += ("tagging__claim__merged_into", "tagging__speaker__merged_into")
    told = list(rows.select_related("project", *names))
    fields = fields_of(told[0].project, FieldSubject.TAGGING) if told else []
    for row in told:
        found.setdefault(row.annotation_id, []).append(_told(row, fields))
    return found


def _told(row: Correction, fields: Sequence[CustomField]) -> Corrected:
    coded, now = "", ""
    if row.kind == CorrectionKind.ADDED:
        now = _all(row.tagging)
    elif row.kind == CorrectionKind.REMOVED:
        coded = _all(row)
    else:
        pairs = list(_differing(row, row.tagging, fields))
        coded, now = (", ".join(pair[side] for pair in pairs) for side in (0, 1))
    return Corrected(row.uuid, row.by.name, row.created_at, coded, now)


def _all(row: Correction | Tagging) -> str:
    speaker, stance, claim, _form = _parts(row)
    return f"{speaker} {stance}: {claim}"


def _differing(row: Correction, tagging: Tagging, fields: Sequence[CustomField]) -> Iterator[tuple[str, str]]:
    for before, after in zip(_parts(row), _parts(tagging), strict=True):
        if before != after:
            yield before, after
    for field in fields:
        said = [f"{field.label}: {field.said(one.custom) or _('not said')}" for one in (row, tagging)]
        if said[0] != said[1]:
            yield said[0], said[1]


def _parts(row: Correction | Tagging) -> tuple[str, str, str, str]:
    speaker = row.speaker.shown.name if row.speaker else _("Speaker not named")
    claim = row.claim.shown.label if row.claim else ""
    return speaker, str(row.get_stance_display()), claim, str(row.get_form_display() or _("form not said"))
