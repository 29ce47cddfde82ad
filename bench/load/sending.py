"""Saves and reads at times fixed in advance."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from uuid import uuid4

from bench.load.book import Book
from bench.load.people import Crowd
from bench.load.profiles import Profile
from bench.load.wire import Answer, Person, Wire

RETRIES = 6
HOT = 0.25


@dataclass(slots=True)
class Record:
    """What happened to the saves and reads; seconds from the time at which each was due."""

    saves: list[float] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)
    due: dict[str, float] = field(default_factory=dict)
    """When each save was due, by action."""
    refused: int = 0
    """Saves whose first answer was 503."""
    reads_refused: int = 0
    bare: int = 0
    """Answers 503 without it."""
    broken: int = 0
    """Connections that broke before an answer."""
    failed: list[int] = field(default_factory=list)
    """Last answers of saves that never went in."""
    errors: list[int] = field(default_factory=list)
    """Answers that must not be: 500 and the like."""


@dataclass(slots=True)
class Sender:
    """Sends a profile's saves and reads."""

    wire: Wire
    crowd: Crowd
    book: Book
    record: Record
    chance: random.Random
    patient: bool = True
    """Whether a save that was refused is sent again until it is in."""

    async def run(self, profile: Profile) -> None:
        """Send for the profile's time; returns when all was answered."""
        began = monotonic()
        jobs = [asyncio.create_task(self._at(time, self._save)) for time in self._times(began, profile.saves, profile)]
        jobs += [asyncio.create_task(self._at(time, self._read)) for time in self._times(began, profile.reads, profile)]
        await asyncio.gather(*jobs)

    def _times(self, began: float, rate: float, profile: Profile) -> list[float]:
        count = int(rate * profile.seconds)
        return sorted(began + self.chance.uniform(0, profile.seconds) for _ in range(count))

    async def _at(self, due: float, work: Callable[[float], Awaitable[None]]) -> None:
        await asyncio.sleep(max(0.0, due - monotonic()))
        await work(due)

    def _who(self) -> Person:
        return self.chance.choice(self.crowd.people)

    def _where(self) -> dict[str, Any]:
        hot = self.chance.random() < HOT or len(self.crowd.articles) == 1
        return self.crowd.articles[0] if hot else self.chance.choice(self.crowd.articles[1:])

    async def _read(self, due: float) -> None:
        path = f"/p/{self.crowd.project}/articles/{self._where()['uuid']}/"
        answer = await self.wire.get(self._who(), path)
        self.record.reads_refused += answer.status == 503
        self._note(answer, first=False)
        self.record.reads.append(monotonic() - due)

    async def _save(self, due: float) -> None:
        action, article, who = uuid4(), self._where(), self._who()
        form = {**self._form(article), "action": str(action), "note": f"load {action.hex}"}
        self.book.sent(action.hex, article["uuid"])
        self.record.due[action.hex] = due
        answer = await self._send(who, article, form)
        self.book.answered(action.hex, answer.status)
        if answer.status == 200:
            self.record.saves.append(monotonic() - due)
        else:
            self.record.failed.append(answer.status)

    async def _send(self, who: Person, article: dict[str, Any], form: dict[str, Any]) -> Answer:
        path = f"/p/{self.crowd.project}/articles/{article['uuid']}/annotations/"
        for attempt in range(RETRIES):
            answer = await self.wire.post(who, path, form, HX_Request="true", HX_Target="changes")
            self._note(answer, first=attempt == 0)
            if answer.status not in (0, 503) or not self.patient:
                break
            await asyncio.sleep(min(float(answer.headers.get("retry-after", "0.5")), 5) * self.chance.uniform(0.5, 1))
        return answer

    def _note(self, answer: Answer, first: bool = True) -> None:
        if answer.status == 503:
            self.record.refused += first
            self.record.bare += "retry-after" not in answer.headers
        elif answer.status == 0:
            self.record.broken += first
        elif answer.status != 200:
            self.record.errors.append(answer.status)

    def _form(self, article: dict[str, Any]) -> dict[str, Any]:
        text = article["text"]
        first, last = self.chance.choice(article["blocks"])
        start = text.rfind(" ", first, self.chance.randint(first, max(first, last - 20))) + 1 or first
        end = text.find(" ", min(start + self.chance.randint(10, 120), last), last)
        start, end = max(start, first), last if end < 0 else end
        return {
            "revision": article["revision"],
            "start": start,
            "end": end,
            "quote": text[start:end],
            "prefix": text[max(0, start - 32) : start],
            "suffix": text[end : end + 32],
            "claim": self.chance.choice(self.crowd.claims),
            "speaker": self.chance.choice(self.crowd.speakers),
            "stance": "asserts",
            "visibility": "project",
        }
