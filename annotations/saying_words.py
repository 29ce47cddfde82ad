"""The words for days and months in a few languages, for ``annotations.saying``. Pure."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """How one language speaks of days: ``weekdays`` from Monday, ``months`` from January, each with its spellings.

    ``days`` are words for a day so many days ago; ``last`` makes a weekday one before today; ``within`` stands before a
    month that is meant as a whole; what follows a word of ``not_after``, or is followed by one of ``not_before``, is not
    when something was said; ``ago`` surrounds a number of days.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    days: dict[str, int]
    last: tuple[str, ...]
    within: str
    not_after: tuple[str, ...]
    not_before: tuple[str, ...] = ()
    ago: str = ""
    numbers: tuple[str, ...] = ()
    is_month_first: bool = False


ENGLISH: Final = Words(
    weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    months=(
        "january|jan\\.",
        "february|feb\\.",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august|aug\\.",
        "september|sept\\.",
        "october|oct\\.",
        "november|nov\\.",
        "december|dec\\.",
    ),
    days={"today": 0, "this morning": 0, "this afternoon": 0, "yesterday": 1, "last night": 1},
    last=("last", "previous", "past"),
    within="in|in early|in late|in mid|during|last",
    not_after=("next", "until", "till", "by", "before", "since", "from", "coming", "every", "after"),
    not_before=("next",),
    ago=r"(?P<n>{n})\s+days?\s+(?:ago|earlier)",
    numbers=("", "one", "two", "three", "four", "five", "six"),
    is_month_first=True,
)
GERMAN: Final = Words(
    weekdays=("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag|sonnabend", "sonntag"),
    months=(
        "januar|jänner",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ),
    days={"heute": 0, "gestern": 1, "vorgestern": 2},
    last=("letzten", "vergangenen", "vorigen"),
    within="im|anfang|ende|mitte",
    not_after=("nächsten", "kommenden", "bis", "ab", "seit", "vor", "jeden", "zum"),
    ago=r"vor\s+(?P<n>{n})\s+tagen",
    numbers=("", "einem", "zwei", "drei", "vier", "fünf", "sechs"),
)
FRENCH: Final = Words(
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    days={"aujourd'hui": 0, "aujourd’hui": 0, "hier": 1, "avant-hier": 2},
    last=("dernier",),
    within="en|début|fin|mi",
    not_after=("dès", "depuis", "jusqu'à", "avant", "chaque"),
    not_before=("prochain",),
    ago=r"il\s+y\s+a\s+(?P<n>{n})\s+jours?",
    numbers=("", "un", "deux", "trois", "quatre", "cinq", "six"),
)
DUTCH: Final = Words(
    weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    months=(
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    days={"vandaag": 0, "vanmorgen": 0, "gisteren": 1, "eergisteren": 2},
    last=("vorige", "afgelopen"),
    within="in|begin|eind|medio",
    not_after=("volgende", "komende", "tot", "vanaf", "sinds", "voor", "elke"),
    ago=r"(?P<n>{n})\s+dagen\s+geleden",
    numbers=("", "een", "twee", "drie", "vier", "vijf", "zes"),
)
SPANISH: Final = Words(
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre|setiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    days={"hoy": 0, "ayer": 1, "anteayer": 2, "anoche": 1},
    last=("pasado",),
    within="en|de|a principios de|a finales de",
    not_after=("próximo", "hasta", "desde", "cada"),
    not_before=("próximo", "que"),
    ago=r"hace\s+(?P<n>{n})\s+días?",
    numbers=("", "un", "dos", "tres", "cuatro", "cinco", "seis"),
)
LANGUAGES: Final = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "nl": DUTCH, "es": SPANISH}
