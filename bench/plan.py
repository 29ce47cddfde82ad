"""What the benchmark's databases hold. Pure: numbers only."""

from dataclasses import dataclass, field
from typing import Final

VERSION: Final = 1
"""Raise it when the builder changes: kept databases of another version are built again."""

ANALYSTS: Final = 8
CLAIMS: Final = 200
SPEAKERS: Final = 50
OUTLETS: Final = 20
PASSWORD: Final = "a long password for measuring"
HOT_SHARE: Final = 0.25
"""Share of the highlights of a special article that sit in hot spots."""
HOT_SPOT_WORDS: Final = 350
"""One hot spot for so many words; 5,000 highlights on 10,000 words then lie up to about 45 deep."""


@dataclass(frozen=True, slots=True)
class Special:
    """One long article with many highlights."""

    name: str
    words: int
    highlights: int


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """A project: ``highlights`` lie on its newest ``annotated`` articles, evenly but for chance."""

    key: str
    articles: int
    annotated: int
    highlights: int
    words: int
    """Of an average article."""
    specials: tuple[Special, ...] = field(default=())
    claims: int = CLAIMS
    speakers: int = SPEAKERS
    outlets: int = OUTLETS


@dataclass(frozen=True, slots=True)
class Plan:
    """One database."""

    name: str
    projects: tuple[ProjectPlan, ...]


SPECIALS: Final = (
    Special("10k-1k", 10_000, 1_000),
    Special("10k-5k", 10_000, 5_000),
    Special("50k-5k", 50_000, 5_000),
    Special("save", 10_000, 1_000),
    Special("save-long", 50_000, 5_000),
    Special("crowd", 10_000, 1_000),
)
"""The articles of 10,000 and 50,000 words are there twice: to be read, and to be written on."""

PLANS: Final = {
    "main": Plan("main", (ProjectPlan("news", 10_000, 10_000, 200_000, 500, SPECIALS),)),
    "library": Plan(
        "library",
        (
            ProjectPlan("thousand", 1_000, 1_000, 20_000, 300),
            ProjectPlan("hundred-thousand", 100_000, 10_000, 200_000, 150),
        ),
    ),
    "claims": Plan(
        "claims", (ProjectPlan("claims", 100_000, 20_000, 200_000, 150, claims=1_000, speakers=300, outlets=200),)
    ),
    "tiny": Plan("tiny", (ProjectPlan("news", 40, 40, 400, 200, (Special("10k-1k", 800, 60),)),)),
}


def analysts() -> list[str]:
    """Return the usernames of the eight analysts."""
    return [f"analyst{number}" for number in range(1, ANALYSTS + 1)]
