"""How an exported file is written, as said in an address or on the command line."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from annotations.exports import csv_file
from annotations.passages import BadFilter, PassageFilter, Query

LAYOUTS: Final = ("long", "wide")
AUDIENCES: Final = ("default", "excel", "scripts")
SEPARATORS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
KEYS: Final = ("layout", "for", "separator", "as_of")


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is written; without ``as_of`` as things stand now."""

    layout: str = "long"
    audience: str = "default"
    separator: str = ""
    as_of: datetime | None = None

    @property
    def dialect(self) -> csv_file.Dialect:
        """The dialect; for spreadsheets the separator is the active language's where none was chosen."""
        if self.audience == "scripts":
            return csv_file.SCRIPTS
        if self.audience == "default":
            return csv_file.DEFAULT
        by_language = "semicolon" if get_format("DECIMAL_SEPARATOR") == "," else "comma"
        return csv_file.excel(SEPARATORS[self.separator or by_language])


def refuse_past(filter: PassageFilter, as_of: datetime | None) -> None:
    """Raise ``BadFilter`` where a file as of a time is asked for by what the log is not read back for."""
    if as_of and filter.agreement:
        raise BadFilter(_("How analysts agree is not known as of a time. Leave “agreement” out."))


def read_options(query: Query) -> Options:
    """Read the options from an address. Raises ``BadFilter``."""
    given = {key: (query.getlist(key) or [""])[-1].strip() for key in KEYS}
    layout = _one_of("layout", given["layout"] or "long", LAYOUTS)
    audience = _one_of("for", given["for"] or "default", AUDIENCES)
    separator = _one_of("separator", given["separator"], ("", *SEPARATORS))
    return Options(layout, audience, separator, read_time(given["as_of"]))


def read_time(text: str) -> datetime | None:
    """Return a moment, None for no text; a date alone is its beginning, a time without zone is UTC.

    Raises ``BadFilter``.
    """
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        message = _("“%(value)s” is not a time. Write it as 2026-02-03T14:05Z.") % {"value": text[:100]}
        raise BadFilter(message) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _one_of(key: str, value: str, known: tuple[str, ...]) -> str:
    if value in known:
        return value
    message = _("“%(value)s” is no value of “%(key)s”. There are: %(known)s.")
    raise BadFilter(message % {"value": value[:100], "key": key, "known": ", ".join(filter(None, known))})
