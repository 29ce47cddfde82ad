"""The places of a claim, a page at a time: all analysts who coded one place stand in one row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from annotations.claim_selection import Selection
from annotations.merged import roots, with_merged
from annotations.models import Anchor, Claim, Speaker, Tagging
from annotations.passage_page import Passage, passage, places_of
from annotations.place_order import Runs, by_column, newest, oldest, runs_of
from annotations.standings import standings_of
from annotations.tally import Ledger
from newsroom.dates import published
from newsroom.models import Outlet
from newsroom.prepared import Prepared

PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the columns know it."""

    place: int
    speaker: int
    stance: int
    contested: int
    annotations: Sequence[int]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on the page: the passage that shows most of it, and every coding of it."""

    passage: Passage
    taggings: Sequence[Tagging]
    is_contested: bool

    @property
    def first(self) -> Tagging:
        """The coding whose claim and speaker head the row."""
        return self.taggings[0]

    @property
    def speaker(self) -> Speaker | None:
        """Who says it, the one into whom somebody was merged."""
        return self.first.shown_speaker

    @property
    def said(self) -> str:
        """When it was said, in words, as exactly as an analyst says; empty where nobody does."""
        some = [tagging for tagging in self.taggings if tagging.said_at]
        first = min(some, key=lambda tagging: tagging.said_at, default=None)
        return published(first.said_at, first.said_precision) if first else ""

    @property
    def stances(self) -> list[tuple[str, Any]]:
        """The stances that anybody saw, each once, with its word."""
        return list({tagging.stance: tagging.get_stance_display() for tagging in self.taggings}.items())

    @property
    def forms(self) -> list[Any]:
        """The forms that anybody named, each once."""
        return list(dict.fromkeys(tagging.get_form_display() for tagging in self.taggings if tagging.form))

    @property
    def customs(self) -> list[Any]:
        """What the codings say in the fields that the project defined, each once."""
        found: list[Any] = []
        for tagging in self.taggings:
            if tagging.custom and tagging.custom not in found:
                found.append(tagging.custom)
        return found

    @property
    def certainties(self) -> list[Any]:
        """How firmly it is said, where somebody says so and it is not plain."""
        rest = (tagging for tagging in self.taggings if tagging.certainty not in ("", "plain"))
        return list(dict.fromkeys(tagging.get_certainty_display() for tagging in rest))


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One page; pages are counted from 1."""

    rows: Sequence[PlaceRow]
    total: int
    page: int
    pages: int


def place_page(selection: Selection, page: int) -> PlacePage:
    """Return one page of the places that are selected."""
    found = _ordered(selection)
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages)
    shown = spots(selection.ledger, found[(page - 1) * PAGE : page * PAGE])
    return PlacePage(_rows(selection, shown), len(found), page, pages)


def newest_places(selection: Selection, most: int) -> tuple[list[PlaceRow], int]:
    """Return the first places in the order of the selection, so many at most, and how many there are."""
    found = _ordered(selection)
    return _rows(selection, spots(selection.ledger, found[:most])), len(found)


def spots(ledger: Ledger, runs: Iterable[int]) -> list[Spot]:
    """Return some places of a ledger (``annotations.place_order``) with what their columns say."""
    return [_spot(ledger, runs_of(ledger), run) for run in runs]


def _spot(ledger: Ledger, runs: Runs, run: int) -> Spot:
    rows = runs.rows(run)
    first = rows[0]
    return Spot(
        ledger.place[first],
        ledger.speaker[first],
        ledger.stance[first],
        ledger.contested[first],
        [ledger.annotation[row] for row in rows],
    )


def _ordered(selection: Selection) -> Sequence[int]:
    sort, ledger = selection.filter.sort, selection.ledger
    if sort in ("newest", "oldest"):
        return newest(ledger) if sort == "newest" else oldest(ledger)
    if sort == "stance":
        return by_column(ledger, sort)
    model = Speaker if sort == "speaker" else Outlet
    return by_column(ledger, sort, _names(model, set(getattr(ledger, sort))))


def _names(model: Any, pks: Iterable[int]) -> Mapping[int, str]:
    return dict(model.objects.filter(pk__in=list(pks)).values_list("pk", "folded"))


def _rows(selection: Selection, shown: Sequence[Spot]) -> list[PlaceRow]:
    ids = [pk for spot in shown for pk in spot.annotations]
    anchors = anchors_of(ids)
    taggings = _taggings(selection, ids, anchors)
    leading = {spot.place: max(spot.annotations, key=lambda pk: len(anchors[pk].quote)) for spot in shown}
    places = places_of(anchors[pk] for pk in leading.values())
    standings = standings_of(list(leading.values()))
    rows = []
    for spot in shown:
        pk = leading[spot.place]
        own = [
            one
            for annotation in dict.fromkeys(spot.annotations)
            for one in taggings.get((annotation, spot.speaker), ())
        ]
        own.sort(key=lambda one: (one.annotation_id != pk, one.pk))
        shown_passage = passage(anchors[pk], own[:1], 0, places, standings.get(pk))
        if own:
            rows.append(PlaceRow(shown_passage, own, bool(spot.contested)))
    return rows


def anchors_of(annotations: Sequence[int]) -> dict[int, Anchor]:
    """Return where annotations were made, with author, article and outlet, by annotation."""
    found = _ORIGINS.objects(annotations=annotations) if annotations else ()
    return {anchor.annotation_id: anchor for anchor in found}


_ORIGINS = Prepared(
    lambda annotations: (
        Anchor.objects.origins()
        .filter(annotation__in=annotations)
        .select_related("annotation__author", "article__outlet__merged_into")
    )
)
_CODED = Prepared(
    lambda annotations, claims: (
        Tagging.objects.current()
        .once()
        .filter(annotation__in=annotations, claim__in=claims)
        .with_names()
        .order_by("pk")
    )
)


def _taggings(selection: Selection, ids: Sequence[int], anchors: Mapping[int, Anchor]) -> dict[Any, list[Tagging]]:
    """Return the codings with the claim, by annotation and by the speaker that counts."""
    project = selection.membership.project
    claims = with_merged(roots(Claim, project), {selection.claim.pk})
    merged = roots(Speaker, project)
    found: dict[Any, list[Tagging]] = {}
    for tagging in _CODED.objects(annotations=ids, claims=list(claims)) if ids else ():
        tagging.annotation = anchors[tagging.annotation_id].annotation
        speaker = merged.get(tagging.speaker_id or 0, tagging.speaker_id or 0)
        found.setdefault((tagging.annotation_id, speaker), []).append(tagging)
    return found
