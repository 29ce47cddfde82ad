"""The timeline of a claim or a speaker: what is counted, its words and its links; ``annotations.timeline`` draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.template.defaultfilters import date as format_date
from django.utils.translation import gettext as _

from annotations.claim_filter import ClaimFilter
from annotations.models import Stance
from annotations.tally import STANCES, Ledger
from annotations.timeline import Column, Count, Drawing, begin, draw, step_for
from annotations.units import counted

_SAID, _PUBLISHED, _COARSE = range(3)
_FORMATS: Final = {"day": "j M", "week": "j M", "month": "M Y", "year": "Y"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One stance in one step: a number that leads to what it counts."""

    stance: str
    count: int
    words: str
    said: int
    address: str

    @property
    def label(self) -> Any:
        """The stance in words."""
        return Stance(self.stance).label


@dataclass(frozen=True, slots=True)
class Step:
    """A column of the drawing in words: ``label`` is short, ``name`` says which days it is."""

    column: Column
    label: str
    name: str
    address: str
    cells: Sequence[Cell]

    @property
    def title(self) -> str:
        """The column in one line."""
        said = ", ".join(f"{cell.label}: {cell.words}" for cell in self.cells)
        return f"{self.name}: {said}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing, its steps, and which kinds of dates are in it."""

    drawing: Drawing
    steps: Sequence[Step]
    caption: str
    has_coarse: bool
    has_published: bool
    has_said: bool

    @property
    def filled(self) -> list[Step]:
        """The steps in which there is anything: the rows of the table."""
        return [step for step in self.steps if step.cells]

    @property
    def bottom(self) -> float:
        """Where the lines of the grid end."""
        return self.drawing.labels - 14


def timeline(ledger: Ledger, filter: ClaimFilter) -> Timeline | None:
    """Return the timeline of what a filter keeps, given as a ledger; None where nothing has a date."""
    unit = filter.unit
    first, last = ledger.remember("days", lambda: days_of(ledger))
    if not last:
        return None
    step = step_for(first, last)
    counts = ledger.remember(("timeline", unit), lambda: _counts(ledger, unit, step))
    drawing = draw(counts, step)
    if drawing is None:
        return None
    return Timeline(
        drawing,
        [_step(filter, column, step) for column in drawing.columns],
        step_caption(step),
        any(count.coarse for count in counts),
        any(count.published for count in counts),
        any(count.said for count in counts),
    )


def days_of(ledger: Ledger) -> tuple[int, int]:
    """Return the first and the last day, zeros where none is known."""
    days = set(ledger.day) - {0}
    return min(days, default=0), max(days, default=0)


def _counts(ledger: Ledger, unit: str, step: str) -> list[Count]:
    """Count by step and stance; what is counted once is shown once, as said where anybody says when it was said."""
    begins = {day: begin(day, step) if day else 0 for day in set(ledger.day)}
    starts = [begins[day] for day in ledger.day]
    is_fine = step in ("day", "week")
    coarse = zip(ledger.coarse, ledger.said, strict=True)
    kinds = [_COARSE if one and is_fine else _SAID if said else _PUBLISHED for one, said in coarse]
    totals = ledger.spread(unit, starts, ledger.stance)
    by_kind = ledger.spread(unit, starts, ledger.stance, kinds)
    return [_count(start, stance, total, by_kind) for (start, stance), total in totals.items() if start]


def _count(start: int, stance: int, total: int, by_kind: Any) -> Count:
    said = by_kind[start, stance, _SAID]
    coarse = min(by_kind[start, stance, _COARSE], total - said)
    return Count(start, STANCES[stance], said, total - said - coarse, coarse)


def _step(filter: ClaimFilter, column: Column, step: str) -> Step:
    first, last = date.fromordinal(column.start), date.fromordinal(column.end)
    days = {"since": max(first, filter.since or first), "until": min(last, filter.until or last)}
    cells = [
        Cell(
            count.stance,
            count.total,
            counted(filter.unit, count.total),
            count.said,
            filter.address(stance=count.stance, **days),
        )
        for count in column.counts
    ]
    address = filter.address(**days)
    return Step(column, format_date(first, _FORMATS[step]), step_name(first, step), address, cells)


def short_name(first: date, step: str) -> str:
    """Return the step that begins on a day, as short as can be."""
    return format_date(first, _FORMATS[step])


def step_name(first: date, step: str) -> str:
    """Return the step that begins on a day, in words."""
    if step == "day":
        return format_date(first, "DATE_FORMAT")
    if step == "week":
        return _("week of %(date)s") % {"date": format_date(first, "DATE_FORMAT")}
    return format_date(first, "YEAR_MONTH_FORMAT" if step == "month" else "Y")


def step_caption(step: str) -> str:
    """Return what one column is: a day, a week, a month or a year; empty where nothing has a date."""
    words: dict[str, Any] = {"day": _("by day"), "week": _("by week"), "month": _("by month"), "year": _("by year")}
    return str(words.get(step, ""))
