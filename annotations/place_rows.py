"""Places as pages list them: all analysts who coded one place stand in one row, with everything that they coded."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from annotations.merged import roots
from annotations.models import Anchor, Claim, Speaker, Tagging
from annotations.passage_page import Passage, passage, places_of
from annotations.place_order import Runs, runs_of
from annotations.standings import standings_of
from annotations.tally import Ledger
from newsroom.dates import published
from newsroom.models import Project
from newsroom.prepared import Prepared

PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the columns know it."""

    place: int
    claim: int
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


def page_of(
    project: Project, ledger: Ledger, found: Sequence[int], page: int, claim_of: Callable[[int], int]
) -> PlacePage:
    """Return one page of the places ``found`` of a ledger, in that order."""
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages)
    shown = spots(ledger, found[(page - 1) * PAGE : page * PAGE], claim_of)
    return PlacePage(rows_of(project, shown), len(found), page, pages)


def spots(ledger: Ledger, runs: Iterable[int], claim_of: Callable[[int], int]) -> list[Spot]:
    """Return some places of a ledger (``annotations.place_order``) with what their columns say.

    ``claim_of`` tells the claim (a key) of a row of the ledger.
    """
    return [_spot(ledger, runs_of(ledger), run, claim_of) for run in runs]


def _spot(ledger: Ledger, runs: Runs, run: int, claim_of: Callable[[int], int]) -> Spot:
    rows = runs.rows(run)
    first = rows[0]
    return Spot(
        ledger.place[first],
        claim_of(first),
        ledger.speaker[first],
        ledger.stance[first],
        ledger.contested[first],
        [ledger.annotation[row] for row in rows],
    )


def rows_of(project: Project, shown: Sequence[Spot]) -> list[PlaceRow]:
    """Return places with their passages and codings: seven queries, however many there are."""
    ids = [pk for spot in shown for pk in spot.annotations]
    anchors = anchors_of(ids)
    taggings = _taggings(project, anchors)
    leading = {spot.place: max(spot.annotations, key=lambda pk: len(anchors[pk].quote)) for spot in shown}
    places = places_of(anchors[pk] for pk in leading.values())
    standings = standings_of(list(leading.values()))
    rows = []
    for spot in shown:
        pk, voice = leading[spot.place], (spot.claim, spot.speaker)
        own = [one for key in dict.fromkeys(spot.annotations) for one in taggings.get((key, *voice), ())]
        own.sort(key=lambda one: (one.annotation_id != pk, one.pk))
        if own:
            shown_passage = passage(anchors[pk], own[:1], 0, places, standings.get(pk))
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
    lambda annotations: Tagging.objects.current().once().filter(annotation__in=annotations).with_names().order_by("pk")
)


def _taggings(project: Project, anchors: Mapping[int, Anchor]) -> dict[tuple[int, int, int], list[Tagging]]:
    """Return what annotations carry, by annotation and by the claim and the speaker that count."""
    claims, speakers = roots(Claim, project), roots(Speaker, project)
    found: dict[tuple[int, int, int], list[Tagging]] = {}
    for tagging in _CODED.objects(annotations=list(anchors)) if anchors else ():
        tagging.annotation = anchors[tagging.annotation_id].annotation
        claim = claims.get(tagging.claim_id, tagging.claim_id)
        speaker = speakers.get(tagging.speaker_id or 0, tagging.speaker_id or 0)
        found.setdefault((tagging.annotation_id, claim, speaker), []).append(tagging)
    return found
