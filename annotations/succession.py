"""How an annotation stands in a new wording, when it stood in the one before.

Pure: standard library. A place is followed from wording to wording, for each edit is small; what is said of it is said
against the words on which the highlight was made. So "changed" stays "changed" while the next edits leave the new words
alone, and words that come back are "exact" or "moved" again.
"""

from dataclasses import dataclass, replace
from typing import Final

from annotations.relocation import Relocation, Status
from annotations.typography import evened, same_but_for_typography

KEPT: Final = "kept"
PLACED: Final = "placed"


@dataclass(frozen=True, slots=True)
class Origin:
    """The words on which a highlight was made, and the sentences around them."""

    quote: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Place and status in one wording; offsets in code points, None where it is lost.

    ``is_resaid``: the same words, in a sentence that reads otherwise. ``is_decided``: a person's decision about the
    wording before holds for this one too, because the words in question are the same.
    """

    status: Status
    start: int | None
    end: int | None
    score: float = 1.0
    is_typographic: bool = False
    is_resaid: bool = False
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Last:
    """How it stood in the wording before: its sentences there, and what a person decided (empty where nobody did)."""

    standing: Standing
    sentence: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A place in the new wording with its words and the sentences around them; nothing where it is lost."""

    place: Relocation
    quote: str = ""
    sentence: str = ""


LOST: Final = Relocation("lost", None, None, 0.0)


def needs_origin(last: Last, step: Relocation) -> bool:
    """Whether the words on which it was made should be looked for themselves: the way here is not all exact."""
    if last.decision == PLACED:
        return False
    return step.status != "exact" or last.standing.status == "lost"


def succeed(last: Last, step: Found, direct: Found, origin: Origin) -> Standing:
    """Return how an annotation stands now.

    ``step`` is where its place in the wording before went; ``direct`` where the words on which it was made stand now,
    lost where nobody asked (``needs_origin``).
    """
    before, went, back = last.standing, step.place, direct.place
    if went.status == "exact" and before.status != "lost":
        return replace(before, start=went.start, end=went.end, is_decided=bool(last.decision))
    if back.status == "exact":
        return Standing("exact", back.start, back.end)
    if went.status == "moved" and before.status in ("exact", "moved"):
        return _moved(last, step, origin)
    if back.status == "moved":
        return _moved(last, direct, origin)
    if went.status == "lost" or before.status == "lost":
        return Standing("lost", None, None, 0.0, is_decided=last.decision == KEPT)
    if went.status == "moved":  # the words that were changed before are somewhere else now
        return replace(before, start=went.start, end=went.end, is_decided=_holds(last, step.sentence))
    score, typographic = min(before.score, went.score), same_but_for_typography(origin.quote, step.quote)
    return Standing("changed", went.start, went.end, score, typographic, is_decided=last.decision == KEPT)


def _moved(last: Last, found: Found, origin: Origin) -> Standing:
    is_resaid = evened(found.sentence) != evened(origin.sentence)
    is_decided = _holds(last, found.sentence)
    return Standing("moved", found.place.start, found.place.end, is_resaid=is_resaid, is_decided=is_decided)


def _holds(last: Last, sentence: str) -> bool:
    """Whether a decision about the wording before still is one: the sentence that was looked at is the same."""
    return last.decision == KEPT or (bool(last.decision) and evened(last.sentence) == evened(sentence))
