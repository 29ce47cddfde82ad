"""Printed dates: ISO 8601 and plain English ones, by the standard library alone.

What is ambiguous (10/02/2026) or relative (yesterday) is not guessed.

>>> parse("3 February 2026")
Printed(value=datetime.date(2026, 2, 3), precision='day', zone='')
>>> parse("2026-02-10T09:30+01:00").zone
'+01:00'
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

LONGEST: Final = 60
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
            *("september sept sep", "october oct", "november nov", "december dec"),
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY: Final = r"(?:(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?\.?,? )?"
_TIME: Final = (
    r"(?:,?(?: at)? (?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?(?: ?(?P<half>[ap])\.?m\.?)?"
    r"(?: ?(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2}))?)?"
)
_LEAD: Final = re.compile(r"^(?:published|posted|date|first published)(?: on)?:? ", re.IGNORECASE)
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}{_DAY} {_MONTH},? (?P<year>\d{{4}}){_TIME}",
        rf"{_WEEKDAY}{_MONTH} {_DAY},? (?P<year>\d{{4}}){_TIME}",
        rf"{_MONTH},? (?P<year>\d{{4}})",
    )
)
_ISO_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_ISO: Final = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ]\d{2}.*)?")
_UNIVERSAL: Final = re.compile(r" ?(?:UTC|GMT)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed. ``precision`` is minute, day, month or unknown; a day or month is a ``date`` (a month its
    first day), a minute a ``datetime``, aware if the text names a zone; ``zone`` is "", "UTC" or "+01:00"."""

    value: datetime | date | None
    precision: str
    zone: str = ""


UNKNOWN: Final = Printed(None, "unknown")


def parse(text: str) -> Printed:
    """Read one printed date of at most 60 characters; ``UNKNOWN`` where it is none or could mean two days."""
    text = _LEAD.sub("", " ".join(text[: LONGEST + 1].split()))
    if not text or len(text) > LONGEST:
        return UNKNOWN
    try:
        return _iso(text) or _english(text) or UNKNOWN
    except (ValueError, OverflowError):
        return UNKNOWN


def _iso(text: str) -> Printed | None:
    month = _ISO_MONTH.fullmatch(text)
    if month:
        return Printed(date(int(month[1]), int(month[2]), 1), "month")
    if not text.isascii() or not _ISO.fullmatch(text):
        return None
    if len(text) <= 10:
        return Printed(date.fromisoformat(text), "day")
    value = datetime.fromisoformat(_UNIVERSAL.sub("Z", text))
    return Printed(value, "minute", _zone_name(value))


def _english(text: str) -> Printed | None:
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return _from_parts({name: value or "" for name, value in found.groupdict().items()})
    return None


def _from_parts(parts: dict[str, str]) -> Printed:
    year, month = int(parts["year"]), _MONTHS[parts["month"].lower()]
    if not parts.get("day"):
        return Printed(date(year, month, 1), "month")
    day = date(year, month, int(parts["day"]))
    if not parts.get("hour"):
        return Printed(day, "day")
    hour = _hour(int(parts["hour"]), parts["half"].lower())
    second = int(parts["second"] or 0)
    value = datetime(year, month, day.day, hour, int(parts["minute"]), second, tzinfo=_zone(parts["zone"]))
    return Printed(value, "minute", _zone_name(value))


def _hour(hour: int, half: str) -> int:
    if half and not 1 <= hour <= 12:
        raise ValueError(f"no hour {hour} in a half day")
    return hour % 12 + (12 if half == "p" else 0) if half else hour


def _zone(name: str) -> timezone | None:
    if not name:
        return None
    if name[0] not in "+-":
        return UTC
    minutes = int(name[1:3]) * 60 + int(name[-2:])
    return timezone(timedelta(minutes=-minutes if name[0] == "-" else minutes))


def _zone_name(value: datetime) -> str:
    offset = value.utcoffset()
    if offset is None:
        return ""
    return "UTC" if not offset else value.strftime("%z")[:3] + ":" + value.strftime("%z")[3:5]
