"""Who takes which stance towards a claim, since when, and how it moved; and the sentence that says so in short."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.template.defaultfilters import date as format_date
from django.utils.translation import get_language, gettext as _, ngettext

from annotations.claim_filter import ClaimFilter
from annotations.claim_selection import Selection
from annotations.held import Held, Point, began_by, held_by, last_of
from annotations.models import Speaker, Stance
from annotations.passages import NONE
from annotations.tally import STANCES
from annotations.units import counted
from newsroom.prepared import Prepared

MOST_DOTS: Final = 12
SHOWN: Final = 20
"""Voices that the page lists; the others are in its filter, and all in the coverage."""
NAMED: Final = 2


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A day, or a month where no more is known."""

    day: date
    is_month: bool

    @property
    def short(self) -> str:
        """In a few characters."""
        return _short(self.day, self.is_month, get_language())

    @property
    def words(self) -> str:
        """As part of a sentence: with its preposition."""
        if self.is_month:
            return _("in %(month)s") % {"month": format_date(self.day, "YEAR_MONTH_FORMAT")}
        return _("on %(date)s") % {"date": format_date(self.day, "DATE_FORMAT")}

    @property
    def since(self) -> str:
        """As the end of "since"."""
        return format_date(self.day, "YEAR_MONTH_FORMAT" if self.is_month else "DATE_FORMAT")

    @property
    def machine(self) -> str:
        """For a ``datetime`` attribute."""
        return self.day.strftime("%Y-%m" if self.is_month else "%Y-%m-%d")


@lru_cache(maxsize=4096)
def _short(day: date, is_month: bool, language: str | None) -> str:
    """Write a day; a page names hundreds, and few different ones."""
    return str(format_date(day, "M Y" if is_month else "SHORT_DATE_FORMAT"))


@dataclass(frozen=True, slots=True)
class Move:
    """A stance that was held from a day to a day, with nothing else said between."""

    stance: str
    first: Moment
    last: Moment

    @staticmethod
    def of(held: Held) -> "Move":
        """Return what was held, as the page tells it."""
        return Move(STANCES[held.stance], _moment(*held.first), _moment(*held.last))

    @property
    def words(self) -> Any:
        """The stance in words."""
        return Stance(self.stance).label


class Person(NamedTuple):
    """A speaker as far as the page tells of them."""

    pk: int
    uuid: UUID
    name: str
    folded: str
    affiliation: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with counts by stance, in the order of the stances; without a speaker nobody is named."""

    speaker: Person | None
    counts: Sequence[tuple[str, int]]
    total: int
    held: Sequence[Held]
    """The newest stances in the order of time."""
    began: Mapping[int, Point]
    """When each stance (a position in STANCES) was taken first, where a date is known."""
    unit: str
    filter: ClaimFilter

    @property
    def moves(self) -> list[Move]:
        """The newest stances with their days, oldest first."""
        return [Move.of(held) for held in self.held]

    @property
    def address(self) -> str:
        """What of the page is this speaker's."""
        return self.filter.address(speaker=str(self.speaker.uuid) if self.speaker else NONE)

    @property
    def dots(self) -> list[str]:
        """One stance a dot, as many as there is room for."""
        return [stance for stance, count in self.counts for _number in range(min(count, MOST_DOTS))][:MOST_DOTS]

    @property
    def more(self) -> int:
        """How many have no dot."""
        return max(0, sum(count for _stance, count in self.counts) - MOST_DOTS)

    @property
    def words(self) -> list[tuple[Any, str]]:
        """The stances in words, with what was counted."""
        return [(Stance(stance).label, counted(self.unit, count)) for stance, count in self.counts]

    @property
    def has_moved(self) -> bool:
        """Whether the stance was another one at another time."""
        return len(self.held) > 1


