"""Dates as formats and pages give them: ISO 8601, RFC 2822, seconds since 1970, and printed ones in many languages.

What is ambiguous (10/02/2026) or relative (yesterday) is not guessed; a language may settle the former.

>>> parse("3 February 2026")
Printed(value=datetime.date(2026, 2, 3), precision='day', zone='')
>>> parse("2026-02-10T09:30+01:00").zone
'+01:00'
>>> parse("10/02/2026").precision, parse("10/02/2026", "fr").value
('unknown', datetime.date(2026, 2, 10))
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsroom.importers import printed_dates
from newsroom.importers.printed_dates import ZONES, Parts

LONGEST: Final = 60
_LONGEST_LINE: Final = 200
_LEAD: Final = re.compile(
    r"^(?:first published|published|posted|updated|date|am|veröffentlicht|publié|publicado|pubblicato|опубликовано"
    r"|stand|issued)(?: on| am| le| el| em| il)?:? (?=.*\d{4})",
    re.IGNORECASE,
)
_UPDATED: Final = re.compile(
    r"(?<!\s)\s*+(?:[|•·(/;,–—-]\s*+)?\b(?:last |zuletzt )?(?:updated|modified|aktualisiert|mis à jour|actualizado|aggiornato|upd\.).*$",
    re.IGNORECASE,
)
_ISO_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_ISO: Final = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ]\d{2}.*)?")
_RUN: Final = re.compile(r"(\d{8})(\d{4}(?:\d{2})?)Z?")
_EPOCH: Final = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}")
_UNIVERSAL: Final = re.compile(r" ?(?:UTC|GMT)$", re.IGNORECASE)
_MAIL: Final = re.compile(
    r"(?:[a-z]{3}, ?)?\d{1,2} [a-z]{3} \d{2}(?:\d{2})? \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|ut|gmt|z|[ecmp][sd]t)(?: ?\([^)]*\))?",
    re.IGNORECASE,
)
_FIRST_SECOND: Final = 631_152_000  # 1990: shorter numbers are anything but a time
_LAST_SECOND: Final = 2_200_000_000


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed. ``precision`` is minute, day, month or unknown; a day or month is a ``date`` (a month its
    first day), a minute a ``datetime``, aware if the text names a zone; ``zone`` is "", "UTC" or "+01:00"."""

    value: datetime | date | None
    precision: str
    zone: str = ""


UNKNOWN: Final = Printed(None, "unknown")


def parse(text: str, language: str = "") -> Printed:
    """Read one date of at most 60 characters; ``UNKNOWN`` where it is none or could mean two days.

    ``language`` is the tag of the article, or empty. With it the order of 10/02/2026 is known, and what Margin's own
    tables do not hold is tried with dateparser.
    """
    line = " ".join(text[: _LONGEST_LINE + 1].split())
    line = _UPDATED.sub("", _LEAD.sub("", line, count=1)) or line
    return _parse(line, language) if line and len(line) <= LONGEST else UNKNOWN


@lru_cache(maxsize=2_000)
def _parse(text: str, language: str) -> Printed:
    try:
        return _exact(text) or _worded(text, language) or _foreign(text, language) or UNKNOWN
    except (ValueError, OverflowError):
        return UNKNOWN


def _exact(text: str) -> Printed | None:
    """The forms that machines write."""
    if not text.isascii():
        return None
    return _iso(text) or _run(text) or _epoch(text) or _mail(text)


def _iso(text: str) -> Printed | None:
    month = _ISO_MONTH.fullmatch(text)
    if month:
        return Printed(date(int(month[1]), int(month[2]), 1), "month")
    if not _ISO.fullmatch(text):
        return None
    if len(text) <= 10:
        return Printed(date.fromisoformat(text), "day")
    try:
        return _minute(datetime.fromisoformat(_UNIVERSAL.sub("Z", text)))
    except ValueError:
        if text[10:11] == "T":
            raise
        return None  # a printed time follows: 2026-02-10 6:30 pm


def _run(text: str) -> Printed | None:
    """20260210183000, as archives write it."""
    found = _RUN.fullmatch(text)
    if found is None:
        return None
    form = "%Y%m%d%H%M%S" if len(found[2]) == 6 else "%Y%m%d%H%M"
    try:
        value = datetime.strptime(found[1] + found[2], form)
    except ValueError:
        return None
    return _minute(value.replace(tzinfo=UTC) if text.endswith("Z") else value)


def _epoch(text: str) -> Printed | None:
    """Seconds or milliseconds since 1970."""
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text) / (1000 if len(text.split(".")[0]) > 10 else 1)
    if not _FIRST_SECOND <= seconds <= _LAST_SECOND:
        return None
    return _minute(datetime.fromtimestamp(int(seconds), tz=UTC))


def _mail(text: str) -> Printed | None:
    """RFC 2822, section 3.3 and 4.3: feeds and e-mail."""
    return _minute(parsedate_to_datetime(text)) if _MAIL.fullmatch(text) else None


def _worded(text: str, language: str) -> Printed | None:
    parts = printed_dates.read(text, language)
    return _from_parts(parts) if parts else None


def _foreign(text: str, language: str) -> Printed | None:
    """What the tables do not hold; needs the language, for it would guess, and a year, for it would invent one."""
    code = language.split("-")[0].lower()
    if not code or code == "en" or not re.search(r"\d{4}", text) or not re.search(r"[^\W\d_]{2}", text):
        return None
    found = _dateparser(text, code, printed_dates.order(language) or "DMY")
    if found is None:
        return None
    return _minute(found) if re.search(r"\d{1,2} ?[:.h] ?\d{2}(?!\d|[.]\d)", text) else Printed(found.date(), "day")


def _dateparser(text: str, code: str, order: str) -> datetime | None:
    """Loaded at the first such text and never before."""
    from dateparser import parse as read

    settings = {"STRICT_PARSING": True, "DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"]}
    try:
        found: datetime | None = read(text, languages=[code], settings={**settings, "PARSERS": ["absolute-time"]})
    except (
        ValueError,
        TypeError,
        RecursionError,
        AttributeError,
        IndexError,
    ):  # a language it does not know, and worse
        return None
    return found


def _from_parts(parts: Parts) -> Printed:
    if not parts.day:
        return Printed(date(parts.year, parts.month, 1), "month")
    day = date(parts.year, parts.month, parts.day)
    if parts.hour < 0:
        return Printed(day, "day")
    value = datetime(parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second)
    return _minute(_zoned(value, parts.zone)) if parts.zone else _minute(value)


def _zoned(value: datetime, name: str) -> datetime:
    known = ZONES.get(name, name.removeprefix("gmt").removeprefix("utc"))
    if "/" in known:
        try:
            return value.replace(tzinfo=ZoneInfo(known))
        except ZoneInfoNotFoundError as error:
            raise ValueError(name) from error
    sign, digits = known[0], known[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    offset = timedelta(hours=hours, minutes=minutes)
    return value.replace(tzinfo=timezone(-offset if sign == "-" else offset))


def _minute(value: datetime) -> Printed:
    offset = value.utcoffset()
    if offset is None:
        return Printed(value, "minute", "")
    if isinstance(value.tzinfo, ZoneInfo):
        value = value.replace(tzinfo=timezone(offset))
    name = "UTC" if not offset else value.strftime("%z")[:3] + ":" + value.strftime("%z")[3:5]
    return Printed(value.replace(tzinfo=UTC) if not offset else value, "minute", name)
