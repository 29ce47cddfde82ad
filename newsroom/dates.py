"""Dates as a reader sees them: as exactly as they are known, in the reader's language and no more.

A date without a time is a day of the calendar: it is never moved into another zone.
"""

from datetime import UTC, datetime, timedelta, timezone as fixed
from zoneinfo import ZoneInfo

from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.corrections import as_typed


def published(at: datetime | None, precision: str, *, short: bool = False, within: bool = False) -> str:
    """Return a time of publication in words, as exactly as it is known; "No date" where it is not, small ``within`` a sentence."""
    if at is None:
        return _("no date") if within else _("No date")
    if precision == "minute":
        return format_date(timezone.localtime(at), "DATETIME_FORMAT")
    if precision == "month":
        return format_date(at.astimezone(UTC).date(), "YEAR_MONTH_FORMAT")
    return format_date(at.astimezone(UTC).date(), "SHORT_DATE_FORMAT" if short else "DATE_FORMAT")


def machine(at: datetime | None, precision: str) -> str:
    """Return the same for a ``datetime`` attribute: ISO 8601, as exactly as it is known, empty where it is not."""
    if at is None:
        return ""
    at = at.astimezone(UTC)
    return at.strftime({"minute": "%Y-%m-%dT%H:%MZ", "month": "%Y-%m"}.get(precision, "%Y-%m-%d"))


def typed(at: datetime | None, precision: str, zone: str) -> str:
    """Return a stored time as a form shows it, in the zone that it was given in."""
    if at is None:
        return ""
    moved = at.astimezone(_zone(zone))
    offset = moved.strftime("%z")
    return as_typed(moved, precision, zone if zone in ("", "UTC") else f"{offset[:3]}:{offset[3:5]}")


def _zone(name: str) -> fixed | ZoneInfo:
    if not name or name == "UTC":
        return UTC
    if name[0] not in "+-":
        return ZoneInfo(name)
    minutes = int(name[1:3]) * 60 + int(name[-2:])
    return fixed(timedelta(minutes=-minutes if name[0] == "-" else minutes))
