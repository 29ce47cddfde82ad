"""One claim as a file tells it, and what is wrong with a file."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Final

MOST: Final = 5_000
"""Claims that a file may hold."""
LARGEST: Final = 5_000_000
"""Bytes that a file may have."""


class BadCodebook(Exception):
    """A file that cannot be read as a codebook; ``values`` fill the message, which is translated by the caller."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message % values if values else message)
        self.message, self.values = message, values


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A claim; ``id`` and ``parent`` are UUIDs, or empty. ``colour`` is a slot from 1 on, 0 where the file has none."""

    id: str
    label: str
    parent: str = ""
    statement: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    colour: int = 0
    archived: bool = False
    examples: str = ""
    """Passages, one a line, for people: reading a file brings none in."""
    order: int = 0
    """Its place among those with the same parent, from 1 on, 0 where the file does not say."""


NAMES: Final = tuple(field.name for field in fields(CodeEntry))


def values_of(entry: CodeEntry) -> dict[str, Any]:
    """Return an entry as plain values, in the order of ``NAMES``."""
    return asdict(entry)


def entry_of(values: dict[str, Any]) -> CodeEntry:
    """Make an entry of texts from outside; what is missing is empty. Raises ``BadCodebook`` without a label."""
    texts = {name: str(values.get(name) or "").strip() for name in NAMES}
    if not texts["label"]:
        raise BadCodebook("There is a claim without a label.")
    colour, order = _number(texts.pop("colour")), _number(texts.pop("order"))
    archived = texts.pop("archived").lower() in ("1", "true", "yes")
    return CodeEntry(**texts, colour=colour, order=order, archived=archived)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def bounded(entries: list[CodeEntry]) -> list[CodeEntry]:
    """Return the entries. Raises ``BadCodebook`` where there is none, or there are too many."""
    if not entries:
        raise BadCodebook("There is no claim in this file.")
    if len(entries) > MOST:
        raise BadCodebook("There are more than %(most)d claims in this file.", most=MOST)
    return entries
