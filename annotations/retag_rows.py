"""The passages that somebody wants to re-tag, read at once: bare rows, whatever their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce

from annotations.agreed import among
from annotations.models import CLAIM_SHOWN, Annotation, Tagging
from annotations.passage_counts import count
from annotations.passage_query import Asked, annotations, ask, kept_taggings
from annotations.passages import PassageFilter
from annotations.retag_steps import Coded
from annotations.sight import was_shown
from newsroom.models import Event, Membership, Project

MOST: Final = 10_000
"""More passages than so many are not changed at a time."""
SLICE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotation, as far as re-tagging goes."""

    pk: int
    uuid: UUID
    article: int
    author: int
    version: int
    updated_at: datetime
    corrected_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A tagging as it is stored; ``claim`` and ``speaker`` are UUIDs, as the log names them."""

    pk: int
    uuid: UUID
    annotation: int
    claim: UUID
    claim_pk: int
    speaker: UUID | None
    speaker_pk: int | None
    stance: str
    form: str
    affiliation: str
    position: int
    coded: Coded


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: ``missing`` are UUIDs that are no passage which the member may see; ``total`` is how many matched."""

    keys: Sequence[int]
    total: int
    missing: frozenset[UUID] = frozenset()

    @property
    def is_too_many(self) -> bool:
        """Whether there are more than are changed at a time; then none is read."""
        return self.total > MOST


def choose(membership: Membership, filter: PassageFilter, picked: Sequence[UUID] | None) -> Chosen:
    """Return the passages that were picked one by one, or with None all that the filter keeps."""
    if picked is None:
        asked = asking(membership, filter)
        total = count(asked).annotations
        return Chosen(() if total > MOST else list(annotations(asked).values_list("pk", flat=True)), total)
    seen = annotations(asking(membership, PassageFilter(private=True)))
    found = dict(seen.filter(uuid__in=picked).values_list("uuid", "pk"))
    return Chosen(list(found.values()), len(found), frozenset(picked) - found.keys())


def asking(membership: Membership, filter: PassageFilter) -> Asked:
    """Ask with the member's eyes."""
    return ask(membership.project, membership, filter)


def gone_since(membership: Membership, uuids: frozenset[UUID]) -> int:
    """Count those of ``uuids`` that were passages the member could see, and were removed."""
    if not uuids:
        return 0
    found = Annotation.objects.filter(project=membership.project, uuid__in=uuids, deleted_at__isnull=False)
    return sum(was_shown(membership, row, row.visibility) for row in found.select_related("article"))


def passages_of(keys: Sequence[int]) -> dict[int, Passage]:
    """Return annotations by key."""
    names = ("pk", "uuid", "article_id", "author_id", "version", "updated_at", "corrected_at")
    rows = Annotation.objects.filter(pk__in=among(keys, "default")).order_by("article_id", "pk").values_list(*names)
    return {row[0]: Passage(*row) for row in rows}


def taggings_of(keys: Sequence[int]) -> dict[int, list[Stored]]:
    """Return what annotations carry, in order."""
    names = ("pk", "uuid", "annotation_id", "claim__uuid", "claim_id", "speaker__uuid", "speaker_id")
    names += ("stance", "form", "affiliation", "position")
    who = Coalesce(F("speaker__merged_into"), F("speaker"))
    rows = Tagging.objects.current().filter(annotation__in=among(keys, "default")).order_by("position", "pk")
    found: dict[int, list[Stored]] = {}
    found_rows = rows.annotate(head=CLAIM_SHOWN, who=who).values_list(*names, "custom", "head", "who")
    for *row, custom, claim, speaker in found_rows:
        coded = Coded(row[0], claim, speaker, row[7], row[8], own=tuple(sorted((custom or {}).items())))
        found.setdefault(row[2], []).append(Stored(*row, coded))
    return found


def meant(
    membership: Membership, filter: PassageFilter, taggings: Mapping[int, Sequence[Stored]]
) -> dict[int, list[Coded]]:
    """Return what passages carry, marked by what the filter is about: the others are left alone."""
    keys = list(taggings)
    asked = asking(membership, filter)
    if not asked.is_about_taggings:
        return {key: [one.coded for one in taggings[key]] for key in keys}
    kept: set[int] = set()
    for start in range(0, len(keys), SLICE):
        kept |= kept_taggings(asked, keys[start : start + SLICE]) or set()
    return {key: [replace(one.coded, is_meant=one.pk in kept) for one in taggings[key]] for key in keys}


def sequence_of(project: Project) -> int:
    """Return the newest number of the project's log."""
    return Project.objects.values_list("sequence", flat=True).get(pk=project.pk)


def changed_since(project: Project, keys: Sequence[int], sequence: int) -> dict[int, bool]:
    """Return those annotations that were changed or made after ``sequence``, with whether they were made since."""
    since = Event.objects.filter(project=project, object_kind="annotation", sequence__gt=sequence)
    rows = Annotation.objects.filter(pk__in=among(keys, "default")).filter(
        Exists(since.filter(object_uuid=OuterRef("uuid")))
    )
    found = {uuid: pk for pk, uuid in rows.values_list("pk", "uuid")}
    made = {
        uuid for uuid, before in since.filter(object_uuid__in=found).values_list("object_uuid", "before") if not before
    }
    return {pk: uuid in made for uuid, pk in found.items()}
