"""The places in which one speaker is said to say something, a page at a time, newest first."""

from collections.abc import Sequence
from typing import Final

from annotations.claim_places import PlacePage, PlaceRow, Spot, anchors_of, spots
from annotations.merged import roots, with_merged
from annotations.models import Anchor, Claim, Speaker, Tagging
from annotations.passage_page import passage, places_of
from annotations.place_order import newest, runs_of
from annotations.speaker_ledger import Told
from annotations.standings import standings_of
from newsroom.models import Membership
from newsroom.prepared import Prepared

PAGE: Final = 20
_CODED = Prepared(
    lambda annotations, speakers: (
        Tagging.objects.current()
        .once()
        .filter(annotation__in=annotations, speaker__in=speakers)
        .with_names()
        .order_by("pk")
    )
)


def place_page(membership: Membership, speaker: Speaker, told: Told, page: int) -> PlacePage:
    """Return one page of places; those without a date are last. Five queries."""
    found, runs = newest(told.ledger), runs_of(told.ledger)
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages)
    keys = found[(page - 1) * PAGE : page * PAGE]
    shown = spots(told.ledger, keys)
    claim_of = {spot.place: told.claims[runs.first[run]] for spot, run in zip(shown, keys, strict=True)}
    return PlacePage(_rows(membership, speaker, shown, claim_of), len(found), page, pages)


def _rows(membership: Membership, speaker: Speaker, shown: Sequence[Spot], claim_of: dict[int, int]) -> list[PlaceRow]:
    ids = [pk for spot in shown for pk in spot.annotations]
    anchors = anchors_of(ids)
    taggings = _taggings(membership, speaker, anchors)
    leading = {spot.place: max(spot.annotations, key=lambda pk: len(anchors[pk].quote)) for spot in shown}
    places, standings = places_of(anchors[pk] for pk in leading.values()), standings_of(list(leading.values()))
    rows = []
    for spot in shown:
        pk, claim = leading[spot.place], claim_of[spot.place]
        own = [one for key in dict.fromkeys(spot.annotations) for one in taggings.get((key, claim), ())]
        own.sort(key=lambda one: (one.annotation_id != pk, one.pk))
        if own:
            shown_passage = passage(anchors[pk], own[:1], 0, places, standings.get(pk))
            rows.append(PlaceRow(shown_passage, own, bool(spot.contested)))
    return rows


def _taggings(
    membership: Membership, speaker: Speaker, anchors: dict[int, Anchor]
) -> dict[tuple[int, int], list[Tagging]]:
    """Return the speaker's codings by annotation and by the claim that counts."""
    merged = roots(Claim, membership.project)
    family = with_merged(roots(Speaker, membership.project), {speaker.pk})
    found: dict[tuple[int, int], list[Tagging]] = {}
    for tagging in _CODED.objects(annotations=list(anchors), speakers=list(family)) if anchors else ():
        tagging.annotation = anchors[tagging.annotation_id].annotation
        found.setdefault((tagging.annotation_id, merged.get(tagging.claim_id, tagging.claim_id)), []).append(tagging)
    return found
