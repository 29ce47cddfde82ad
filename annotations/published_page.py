"""A published page as a template shows it: what is kept as counts is drawn again. No row is asked for anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotations.timeline import Column, Count, Drawing, draw


@dataclass(frozen=True, slots=True)
class Plot:
    """The timeline: its drawing, and each of its columns with a short label and a name."""

    drawing: Drawing
    columns: list[tuple[Column, str, str]]

    @property
    def bottom(self) -> float:
        """Where the lines of the grid end."""
        return self.drawing.labels - 14

    @property
    def kinds(self) -> set[str]:
        """Which kinds of dates are in it: said, published, coarse."""
        return {kind for column, *_names in self.columns for count in column.counts for kind, n in count.kinds if n}


def plot(values: Mapping[str, Any]) -> Plot | None:
    """Return the timeline of a payload, None where it has none."""
    kept = values["timeline"]
    drawing = draw([Count(*count) for count in kept["counts"]], kept["step"]) if kept else None
    if drawing is None:
        return None
    names = [(label, name) for label, name in kept["names"]]
    return Plot(drawing, [(column, *name) for column, name in zip(drawing.columns, names, strict=True)])
