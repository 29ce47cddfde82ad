"""What the activity page is filtered by, read from an address and written into one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from annotations.action_words import GROUPS


class BadFilter(Exception):
    """The address asks for what there is not; the message is for a person."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A person's user name, a group of kinds, an article, and days, both included."""

    person: str = ""
    kind: str = ""
    article: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_set(self) -> bool:
        """Whether anything is filtered."""
        return self != Filter()

    @property
    def values(self) -> dict[str, str]:
        """The filter as the fields of a form."""
        days = {name: day.isoformat() for name, day in (("since", self.since), ("until", self.until)) if day}
        named = {"person": self.person, "kind": self.kind, "article": self.article}
        return {name: value for name, value in named.items() if value} | days

    def address(self, **changes: Any) -> str:
        """Return the query of the filter with some parts changed."""
        return urlencode(replace(self, **changes).values)


def parse(query: Mapping[str, str]) -> Filter:
    """Read a filter. Raises ``BadFilter``."""
    kind = query.get("kind", "")
    if kind and kind not in GROUPS:
        raise BadFilter(_("There is no such kind of activity."))
    since, until = _day(query.get("since", "")), _day(query.get("until", ""))
    if since and until and until < since:
        raise BadFilter(_("The first day comes after the last one."))
    return Filter(query.get("person", ""), kind, _uuid(query.get("article", "")), since, until)


def _day(text: str) -> date | None:
    try:
        found = parse_date(text) if text else None
    except ValueError:
        found = None
    if text and (found is None or not 1 < found.year < 9999):
        raise BadFilter(_("“%(text)s” is no day. Write it as 2026-02-03.") % {"text": text[:40]})
    return found


def _uuid(text: str) -> str:
    try:
        return str(UUID(text)) if text else ""
    except ValueError as error:
        raise BadFilter(_("There is no such article.")) from error
