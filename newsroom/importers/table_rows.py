"""What every kind of table gives: its rows, with the names of their columns.

>>> head(["Title", "", "Title"])
['Title', 'column 2', 'Title (2)']
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from newsroom.importers.columns import MOST_COLUMNS
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Notice, Refused, gettext_noop

LONGEST_NAME: Final = 120
_DATA: Final = re.compile(r"https?://|\d{4}-\d{2}-\d{2}|[\d.,:/ +-]+$")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: what its source keeps, or why it cannot be read. ``place`` is shown to a person ("row 17")."""

    place: str
    values: Mapping[str, Any] = field(default_factory=dict)
    data: bytes = b""
    notice: Notice | None = None


def row_of(place: str, names: Sequence[str], cells: Sequence[Any]) -> TableRow:
    """Make a row of cells; empty ones are left out."""
    values = {name: cell for name, cell in zip(names, cells, strict=False) if cell not in ("", None)}
    return TableRow(place, values, json.dumps(values, ensure_ascii=False).encode("utf-8", "replace"))


def is_head(cells: Sequence[Any]) -> bool:
    """Say whether the first row names columns rather than being the first article."""
    filled = [str(cell).strip() for cell in cells if cell not in ("", None) and str(cell).strip()]
    return bool(filled) and not any(len(text) > LONGEST_NAME or _DATA.match(text) for text in filled)


def head(cells: Sequence[Any]) -> list[str]:
    """Return the names of the columns, each once and none empty."""
    names: list[str] = []
    used: dict[str, int] = {}
    for number, cell in enumerate(cells[:MOST_COLUMNS], start=1):
        name = " ".join(tidy(str(cell if cell is not None else "")).split())[:LONGEST_NAME] or f"column {number}"
        used[name] = used.get(name, 0) + 1
        names.append(name if used[name] == 1 else f"{name} ({used[name]})")
    return names


def numbered(count: int) -> list[str]:
    """Return the names of columns that have none."""
    return [f"column {number}" for number in range(1, min(count, MOST_COLUMNS) + 1)]


def no_rows() -> Refused:
    """Return the refusal of a table without rows."""
    message = gettext_noop("It has no rows below the names of its columns. Look whether it is whole.")
    return Refused("no-rows", message)