def voices(selection: Selection) -> list[Voice]:
    """Return who takes which stance, most first; those whom nobody named last. One query."""
    ledger, unit = selection.ledger, selection.unit
    totals = ledger.split(unit, "speaker")
    counts: dict[int, list[tuple[str, int]]] = {pk: [] for (pk,) in totals}
    for (pk, stance), count in sorted(ledger.split(unit, "speaker", "stance").items()):
        counts[pk].append((STANCES[stance], count))
    held, began = held_by(ledger, ledger.speaker), began_by(ledger)
    people = {row[0]: Person(*row) for row in _PEOPLE.rows(pks=[pk for pk in counts if pk])}
    found = [
        Voice(people.get(pk), by, totals[pk,], held.get(pk, ()), began.get(pk, {}), unit, selection.filter)
        for pk, by in counts.items()
    ]
    return sorted(found, key=lambda one: (one.speaker is None, -one.total, one.speaker.folded if one.speaker else ""))


_PEOPLE = Prepared(lambda pks: Speaker.objects.filter(pk__in=pks).values_list(*Person._fields))


def _moment(day: int, coarse: int) -> Moment:
    return Moment(date.fromordinal(day), bool(coarse))


def summary(selection: Selection, found: Sequence[Voice]) -> list[tuple[str, str]]:
    """Return in a few sentences who says it, who denies it, and since when: each with the stance that it is about."""
    if not found:
        return []
    sentences = [("asserts", _said(found)), ("disputes", _denied(found))]
    return sentences + [("", text) for text in (*_moved(found), *_last(selection))]


def _said(found: Sequence[Voice]) -> str:
    some = _with(found, "asserts")
    if not some:
        return _("Nobody asserts it.")
    words = {"names": _names(some), "since": _since(some, "asserts")}
    return (_("%(names)s asserts it%(since)s.") if len(some) == 1 else _("%(names)s assert it%(since)s.")) % words


def _denied(found: Sequence[Voice]) -> str:
    some = _with(found, "disputes")
    if not some:
        return _("Nobody disputes it.")
    words = {"names": _names(some), "since": _since(some, "disputes")}
    return (_("%(names)s disputes it%(since)s.") if len(some) == 1 else _("%(names)s dispute it%(since)s.")) % words


def _moved(found: Sequence[Voice]) -> Iterator[str]:
    some = [voice for voice in found if voice.speaker and voice.has_moved]
    if some:
        text = ngettext("%(names)s has changed stance.", "%(names)s have changed stance.", len(some))
        yield text % {"names": _names(some)}


def _last(selection: Selection) -> Iterator[str]:
    day, coarse = last_of(selection.ledger)
    if day:
        yield _("Last said %(when)s.") % {"when": _moment(day, coarse).words}


def _with(found: Sequence[Voice], stance: str) -> list[Voice]:
    """Return who takes a stance, most often first."""
    some = [(dict(voice.counts).get(stance, 0), voice) for voice in found]
    return [voice for count, voice in sorted(some, key=lambda one: (one[1].speaker is None, -one[0])) if count]


def _names(some: Sequence[Voice]) -> str:
    names = [voice.speaker.name if voice.speaker else _("somebody unnamed") for voice in some]
    if len(names) == 1:
        return names[0][:1].upper() + names[0][1:]
    if len(names) == NAMED:
        return _("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}
    rest = len(names) - NAMED
    text = ngettext("%(names)s and %(count)s other", "%(names)s and %(count)s others", rest)
    return text % {"names": ", ".join(names[:NAMED]), "count": rest}


def _since(some: Sequence[Voice], stance: str) -> str:
    """Return who was the first and when, empty where no date is known."""
    number = STANCES.index(stance)
    dated = [(voice.began[number], voice) for voice in some if number in voice.began]
    if not dated:
        return ""
    point, voice = min(dated, key=lambda one: one[0])
    moment = _moment(*point)
    if len(some) == 1 or not voice.speaker:
        return _(", since %(date)s") % {"date": moment.since}
    return _(", %(name)s first, %(when)s") % {"name": voice.speaker.name, "when": moment.words}
