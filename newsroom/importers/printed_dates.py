"""Dates in words: "mardi 10 février 2026 à 18h30", "10 de fevereiro de 2026", "2026年2月10日", "10. 2. 2026 18:30".

Everything in the text must be understood: a day of the week, a small word, a month, a number, a time, a zone. So a
sentence that holds a date is none.

>>> read("mardi 10 février 2026 à 18h30", "")
Parts(year=2026, month=2, day=10, hour=18, minute=30, second=0, zone='')
>>> read("On 10 February 2026 they met", "") is None
True
"""

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from newsroom.importers.printed_dates_words import (
    DAY_FIRST,
    FILLERS,
    MONTH_FIRST,
    MONTHS,
    PAIRS,
    WEEKDAYS,
    YEAR_FIRST,
)


class Parts(NamedTuple):
    """A date as its numbers. ``day`` is 0 where only the month is given, ``hour`` -1 where no time is; ``zone`` is "",
    an offset such as "+0100", or one of ``ZONES``."""

    year: int
    month: int
    day: int
    hour: int = -1
    minute: int = 0
    second: int = 0
    zone: str = ""


ZONES: Final = dict(
    name.split("=")
    for name in (
        "z=+0000 utc=+0000 gmt=+0000 ut=+0000 wet=+0000 bst=+0100 cet=+0100 mez=+0100 cest=+0200 mesz=+0200 sast=+0200"
        " eet=+0200 eest=+0300 msk=+0300 pkt=+0500 wib=+0700 hkt=+0800 sgt=+0800 jst=+0900 kst=+0900 aest=+1000"
        " aedt=+1100 nzst=+1200 nzdt=+1300 edt=-0400 est=-0500 cdt=-0500 mdt=-0600 mst=-0700 pdt=-0700 pst=-0800"
        " et=America/New_York ct=America/Chicago pt=America/Los_Angeles ist= cst= ast="
    ).split()
)
"""Names of zones as offsets, or as places where the offset depends on the day; those that mean several are empty."""
_ZONE: Final = rf"(?:gmt|utc)?[+-]\d{{1,2}}(?::?\d{{2}})?|{'|'.join(sorted(ZONES, key=len, reverse=True))}"
_TIME: Final = re.compile(
    r"(?<![\d.:/-])(?P<hour>\d{1,2})(?: ?(?::|h) ?(?P<minute>\d{2})|[.](?P<after>\d{2})(?= ?(?:uhr|h\b|[ap]\.?m\b))|(?= ?[ap]\.?m\b))"
    r"(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?!\d)(?: ?(?P<half>[ap])\.? ?m\b\.?)?(?: ?(?:uhr|hrs?|h|น)\b\.?)?"
    rf"(?: ?\(?(?P<zone>{_ZONE})\b\)?)?"
)
_LATE_TIME: Final = re.compile(
    rf"(?<=\d{{4}}),? (?:(?:klo|klokka|kl\.?|um|o|ore|à|at|alle|-|–) )?(?P<hour>\d{{1,2}})[.](?P<minute>\d{{2}})(?P<after>)(?P<second>)(?P<half>)(?: (?P<zone>{_ZONE}))?$"
)
_TOKEN: Final = re.compile(r"\d+|[^\d\s,;:()\[\]|/·•–—-][^\d\s,;:()\[\]|/·•–—]*")
_JOINT: Final = re.compile(r"\bd['’](?=\w)|(?<=\d)-(?=[^\W\d])|(?<=[^\W\d])-(?=\d)")
_SMALL: Final = frozenset(unicodedata.normalize("NFKC", word).casefold() for word in WEEKDAYS | FILLERS)
_EAST: Final = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(?:(\d{1,2}) ?[日일])?")
_EAST_TIME: Final = re.compile(
    r"(午前|午後|上午|下午|오전|오후)? ?(\d{1,2}) ?[時时시点:] ?(\d{1,2})? ?[分분]?(?::\d{2})?"
)
_EAST_NIGHT: Final = frozenset(("午後", "下午", "오후"))
_EAST_DAY: Final = re.compile(
    r"[(（\[]?[月火水木金土日월화수목금토일](?:曜日?|요일)?[)）\]]|星期[一二三四五六日天]|周[一二三四五六日]|[월화수목금토일]요일"
)
_NUMERIC: Final = re.compile(r"(\d{1,2})([./-]) ?(\d{1,2})\2 ?(\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})([./-]) ?(\d{1,2})\2 ?(\d{1,2})\.?")
_FIRST_YEAR, _LAST_YEAR, _BUDDHIST = 1500, 2199, 2400


