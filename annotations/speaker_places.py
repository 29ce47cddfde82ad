"""The places in which one speaker is said to say something, a page at a time, newest first."""

from collections.abc import Sequence
from typing import Final

from annotations.claim_places import PlacePage, PlaceRow, Spot, spots
from annotations.merged import roots
from annotations.models import Anchor, Claim, Speaker, Tagging
from annotations.passage_page import passage, places_of
from annotations.speaker_ledger import Told
from annotations.standings import standings_of
from newsroom.models import Membership

PAGE: Final = 20


def place_page(membership: Membership, speaker: Speaker, told: Told, page: int) -> PlacePage:
    """Return one page of places; those without a date are last. Five queries."""
    claim_of = dict(zip(told.ledger.place, told.claims, strict=True))
    found = sorted(spots(told.ledger), key=lambda spot: (not spot.day, -spot.day, spot.article, spot.place))
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    return PlacePage(_rows(membership, speaker, shown, claim_of), len(found), page, pages)


def _rows(membership: Membership, speaker: Speaker, shown: Sequence[Spot], claim_of: dict[int, int]) -> list[PlaceRow]:
    ids = [pk for spot in shown for pk in spot.annotations]
    origins = Anchor.objects.origins().filter(annotation__in=ids)
    anchors = {
        anchor.annotation_id: anchor
        for anchor in origins.select_related("annotation__author", "article__outlet__merged_into")
    }
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
    family = Speaker.objects.filter(project=membership.project).family([speaker.uuid])
    found: dict[tuple[int, int], list[Tagging]] = {}
    rows = Tagging.objects.current().once().filter(annotation__in=list(anchors), speaker__in=family.values("pk"))
    for tagging in rows.with_names().order_by("pk"):
        tagging.annotation = anchors[tagging.annotation_id].annotation
        found.setdefault((tagging.annotation_id, merged.get(tagging.claim_id, tagging.claim_id)), []).append(tagging)
    return found
