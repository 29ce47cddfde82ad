"""What counts can be counts of, in words; ``annotations.tally`` counts them. A number never stands without its unit."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, ngettext

from annotations.tally import UNITS

DEFAULT: Final = "places"
LISTED: Final = ("annotations", "places", "articles", "stories")
"""Units in which the list of claims counts; the first one where none is asked for."""
TITLES: Final[dict[str, Promise]] = {
    "annotations": _("Annotations"),
    "places": _("Places"),
    "articles": _("Articles"),
    "stories": _("Stories"),
    "voices": _("Once an article"),
    "daily": _("Once a day"),
}
MEANINGS: Final[dict[str, Promise]] = {
    "annotations": _("Each highlight of each analyst."),
    "places": _("What analysts marked at the same place counts once."),
    "articles": _("An article counts once, however often it says so."),
    "stories": _("Copies of one text count once."),
    "voices": _("A speaker with a stance counts once an article."),
    "daily": _("A speaker with a stance counts once a day; what has no date counts as one day."),
}


def counted(unit: str, number: int) -> str:
    """Return a number with its unit, in words."""
    return _forms(unit, number) % {"number": intcomma(number)}


def choices(unit: str, units: Sequence[str] = UNITS) -> list[dict[str, Any]]:
    """Return units, all of them by default, as a page offers them."""
    return [{"unit": one, "title": TITLES[one], "meaning": MEANINGS[one], "is_set": one == unit} for one in units]


def _forms(unit: str, number: int) -> str:
    if unit == "annotations":
        return ngettext("%(number)s annotation", "%(number)s annotations", number)
    if unit == "places":
        return ngettext("%(number)s place", "%(number)s places", number)
    if unit == "articles":
        return ngettext("%(number)s article", "%(number)s articles", number)
    if unit == "stories":
        return ngettext("%(number)s story", "%(number)s stories", number)
    if unit == "voices":
        return ngettext("%(number)s time, once an article", "%(number)s times, once an article", number)
    return ngettext("%(number)s time, once a day", "%(number)s times, once a day", number)
