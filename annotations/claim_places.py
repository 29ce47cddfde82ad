"""The places of a claim, a page at a time, in the order that the address names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotations.claim_selection import Selection
from annotations.models import Speaker
from annotations.place_order import by_column, newest, oldest
from annotations.place_rows import PlacePage, PlaceRow, Spot, page_of, rows_of, spots
from newsroom.models import Outlet


def place_page(selection: Selection, page: int) -> PlacePage:
    """Return one page of the places that are selected."""
    project, claim = selection.membership.project, selection.claim.pk
    return page_of(project, selection.ledger, _ordered(selection), page, lambda row: claim)


def newest_places(selection: Selection, most: int) -> tuple[list[PlaceRow], int]:
    """Return the first places in the order of the selection, so many at most, and how many there are."""
    found = _ordered(selection)
    return rows_of(selection.membership.project, claim_spots(selection, found[:most])), len(found)


def claim_spots(selection: Selection, runs: Iterable[int]) -> list[Spot]:
    """Return some places of the claim with what their columns say."""
    claim = selection.claim.pk
    return spots(selection.ledger, runs, lambda row: claim)


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
