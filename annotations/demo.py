"""The demo project as its files tell it: ``samples/project.toml``, the articles, and ``samples/codings``.

Pure: standard library only. One article is real and was given by the project's user; it came without outlet and date, so
it has none here. The others are invented, and say so. The codings follow the claims' definitions, so that they can be
learned from.

>>> project().key
'demo'
>>> sheet("macron-dialogue").codings[0].claim
'channels'
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

SAMPLES: Final = Path(__file__).parent / "samples"
REAL: Final = "macron-dialogue"
"""The one article that nobody invented."""
INVENTED: Final = "Invented for Margin’s demo"
"""The subject of all the others."""


@dataclass(frozen=True, slots=True)
class Analyst:
    """Somebody who works on the project."""

    username: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker; ``outlet`` names the one whose own voice it is."""

    name: str
    kind: str
    affiliation: str = ""
    aliases: Sequence[str] = ()
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim of the codebook; ``key`` is how the codings name it."""

    key: str
    label: str
    statement: str
    definition: str


@dataclass(frozen=True, slots=True)
class Story:
    """The project: ``articles`` by the names of their files, in the order of import."""

    key: str
    name: str
    articles: Sequence[str]
    analysts: Sequence[Analyst]
    voices: Sequence[Voice]
    claims: Sequence[Entry]
    contradictions: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Also:
    """One more claim on the same words, by the same speaker."""

    claim: str
    stance: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A reply under a highlight."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A colleague's answer: ``same``, ``would_not_tag`` with a reason, or ``differs`` with a reading of their own."""

    by: str
    kind: str
    reason: str = ""
    quote: str = ""
    claim: str = ""
    stance: str = ""
    form: str = ""
    certainty: str = "plain"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """Who marked which words with what; the ``quote`` meant is the first one behind ``after``."""

    by: str
    quote: str
    claim: str
    speaker: str
    stance: str
    form: str
    certainty: str = "plain"
    note: str = ""
    after: str = ""
    visibility: str = "project"
    via: str = ""
    said: date | None = None
    also: Sequence[Also] = ()
    answers: Sequence[Answer] = ()
    replies: Sequence[Remark] = ()


@dataclass(frozen=True, slots=True)
class TeamNote:
    """The shared note of an article, and who has the article in hand."""

    by: str
    text: str
    holder: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that was done on one article; nothing on one that is still to be coded."""

    codings: Sequence[Coding] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    team_note: TeamNote | None = None


def project() -> Story:
    """Read the project's file."""
    found = _read(SAMPLES / "project.toml")
    return Story(
        key=found["key"],
        name=found["name"],
        articles=found["articles"],
        analysts=[Analyst(**one) for one in found["analyst"]],
        voices=[Voice(**one) for one in found["speaker"]],
        claims=[Entry(**one) for one in found["claim"]],
        contradictions=found["contradictions"],
    )


def text_of(name: str) -> Path:
    """Return the file with an article's text."""
    return SAMPLES / f"{name}.txt"


def second_of(name: str) -> str:
    """Return the name of the article's later wording, empty where there is none."""
    second = f"{name}.second"
    return second if text_of(second).exists() else ""


def sheet(name: str) -> Sheet:
    """Read what was done on an article."""
    path = SAMPLES / "codings" / f"{name}.toml"
    found = _read(path) if path.exists() else {}
    note = found.get("team_note")
    codings = [_coding(one) for one in found.get("coding", ())]
    return Sheet(codings, found.get("states", {}), TeamNote(**note) if note else None)


def _coding(found: dict[str, Any]) -> Coding:
    nested: dict[str, Any] = {
        "also": [Also(**one) for one in found.pop("also", ())],
        "answers": [Answer(**one) for one in found.pop("answer", ())],
        "replies": [Remark(**one) for one in found.pop("reply", ())],
    }
    return Coding(**found, **nested)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
