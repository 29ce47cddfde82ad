"""Runs one profile against one server and puts what happened into figures."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.load.book import Book
from bench.load.listening import Listener, listeners
from bench.load.people import Crowd
from bench.load.profiles import Profile
from bench.load.sending import Record, Sender
from bench.load.wire import Wire
from bench.report import Figure

AFTERWARDS = 8.0
"""Seconds that open pages have to show the last saves."""
Trouble = Callable[[Wire, Crowd], Awaitable[None]]


@dataclass(slots=True)
class Outcome:
    """What happened."""

    profile: Profile
    record: Record
    pages: list[Listener]
    problems: dict[str, int] = field(default_factory=dict)

    def shown(self) -> list[float]:
        """Return the seconds from when a save was due until each page that had its article open was told."""
        due = self.record.due
        return [at - due[action] for page in self.pages for action, at in page.shown.items() if action in due]

    def figures(self) -> list[Figure]:
        """Return the figures beside their goals."""
        profile, record, shown = self.profile, self.record, self.shown()
        count = max(1, len(record.due))
        failed = [status for status in record.failed if status != 503 or profile.is_patient]
        sure = sum(number for what, number in self.problems.items()) + len(failed) + len(record.errors)
        wrong = ", ".join(f"{number} {what}" for what, number in self.problems.items() if number) or "none"
        note = f"{len(record.saves)} of {count}; {record.broken} broke, {len(record.failed)} never in; errors {record.errors[:5]}"
        reads = len(record.reads)
        again, stale = sum(page.again for page in self.pages), sum(page.stale > 0 for page in self.pages)
        return [
            Figure(f"{profile.name}: save p50", at(record.saves, 0.5), "ms"),
            Figure(f"{profile.name}: save p95", at(record.saves, 0.95), "ms", profile.save_p95, note=note),
            Figure(f"{profile.name}: save p99", at(record.saves, 0.99), "ms", profile.save_p99),
            Figure(
                f"{profile.name}: read p95",
                at(record.reads, 0.95),
                "ms",
                note=f"{record.reads_refused} of {reads} refused",
            ),
            Figure(
                f"{profile.name}: shown p50",
                at(shown, 0.5),
                "ms",
                profile.shown_p50,
                note=f"{len(shown)} times; streams opened anew {again}; {stale} pages told to load again",
            ),
            Figure(f"{profile.name}: shown p95", at(shown, 0.95), "ms", profile.shown_p95),
            Figure(
                f"{profile.name}: saves refused at first",
                100 * record.refused / count,
                "%",
                100 * profile.refused,
                note=f"{record.bare} answers without Retry-After",
            ),
            Figure(f"{profile.name}: lost, doubled, phantom, failed", sure, "", 0, note=wrong),
        ]


def at(seconds: Sequence[float], share: float) -> float:
    """Return a quantile in milliseconds; not a number where nothing happened."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


async def perform(
    profile: Profile, port: int, crowd: Crowd, book: Path, troubles: Sequence[Trouble] = (), seed: int = 1
) -> Outcome:
    """Open the pages, send what is due, wait for what is shown, and close the pages."""
    wire, record, chance = Wire(port), Record(), random.Random(seed)
    pages = listeners(wire, crowd, profile.streams, profile.on_one)
    tasks = [asyncio.create_task(page.run()) for page in pages]
    await _all_open(pages)
    trouble = [asyncio.create_task(make(wire, crowd)) for make in troubles]
    sender = Sender(wire, crowd, Book(book), record, chance, patient=profile.is_patient)
    await sender.run(profile)
    await asyncio.sleep(AFTERWARDS)
    for task in (*trouble, *tasks):
        task.cancel()
    await asyncio.gather(*trouble, *tasks, return_exceptions=True)
    return Outcome(profile, record, pages)


async def _all_open(pages: Sequence[Listener], seconds: float = 60) -> None:
    for _ in range(int(seconds / 0.1)):
        if all(page.opened for page in pages):
            break
        await asyncio.sleep(0.1)
    await asyncio.sleep(1)
