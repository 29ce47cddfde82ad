"""When something was said, as far as a text's own words tell: "on Tuesday", "in January", "3 March".

Pure: standard library only. What is found is an offer, for a person to confirm. Words without a year are meant before the
day of publication, as news are written: "on Tuesday" is the last Tuesday up to that day, "in January" the last January.
What lies ahead ("next Tuesday", "until Friday") was not said then, and is left out.

>>> [offer.text for offer in find("He said so on Tuesday.", date(2026, 3, 4))]
['2026-03-03']
>>> [(offer.words, offer.text) for offer in find("In January she had refused.", date(2026, 3, 4))]
[('January', '2026-01')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from annotations.saying_words import ENGLISH, LANGUAGES, Words

_BEFORE: Final = re.compile(r"(?<![\w'])([\w']++)\s++$")
_AFTER: Final = re.compile(r"\s+(\w+)")
MOST: Final = 3
"""So many are offered for one sentence."""
FARTHEST: Final = 60
"""Days ago that are still counted in days."""
DAY, MONTH = "day", "month"


@dataclass(frozen=True, slots=True)
class Offer:
    """A time that the text names: from ``start`` to ``end`` (code points), the day, and how exactly it is known."""

    start: int
    end: int
    words: str
    day: date
    precision: str

    @property
    def text(self) -> str:
        """As one writes it into the form."""
        return f"{self.day:%Y-%m}" if self.precision == MONTH else f"{self.day:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class _Patterns:
    words: Words
    weekday: re.Pattern[str]
    dated: re.Pattern[str]
    month: re.Pattern[str]
    days: re.Pattern[str]
    ago: re.Pattern[str]


def find(text: str, published: date | None, language: str = "en") -> list[Offer]:
    """Return the times that a text names, in order; without a day of publication only those that name their year."""
    patterns = _patterns(language[:2].lower())
    found = list(_dated(text, published, patterns))
    if published:
        found += _relative(text, published, patterns)
    kept: list[Offer] = []
    for offer in sorted(found, key=lambda one: (one.precision == MONTH, one.start - one.end, one.start)):
        if not any(offer.start < other.end and other.start < offer.end for other in kept):
            kept.append(offer)
    kept = [offer for offer in kept if not _is_said_better(offer, kept)]
    return sorted(kept, key=lambda one: one.start)


def _is_said_better(offer: Offer, others: list[Offer]) -> bool:
    """Whether another one names the same day beside it: "Tuesday, 3 March"."""
    return any(
        other is not offer
        and (other.day, other.precision) == (offer.day, offer.precision)
        and other.start < offer.start
        for other in others
    )


def _dated(text: str, published: date | None, patterns: _Patterns) -> Iterator[Offer]:
    """Days and months of the calendar."""
    for match in patterns.dated.finditer(text):
        groups = match.groupdict()
        day, month, year = (groups[name] or groups.get(f"{name}2") for name in ("d", "m", "y"))
        found = _day(int(day or 0), _month_number(patterns.words, month or ""), year, published)
        if found and not _lies_ahead(text, match.start(), match.end(), patterns.words):
            yield Offer(match.start(), match.end(), match[0], found, DAY)
    for match in patterns.month.finditer(text):
        number = _month_number(patterns.words, match["m"] or match["m2"])
        found = _first_of(number, match["y"] or match["y2"], published)
        if found:
            start = match.start("m") if match["m"] else match.start("m2")
            yield Offer(start, match.end(), text[start : match.end()], found, MONTH)


def _relative(text: str, published: date, patterns: _Patterns) -> Iterator[Offer]:
    """Days as they are counted from the day of publication."""
    words = patterns.words
    for match in patterns.weekday.finditer(text):
        if not _lies_ahead(text, match.start(), match.end(), words):
            back = (published.weekday() - _position(words.weekdays, match[0])) % 7
            if not back and _is_last(text, match.start(), match.end(), words):
                back = 7
            yield Offer(match.start(), match.end(), match[0], published - timedelta(back), DAY)
    for match in patterns.days.finditer(text):
        days = words.days[" ".join(match[0].lower().split())]
        yield Offer(match.start(), match.end(), match[0], published - timedelta(days), DAY)
    for match in patterns.ago.finditer(text):
        number = match["n"].lower()
        days = int(number) if number.isdecimal() else words.numbers.index(number)
        if days <= FARTHEST:
            yield Offer(match.start(), match.end(), match[0], published - timedelta(days), DAY)


def _day(day: int, month: int, year: str | None, published: date | None) -> date | None:
    if published is None and not year:
        return None
    years = [int(year)] if year else [published.year, published.year - 1] if published else []
    for one in years:
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if published is None or found <= published:
            return found
    return None


def _first_of(month: int, year: str | None, published: date | None) -> date | None:
    if published is None:
        return date(int(year), month, 1) if year else None
    found = date(int(year), month, 1) if year else date(published.year - (month > published.month), month, 1)
    return found if found <= published else None


def _lies_ahead(text: str, start: int, end: int, words: Words) -> bool:
    before, after = _beside(text, start, end)
    return before in words.not_after or after in words.not_before


def _is_last(text: str, start: int, end: int, words: Words) -> bool:
    return bool(set(_beside(text, start, end)) & set(words.last))


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and after, in small letters."""
    before, after = _BEFORE.search(text[max(0, start - 30) : start]), _AFTER.match(text, end)
    return before[1].lower() if before else "", after[1].lower() if after else ""


def _month_number(words: Words, name: str) -> int:
    return _position(words.months, name) + 1


def _position(names: tuple[str, ...], name: str) -> int:
    return next(number for number, one in enumerate(names) if _pattern(one).fullmatch(name))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(name, re.IGNORECASE)


@cache
def _patterns(language: str) -> _Patterns:
    words = LANGUAGES.get(language, ENGLISH)
    months, weekdays = "|".join(words.months), "|".join(words.weekdays)
    days = "|".join(re.escape(one).replace("\\ ", r"\s+") for one in sorted(words.days, key=len, reverse=True))
    day_first = rf"\b(?P<d>\d{{1,2}})(?:\.|er|º|st|nd|rd|th)?\s+(?:of\s+|de\s+)?(?P<m>{months})(?!\w)"
    dated = rf"{day_first}(?:,?\s+(?:de\s+|del\s+)?(?P<y>[12]\d{{3}})\b)?"
    if words.is_month_first:
        dated += rf"|\b(?P<m2>{months})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>[12]\d{{3}})\b)?"
    year = r"\s+(?:de\s+|del\s+)?(?P<{}>[12]\d{{3}})\b"
    within = rf"\b(?:{words.within})[\s-]+(?P<m>{months})(?!\w)(?!\s+\d{{1,2}}\b)(?:{year.format('y')})?"
    ago = words.ago.format(n=r"\d{1,2}|" + "|".join(words.numbers[1:]))
    return _Patterns(
        words,
        _compiled(rf"\b(?:{weekdays})\b"),
        _compiled(dated),
        _compiled(rf"{within}|\b(?P<m2>{months}){year.format('y2')}"),
        _compiled(rf"\b(?:{days})\b"),
        _compiled(rf"\b{ago}\b"),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
