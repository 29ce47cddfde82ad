"""The page of one claim: its numbers, who says it, its passages, its history.

Numbers and passages are what everybody in the project sees; private annotations are in the passages list alone,
and only where they are asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from annotations.codebook import STORY
from annotations.models import Anchor, Claim, Speaker, Stance, Tagging
from annotations.passage_page import Passage, passage, places_of
from annotations.sight import together
from annotations.standings import standings_of
from newsroom.models import Event, Membership, User

PAGE: Final = 25
SORTS: Final = ("date", "speaker")
MOST_DOTS: Final = 12
HISTORY: Final = 30


@dataclass(frozen=True, slots=True)
class Numbers:
    """How often a claim is made."""

    annotations: int
    articles: int
    stories: int
    speakers: int


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with the taggings by stance, in the order of the stances; without a speaker nobody is named."""

    speaker: Speaker | None
    stances: Sequence[tuple[str, int]]

    @property
    def total(self) -> int:
        """All taggings."""
        return sum(count for _stance, count in self.stances)

    @property
    def dots(self) -> list[str]:
        """One stance a dot, as many as there is room for."""
        return [stance for stance, count in self.stances for _number in range(count)][:MOST_DOTS]

    @property
    def more(self) -> int:
        """How many have no dot."""
        return max(0, self.total - MOST_DOTS)

    @property
    def words(self) -> list[tuple[Any, int]]:
        """The stances in words."""
        return [(Stance(stance).label, count) for stance, count in self.stances]


@dataclass(frozen=True, slots=True)
class Entry:
    """One action in a claim's history."""

    action: UUID
    by: User
    at: datetime
    what: list[str]
    can_undo: bool
    is_undone: bool
    is_undo: bool
    is_making: bool
    """Undoing it takes the claim away, so that there is no page to come back to."""


def taggings_of(membership: Membership, claim: Claim) -> QuerySet[Tagging]:
    """Return the taggings with this claim that the project sees together."""
    held = Q(claim=claim) | Q(claim__merged_into=claim)
    return Tagging.objects.current().once().filter(held, together(membership))


def numbers(membership: Membership, claim: Claim) -> Numbers:
    """Count annotations, articles, stories and named speakers."""
    found = taggings_of(membership, claim).aggregate(
        annotations=Count("annotation", distinct=True),
        articles=Count("annotation__article", distinct=True),
        stories=Count(STORY, distinct=True),
        speakers=Count("speaker", distinct=True),
    )
    return Numbers(**found)


def voices(membership: Membership, claim: Claim) -> list[Voice]:
    """Return who takes which stance, most passages first; those whom nobody named last."""
    rows = taggings_of(membership, claim).order_by().values_list("speaker", "stance").annotate(count=Count("pk"))
    counts: dict[int | None, dict[str, int]] = {}
    for speaker, stance, count in rows:
        counts.setdefault(speaker, {})[stance] = count
    speakers = Speaker.objects.in_bulk([pk for pk in counts if pk])
    found = [
        Voice(speakers.get(pk or 0), [(stance, by[stance]) for stance in Stance.values if stance in by])
        for pk, by in counts.items()
    ]
    return sorted(found, key=lambda one: (one.speaker is None, -one.total, one.speaker.folded if one.speaker else ""))


def passages(membership: Membership, claim: Claim, sort: str, page: int) -> list[Passage]:
    """Return one page of passages, one a tagging: newest publication first and undated last, or speaker by speaker."""
    by_date = [F("annotation__article__published_at").desc(nulls_last=True), "annotation__article_id"]
    by_place = [*by_date, "annotation_id", "position", "id"]
    order = [F("speaker__folded").asc(nulls_last=True), *by_place] if sort == "speaker" else by_place
    found = taggings_of(membership, claim).with_claim().select_related("speaker", "via").order_by(*order)
    taggings = list(found[(page - 1) * PAGE : page * PAGE])
    anchors = Anchor.objects.origins().filter(annotation__in=[tagging.annotation_id for tagging in taggings])
    by_annotation = {
        anchor.annotation_id: anchor
        for anchor in anchors.select_related("annotation__author", "article__outlet__merged_into")
    }
    places, standings = places_of(by_annotation.values()), standings_of(by_annotation)
    return [
        passage(by_annotation[pk], [tagging], 0, places, standings.get(pk))
        for tagging in taggings
        for pk in [tagging.annotation_id]
    ]


def history(membership: Membership, claim: Claim) -> list[Entry]:
    """Return what was done to the claim, newest first."""
    uuids = Claim.objects.filter(Q(pk=claim.pk) | Q(merged_into=claim)).values("uuid")
    events = Event.objects.filter(object_kind="claim", object_uuid__in=uuids, project=membership.project)
    found = events.select_related("action__by", "action__undone_by", "action__undoes").order_by("-sequence")[:HISTORY]
    return [_entry(membership, event) for event in found]


def _entry(membership: Membership, event: Event) -> Entry:
    action = event.action
    is_undone, is_undo = hasattr(action, "undone_by"), action.undoes is not None
    kind = action.undoes.kind if action.undoes else action.kind
    can_undo = action.by_id == membership.user_id and membership.can_annotate and kind.startswith("claim_")
    what = list(_changes(event)) or [_("Changed")]
    return Entry(
        action.uuid,
        action.by,
        action.created_at,
        what,
        can_undo and not is_undone,
        is_undone,
        is_undo,
        not event.before,
    )


def _changes(event: Event) -> Iterator[str]:
    if not event.before:
        yield _("Made the claim")
        return
    after = event.after
    if "archived_at" in after:
        yield _("Archived the claim") if after["archived_at"] else _("Took the claim back into use")
    if "deleted_at" in after:
        yield _("Removed the claim") if after["deleted_at"] else _("Brought the claim back")
    if "merged_into" in after:
        yield _("Merged a claim into another") if after["merged_into"] else _("Took a claim apart again")
    if "label" in after:
        yield _("Changed the label from “%(before)s” to “%(after)s”") % {
            "before": event.before["label"],
            "after": after["label"],
        }
    fields = {
        "statement": _("Changed the statement"),
        "definition": _("Changed the definition"),
        "when_to_use": _("Changed when to use it"),
        "when_not": _("Changed when not to use it"),
        "slot": _("Changed the colour"),
        "parent": _("Put it under another claim"),
    }
    yield from (words for name, words in fields.items() if name in after)
