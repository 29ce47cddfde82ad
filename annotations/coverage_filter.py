"""Which cells of the coverage somebody looks at: the address of the page, as a value."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from annotations.claim_filter import BackwardsRange, ClaimFilter, parse as parse_claim
from annotations.coverage_paging import Addressed
from annotations.passages import BadFilter, Query
from annotations.units import DEFAULT

COLUMNS: Final = ("outlet", "speaker", "month")
_OWN: Final = ("by", "page", "across")
_SHARED: Final = ("unit", "since", "until", "stance", "outlet", "undated")
"""What it says of each claim, as the filter of a claim's page does."""


@dataclass(frozen=True, slots=True)
class CoverageFilter(Addressed):
    """The filter of the coverage: what its columns are, in which unit cells count, and of which days and stance.

    ``page`` and ``across`` are pages of rows and of columns, counted from 1. Days, ``outlet`` and ``undated`` as in
    ``ClaimFilter``.
    """

    by: str = "outlet"
    unit: str = DEFAULT
    since: date | None = None
    until: date | None = None
    stance: str = ""
    outlet: str = ""
    undated: bool = False
    page: int = 1
    across: int = 1

    @property
    def of_claims(self) -> ClaimFilter:
        """What it keeps of each claim; its address is that of the claim's page."""
        return ClaimFilter(**{name: getattr(self, name) for name in _SHARED})


def parse(query: Query) -> CoverageFilter:
    """Read a filter from an address. Raises ``BadFilter``; for a backwards range ``BackwardsRange``."""
    for key in query:
        if key not in (*_OWN, "unit", "from", "to", "stance", "outlet", "undated"):
            raise BadFilter(_("The coverage cannot be filtered by “%(key)s”.") % {"key": key[:100]})
    by = _one(query, "by") or "outlet"
    if by not in COLUMNS:
        raise BadFilter(_("“%(value)s” is no value of “%(key)s”.") % {"value": by[:100], "key": "by"})
    own = {"by": by, "page": page_of(query, "page"), "across": page_of(query, "across")}
    claims = parse_claim(query, _OWN)
    return CoverageFilter(**own, **{name: getattr(claims, name) for name in _SHARED})


def without_days(error: BackwardsRange, query: Query) -> CoverageFilter:
    """Return the filter of an address whose range is backwards, without the range."""
    by = _one(query, "by")
    found = error.filter
    kept = {name: getattr(found, name) for name in _SHARED if name not in ("since", "until")}
    return CoverageFilter(by=by if by in COLUMNS else "outlet", **kept)


def _one(query: Query, key: str) -> str:
    return next((text for text in query.getlist(key) if text), "")


def page_of(query: Query, key: str) -> int:
    """Return a page, counted from 1. Raises ``BadFilter``."""
    text = _one(query, key) or "1"
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise BadFilter(_("“%(value)s” is no value of “%(key)s”.") % {"value": text[:100], "key": key})
    return int(text)
