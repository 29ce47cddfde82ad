"""Figures beside their limits."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``limit`` is the most allowed, or the least with ``at_least``; None where none was set."""

    work: str
    value: float
    unit: str
    limit: float | None = None
    peers: str = ""
    """Taguette 1.5.2 / doccano 1.8.4 / Label Studio 1.23.2 on the same kind of machine."""
    note: str = ""
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """Return "met", "MISSED", or nothing where there is no limit."""
        if self.limit is None:
            return ""
        return "met" if (self.value >= self.limit if self.at_least else self.value <= self.limit) else "MISSED"


def number(value: float) -> str:
    """Return a value with about three digits.

    >>> number(12345.6), number(12.34), number(0.456)
    ('12,346', '12.3', '0.456')
    """
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a Markdown table."""
    rows = [("work", "measured", "limit", "", "peers", "note")]
    for figure in figures:
        sign = "≥" if figure.at_least else "≤"
        limit = "" if figure.limit is None else f"{sign} {number(figure.limit)} {figure.unit}"
        measured = f"{number(figure.value)} {figure.unit}"
        rows.append((figure.work, measured, limit, figure.verdict, figure.peers, figure.note))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])
