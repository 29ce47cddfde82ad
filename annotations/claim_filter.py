"""Which codings of a claim somebody looks at, and in which unit they are counted: the address of the page, as a value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from annotations.passages import NONE, BadFilter, Query, read_date, read_id
from annotations.tally import STANCES, UNITS
from annotations.units import DEFAULT

SORTS: Final = ("newest", "oldest", "speaker", "outlet", "stance")
NAMES: Final = {"since": "from", "until": "to"}
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {"unit": UNITS, "stance": ("", *STANCES), "sort": SORTS}
_FLAGS: Final = ("undated", "contested", "changed", "said")


class BackwardsRange(BadFilter):
    """A range of days that ends before it begins; ``filter`` is what was asked for without it."""

    def __init__(self, filter: "ClaimFilter", since: date, until: date) -> None:
        super().__init__(_("The range ends before it begins. Swap the two days."))
        self.filter, self.since, self.until = filter, since, until


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """The filter of a claim's page. Days are those on which it was said, or else published, in UTC, both included.

    ``speaker`` and ``outlet`` are UUIDs as text, or "none"; ``undated`` keeps what has no date alone, ``contested`` where
    analysts differ, ``changed`` what does not stand in today's wording as it was marked, ``said`` what has a said time.
    """

    unit: str = DEFAULT
    since: date | None = None
    until: date | None = None
    speaker: str = ""
    outlet: str = ""
    stance: str = ""
    undated: bool = False
    contested: bool = False
    changed: bool = False
    said: bool = False
    sort: str = "newest"

    def address(self, **changes: Any) -> str:
        """Return the query string with some fields changed, with its question mark; "?" alone for all."""
        return "?" + urlencode(list(replace(self, **changes).pairs()))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Return keys and values of the address; what is not set is left out."""
        for one in fields(self):
            value = getattr(self, one.name)
            if value != one.default:
                yield NAMES.get(one.name, one.name), "1" if value is True else str(value)

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return replace(self, unit=DEFAULT, sort="newest") != ClaimFilter()


def parse(query: Query, also: tuple[str, ...] = ()) -> ClaimFilter:
    """Read a filter from an address; keys in ``also`` are the caller's. Raises ``BadFilter``, ``BackwardsRange``."""
    names = {NAMES.get(one.name, one.name): one.name for one in fields(ClaimFilter)}
    values: dict[str, Any] = {}
    for key in query:
        if key in names:
            values[names[key]] = _value(names[key], _one(query, key))
        elif key not in also:
            raise BadFilter(_("A claim cannot be filtered by “%(key)s”.") % {"key": key[:100]})
    given = {name: value for name, value in values.items() if value is not None}
    found = ClaimFilter(**given)
    if found.since and found.until and found.since > found.until:
        raise BackwardsRange(replace(found, since=None, until=None), found.since, found.until)
    return found


def _value(name: str, text: str) -> Any:
    """Return the value of a field; None where nothing is given."""
    if not text:
        return None
    if name in ("since", "until"):
        return read_date(text)
    if name in ("speaker", "outlet"):
        return text if text == NONE else read_id(text)
    if name in _FLAGS:
        return _flag(name, text)
    if text not in _WORDS[name]:
        raise BadFilter(_("“%(value)s” is no value of “%(key)s”.") % {"value": text[:100], "key": name})
    return text


def _flag(name: str, text: str) -> bool:
    if text != "1":
        raise BadFilter(_("“%(key)s” is either left out or 1.") % {"key": name})
    return True


def _one(query: Query, key: str) -> str:
    given = {text.strip() for text in query.getlist(key)} - {""}
    if len(given) > 1:
        raise BadFilter(_("“%(key)s” can be given once.") % {"key": key})
    return given.pop() if given else ""
