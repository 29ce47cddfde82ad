"""Fields of the forms that tag passages: what comes out is cleaned, or the reader is told what is wrong."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models import SaidPrecision, Tagging
from newsroom.folding import fold, one_line
from newsroom.text import clean

LABEL_LENGTH: Final = 200
"""Code points of a claim's label or a speaker's name."""
FOLDED_LENGTH: Final = 400
"""Code points of its folded form: one ligature can fold to eighteen letters."""
NOTE_LENGTH: Final = 10_000
LARGEST: Final = 2**31 - 1

_SAID: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2}))?)?", re.ASCII)


class LabelField(forms.CharField):
    """One line that names something: control characters out, white space collapsed, empty where nothing is visible."""

    def to_python(self, value: Any) -> str:
        """Return the cleaned line. Raises ``ValidationError`` where it is too long or has invisible characters alone."""
        text = one_line(clean(super().to_python(value)))
        if text and not any(_is_visible(character) for character in text):
            raise ValidationError(_("There is nothing to be seen in this name. Write it with letters."))
        if len(text) > LABEL_LENGTH or len(fold(text)) > FOLDED_LENGTH:
            raise ValidationError(
                _("This is too long: %(count)d characters, and %(limit)d at most."),
                params={"count": len(text), "limit": LABEL_LENGTH},
            )
        return text


class NoteField(forms.CharField):
    """Some lines of text, line ends as LF."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the cleaned text. Raises ``ValidationError`` where it is too long; it is never cut."""
        text = clean(super().to_python(value)).strip()
        if len(text) > NOTE_LENGTH:
            raise ValidationError(
                _("The note is too long: %(count)d characters, and %(limit)d at most."),
                params={"count": len(text), "limit": NOTE_LENGTH},
            )
        return text


@dataclass(frozen=True, slots=True)
class Said:
    """When something was said, in UTC, and how exactly that is known."""

    at: datetime | None = None
    precision: str = SaidPrecision.UNKNOWN


class SaidField(forms.CharField):
    """A day, a month, or a time of a day in the site's time zone."""

    def clean(self, value: Any) -> Any:
        """Return a ``Said``. Raises ``ValidationError`` for what is no date."""
        text = " ".join(super().clean(value).split())
        if not text:
            return Said()
        match = _SAID.fullmatch(text)
        if match is None:
            raise ValidationError(_("Write the date as 2026-02-03, 2026-02 or 2026-02-03 14:30."))
        try:
            return _said(*(int(part) if part else None for part in match.groups()))
        except (ValueError, OverflowError):
            raise ValidationError(_("There is no such date: %(text)s."), params={"text": text}) from None


def said_text(tagging: Tagging) -> str:
    """Return what one would type into a ``SaidField`` for the time of a tagging."""
    if tagging.said_at is None:
        return ""
    if tagging.said_precision == SaidPrecision.MINUTE:
        return f"{timezone.localtime(tagging.said_at):%Y-%m-%d %H:%M}"
    day = tagging.said_at.astimezone(UTC)
    return f"{day:%Y-%m}" if tagging.said_precision == SaidPrecision.MONTH else f"{day:%Y-%m-%d}"


def _said(year: int | None, month: int | None, day: int | None, hour: int | None, minute: int | None) -> Said:
    if year is None or month is None or not 1000 <= year < 9999:  # time zones must have room at both ends
        raise ValueError
    if hour is not None and minute is not None:
        local = datetime(year, month, day or 1, hour, minute, tzinfo=timezone.get_current_timezone())
        return Said(local.astimezone(UTC), SaidPrecision.MINUTE)
    precision = SaidPrecision.DAY if day is not None else SaidPrecision.MONTH
    return Said(datetime(year, month, 1 if day is None else day, tzinfo=UTC), precision)


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" or unicodedata.category(character) == "Mc"
