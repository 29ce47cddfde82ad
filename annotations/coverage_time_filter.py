"""Which outlets carried a claim when: the address of that page, as a value."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from annotations.claim_filter import BackwardsRange, ClaimFilter, parse as parse_claim
from annotations.coverage_filter import CoverageFilter, page_of
from annotations.coverage_paging import Addressed
from annotations.passages import BadFilter, Query, read_id
from annotations.units import DEFAULT

_OWN: Final = ("claim", "label", "page", "across")
_SHARED: Final = ("unit", "from", "to", "stance")


@dataclass(frozen=True, slots=True)
class TimeFilter(Addressed):
    """Of which claim (a UUID as text; empty for all), in which unit, of which days and stance.

    ``page`` and ``across`` are pages of outlets and of time, counted from 1. Days as in ``ClaimFilter``.
    """

    claim: str = ""
    unit: str = DEFAULT
    since: date | None = None
    until: date | None = None
    stance: str = ""
    page: int = 1
    across: int = 1

    @property
    def of_claims(self) -> ClaimFilter:
        """What it keeps of each claim; its address is that of the claim's page."""
        return ClaimFilter(unit=self.unit, since=self.since, until=self.until, stance=self.stance)

    @property
    def of_coverage(self) -> CoverageFilter:
        """The same days, stance and unit on the page of claims by outlet."""
        return CoverageFilter(unit=self.unit, since=self.since, until=self.until, stance=self.stance)


def parse(query: Query) -> TimeFilter:
    """Read a filter from an address. Raises ``BadFilter``; for a backwards range ``BackwardsRange``."""
    for key in query:
        if key not in (*_OWN, *_SHARED):
            raise BadFilter(_("The coverage cannot be filtered by “%(key)s”.") % {"key": key[:100]})
    own = {"claim": _claim(query), "page": page_of(query, "page"), "across": page_of(query, "across")}
    claims = parse_claim(query, _OWN)
    return TimeFilter(**own, unit=claims.unit, since=claims.since, until=claims.until, stance=claims.stance)


def without_days(error: BackwardsRange, query: Query) -> TimeFilter:
    """Return the filter of an address whose range is backwards, without the range."""
    return TimeFilter(claim=_claim(query), unit=error.filter.unit, stance=error.filter.stance)


def _claim(query: Query) -> str:
    text = next((one for one in query.getlist("claim") if one), "")
    return read_id(text) if text else ""
