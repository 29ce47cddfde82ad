"""The generator's own book: a line before a save is sent, a line when it was answered. It never looks at the site."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

SENT, ANSWERED = "S", "A"


class Book:
    """Appends to a file, each line at once."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab", buffering=0)

    def sent(self, action: str, article: str) -> None:
        """About to be sent."""
        self._file.write(f"{SENT} {action} {article}\n".encode())

    def answered(self, action: str, status: int) -> None:
        """Answered."""
        self._file.write(f"{ANSWERED} {action} {status}\n".encode())


@dataclass(slots=True)
class Promises:
    """What a book says: all that was sent, with its article, and what was answered well."""

    sent: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a book back."""
        found = cls()
        for kind, action, what in _lines(path):
            if kind == SENT:
                found.sent[action] = what
            elif what == "200":
                found.kept.add(action)
        return found


def _lines(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="ascii").splitlines():
        yield line.split(" ")