def read(text: str, language: str) -> Parts | None:
    """Read a date of at most some dozen words; None for what is none, or could mean two days.

    ``language`` is a tag or empty. Raises ``ValueError`` for a time that is none.
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if not re.search(r"\d{4}", folded):
        return None
    parts = _east_asian(folded) or _with_time(folded, language.casefold())
    if parts is not None and parts.year >= _BUDDHIST:
        parts = parts._replace(year=parts.year - 543)
    return parts if parts is not None and _FIRST_YEAR <= parts.year <= _LAST_YEAR else None


def order(language: str) -> str:
    """Return how a language writes 10/02/2026: DMY or MDY, YMD where it begins with the year, "" if one cannot know."""
    tag = language.casefold().replace("_", "-")
    for tags, found in ((MONTH_FIRST, "MDY"), (DAY_FIRST, "DMY"), (YEAR_FIRST, "YMD")):
        if tag in tags or tag.split("-")[0] in tags:
            return found
    return ""


def _with_time(text: str, language: str) -> Parts | None:
    time = _TIME.search(text) or _LATE_TIME.search(text)
    rest = f"{text[: time.start()]} {text[time.end() :]}" if time else text
    date = _numbers(rest.strip(" ,;|/-–•·"), language) or _words(rest, language)
    if date is None or time is None:
        return date
    if not date.day:
        return None
    clock = _clock(time)
    return date if ZONES.get(time["zone"] or "") == "" else date._replace(**clock, zone=time["zone"] or "")


def _clock(time: re.Match[str]) -> dict[str, int]:
    hour, half = int(time["hour"]), time["half"]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"no hour {hour} in a half day")
        hour = hour % 12 + (12 if half == "p" else 0)
    return {"hour": hour, "minute": int(time["minute"] or time["after"] or 0), "second": int(time["second"] or 0)}


def _numbers(text: str, language: str) -> Parts | None:
    """10.2.2026 begins with the day everywhere; with other signs only where language or numbers tell."""
    if found := _YEAR_FIRST.fullmatch(text):
        return Parts(int(found[1]), int(found[3]), int(found[4]))
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return None
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or one == other or one > 12:
        return Parts(year, other, one)
    if other > 12:
        return Parts(year, one, other)
    placed = {"DMY": Parts(year, other, one), "MDY": Parts(year, one, other)}
    return placed.get(order(language))


def _words(text: str, language: str) -> Parts | None:
    for pair, word in PAIRS.items():
        text = text.replace(pair, word)
    text = _JOINT.sub(" ", text)
    numbers: list[tuple[str, int]] = []
    is_vietnamese = False
    for token in _TOKEN.findall(text)[:12]:
        word = token.rstrip(".’'")
        if token.isdigit():
            numbers.append(("y" if len(token) == 4 else "n" if len(token) <= 2 else "x", int(token)))
        elif word in ("tháng", "năm"):
            is_vietnamese = True
        elif month := _month(word, language):
            numbers.append(("m", month))
        elif word and word not in _SMALL:
            return None
    return _placed("".join(kind for kind, _value in numbers), [value for _kind, value in numbers], is_vietnamese)


def _placed(kinds: str, values: list[int], is_vietnamese: bool) -> Parts | None:
    places = {"nmy": (2, 1, 0), "mny": (2, 0, 1), "ymn": (0, 1, 2), "ynm": (0, 2, 1)}
    if is_vietnamese and kinds == "nny":
        return Parts(values[2], values[1], values[0])
    if kinds == "mnmy":  # French "mar. 10 mars 2026": the first one is Tuesday
        kinds, values = "nmy", values[1:]
    if kinds in places:
        year, month, day = (values[place] for place in places[kinds])
        return Parts(year, month, day)
    if kinds in ("my", "ym"):
        return Parts(max(values), min(values), 0)
    return None


def _month(word: str, language: str) -> int:
    """Return the month that a word means in a language, or in all languages that have it; 0 for none or several."""
    by_language = _months().get(word)
    if by_language is None:
        return 0
    own = by_language.get(language.split("-")[0]) or by_language.get("en")
    meanings = set(by_language.values())
    return own or (meanings.pop() if len(meanings) == 1 else 0)


@cache
def _months() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for language, months in MONTHS.items():
        for number, spellings in enumerate(months.split(), start=1):
            for spelling in spellings.split("/"):
                folded = unicodedata.normalize("NFKC", spelling).casefold()
                found.setdefault(folded, {})[language] = number
    return found


def _east_asian(text: str) -> Parts | None:
    text = _EAST_DAY.sub(" ", text)
    found = _EAST.match(text)
    if found is None:
        return None
    date = Parts(int(found[1]), int(found[2]), int(found[3] or 0))
    rest = text[found.end() :].strip(" ,|")
    if not rest:
        return date
    time = _EAST_TIME.fullmatch(rest)
    if time is None or not date.day:
        return None
    hour = int(time[2]) % 12 + 12 if time[1] in _EAST_NIGHT and int(time[2]) <= 12 else int(time[2])
    return date._replace(hour=hour, minute=int(time[3] or 0))
