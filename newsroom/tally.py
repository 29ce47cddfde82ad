"""What became of the articles of one run of the command, without keeping every name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from newsroom.actions.intake import ImportPlan, Outcome
from newsroom.files import Ready
from newsroom.near import Near
from newsroom.verdicts import ADDED, KNOWN, REVISED

SHOWN: Final = 1_000
"""So many names of a kind are printed at the most; all are counted."""


@dataclass(slots=True)
class Names:
    """Names of one kind: the first ones, and how many there are."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Count one."""
        self.count += 1
        if self.count <= SHOWN:
            self.first.append(line)

    def lines(self, label: str) -> Iterator[str]:
        """Yield how many there are, and their names below."""
        yield f"{label}: {self.count:,}"
        yield from (f"  {line}" for line in self.first)
        if self.count > SHOWN:
            yield f"  and {self.count - SHOWN:,} more"


@dataclass(slots=True)
class Tally:
    """All that is said at the end."""

    added: int = 0
    known: Names = field(default_factory=Names)
    revised: Names = field(default_factory=Names)
    copies: Names = field(default_factory=Names)
    refused: Names = field(default_factory=Names)

    def refuse(self, name: str, why: str) -> None:
        """Note what could not be read."""
        self.refused.add(f"{name}: {why}")

    def count(self, ready: Sequence[Ready], plan: ImportPlan, outcomes: Sequence[Outcome]) -> None:
        """Note the outcomes of one piece."""
        for each, outcome in zip(ready, outcomes, strict=True):
            if outcome.status == ADDED:
                self._add(each, plan.stories.near.get(each.prepared.fingerprints, ()))
            elif outcome.status == REVISED:
                self.revised.add(f"{each.name}: {outcome.article.title}")
            elif outcome.status == KNOWN:
                self.known.add(each.name)
            else:
                why = "Its address is there already, with other words. --apart imports it all the same."
                self.refuse(each.name, why)

    def _add(self, ready: Ready, near: Sequence[Near]) -> None:
        self.added += 1
        if near and near[0].is_same:
            self.copies.add(f"{ready.name}: {near[0].article.title} ({near[0].shared} of {near[0].of})")

    def lines(self) -> Iterator[str]:
        """Yield it all, ready to be printed."""
        yield f"Added: {self.added:,}"
        yield from self.revised.lines("New wordings") if self.revised.count else ()
        yield from self.known.lines("Already there")
        yield from self.copies.lines("Probably the same text as") if self.copies.count else ()
        yield from self.refused.lines("Refused")
