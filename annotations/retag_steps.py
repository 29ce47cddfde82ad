"""What re-tagging does to one passage: which of its claims change, go, or are left as they are. Pure: standard library only.

A passage carries a claim by a speaker once. Where a change would make two of them the same, they become one; where they
would contradict each other (another stance), the passage is left as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

ADD: Final = "add"
REMOVE: Final = "remove"
REPLACE: Final = "replace"


@dataclass(frozen=True, slots=True)
class Coded:
    """A claim on a passage; ``claim`` and ``speaker`` are the keys of what stands for them today.

    ``is_meant`` says that it is one of those that the change is about; the others only stand in the way.
    """

    key: int
    claim: int
    speaker: int | None
    stance: str
    form: str = ""
    is_meant: bool = True
    own: tuple[tuple[str, str], ...] = ()
    """What it says in the project's own fields: pairs of column and value, sorted."""

    @property
    def voice(self) -> tuple[int, int | None]:
        """What a passage carries once."""
        return self.claim, self.speaker


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants: with ADD all of a new claim, with REPLACE what is given; ``form`` None leaves it alone."""

    deed: str
    claim: int | None = None
    speaker: int | None = None
    is_nobody: bool = False
    stance: str = ""
    form: str | None = None
    own: tuple[tuple[str, str], ...] = ()
    """Values for the project's own fields; an empty one takes away what is said."""

    def of(self, coded: Coded) -> Coded:
        """Return what becomes of a claim on a passage."""
        return replace(
            coded,
            claim=coded.claim if self.claim is None else self.claim,
            speaker=None if self.is_nobody else coded.speaker if self.speaker is None else self.speaker,
            stance=self.stance or coded.stance,
            form=coded.form if self.form is None else self.form,
            own=self.own_of(coded.own),
        )

    def own_of(self, own: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """Return what becomes of the values of the project's own fields.

        >>> Wanted(REPLACE, own=(("x_b", "2"), ("x_c", ""))).own_of((("x_a", "1"), ("x_c", "3")))
        (('x_a', '1'), ('x_b', '2'))
        """
        return tuple(sorted((name, value) for name, value in {**dict(own), **dict(self.own)}.items() if value))


@dataclass(frozen=True, slots=True)
class Steps:
    """What is to be done to one passage: keys of what changes, goes, or goes because another says the same now.

    ``same`` and ``contrary`` count what is left as it is: because it says so already, or would contradict another one.
    """

    changed: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()
    is_added: bool = False
    same: int = 0
    contrary: int = 0

    @property
    def is_change(self) -> bool:
        """Whether anything is done at all."""
        return bool(self.changed or self.removed or self.merged or self.is_added)


def steps(carried: Sequence[Coded], wanted: Wanted) -> Steps:
    """Return what ``wanted`` does to a passage that carries these claims.

    >>> asserts = Coded(1, claim=7, speaker=None, stance="asserts")
    >>> steps([asserts], Wanted(REPLACE, stance="disputes")).changed
    (1,)
    """
    if wanted.deed == ADD:
        return _added(carried, wanted)
    meant = [coded for coded in carried if coded.is_meant]
    if wanted.deed == REMOVE:
        return Steps(removed=tuple(coded.key for coded in meant))
    return _replaced(carried, meant, wanted)


def _added(carried: Sequence[Coded], wanted: Wanted) -> Steps:
    twin = next((coded for coded in carried if coded.voice == (wanted.claim, wanted.speaker)), None)
    if twin is None:
        return Steps(is_added=True)
    return Steps(same=1) if twin.stance == wanted.stance else Steps(contrary=1)


def _replaced(carried: Sequence[Coded], meant: Sequence[Coded], wanted: Wanted) -> Steps:
    same = [coded for coded in meant if wanted.of(coded) == coded]
    standing = {coded.voice: coded for coded in carried if not coded.is_meant or coded in same}
    changed, merged, contrary = [], [], 0
    for coded in _in_turn(meant, same, wanted):
        new = wanted.of(coded)
        twin = standing.get(new.voice)
        if twin is None:
            changed.append(coded.key)
            standing[new.voice] = new
        elif twin.stance == new.stance:
            merged.append(coded.key)
        else:
            contrary += 1
    return Steps(changed=tuple(changed), merged=tuple(merged), same=len(same), contrary=contrary)


def _in_turn(meant: Sequence[Coded], same: Sequence[Coded], wanted: Wanted) -> Iterator[Coded]:
    """Yield what is to change: first what keeps its claim and speaker, so that others are merged into it."""
    others = [coded for coded in meant if coded not in same]
    yield from (coded for coded in others if wanted.of(coded).voice == coded.voice)
    yield from (coded for coded in others if wanted.of(coded).voice != coded.voice)
