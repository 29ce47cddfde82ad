"""Saving highlights as the page's script does: a form with the passage, its surroundings, claim, speaker and stance."""

import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench.http import Answer, Client
from bench.ledger import connect


@dataclass(slots=True)
class Saver:
    """Sends highlights on one article; passages are whole words of one block, drawn by chance."""

    client: Client
    project: str
    special: Mapping[str, Any]
    claims: list[str]
    speakers: list[str]
    seed: int
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def save(self) -> tuple[str, Answer]:
        """Save one highlight; return the action's UUID as 32 digits, and the answer."""
        action = uuid4()
        path = f"/p/{self.project}/articles/{self.special['article']}/annotations/"
        page = f"http://127.0.0.1:{self.client.port}/p/{self.project}/articles/{self.special['article']}/"
        return action.hex, self.client.post(
            path, self.form() | {"action": str(action)}, HX_Request="true", HX_Current_URL=page
        )

    def form(self) -> dict[str, Any]:
        """Return what the page would send, but for the action's name."""
        text = self.special["text"]
        _, first, last = self.chance.choice(self.special["blocks"])
        start = text.rfind(" ", first, self.chance.randint(first, max(first, last - 20))) + 1 or first
        end = text.find(" ", min(start + self.chance.randint(10, 200), last), last)
        start, end = max(start, first), last if end < 0 else end
        return {
            "revision": self.special["revision"],
            "start": start,
            "end": end,
            "quote": text[start:end],
            "prefix": text[max(0, start - 32) : start],
            "suffix": text[end : end + 32],
            "claim": self.chance.choice(self.claims),
            "speaker": self.chance.choice(self.speakers),
            "stance": "asserts",
            "note": "",
            "visibility": "project",
        }

    def for_seconds(self, seconds: float) -> Iterator[tuple[str, int, float]]:
        """Save without a pause; yield the action, the status (0 where the connection broke) and the seconds."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            action, answer = self.save()
            yield action, answer.status, answer.seconds


def codebook(directory: Path, project: str) -> tuple[list[str], list[str]]:
    """Return the UUIDs of 20 claims and 10 speakers of a project."""
    with connect(directory) as database:
        return tuple(  # type: ignore[return-value]
            [row[0] for row in database.execute(sql, [project, most])] for sql, most in ((CLAIMS, 20), (SPEAKERS, 10))
        )


CLAIMS = (
    "SELECT claim.uuid FROM annotations_claim claim JOIN newsroom_project project ON project.id = claim.project_id"
    " WHERE project.key = ? ORDER BY claim.id LIMIT ?"
)
SPEAKERS = CLAIMS.replace("annotations_claim", "annotations_speaker")
