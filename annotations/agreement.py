"""How many analysts saw the same in one place, and whether they differ.

Pure. An annotation is *contested* where analysts of one of its places differ in the stance, or where somebody answered an
annotation of the place with another reading, or that they would not tag it.

>>> first = Coding(1, 7, 3, 10, 20, claim=5, speaker=2, stance="asserts", analyst=8)
>>> second = Coding(2, 7, 3, 15, 40, claim=5, speaker=2, stance="disputes", analyst=9)
>>> found = agreements([first, second], {1: 100, 2: 200}, ())
>>> sorted(found[1].analysts), found[1].is_contested
([8, 9], True)
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from annotations.places import Coding, Place, places


@dataclass(frozen=True, slots=True)
class Agreement:
    """The analysts of a place, and whether it is contested."""

    analysts: frozenset[int]
    is_contested: bool = False

    @property
    def is_several(self) -> bool:
        """Whether more than one analyst saw it."""
        return len(self.analysts) > 1

    @property
    def is_told(self) -> bool:
        """Whether there is anything to tell."""
        return self.is_several or self.is_contested

    def __or__(self, other: "Agreement") -> "Agreement":
        """Return what holds of something that is in both places."""
        return Agreement(self.analysts | other.analysts, self.is_contested or other.is_contested)


def agreements(
    codings: Iterable[Coding], annotation_of: Mapping[int, int], doubted: Collection[int]
) -> dict[int, Agreement]:
    """Return by key of a coding how its place is agreed on.

    ``annotation_of`` names the annotation of each coding, ``doubted`` the annotations that somebody answered otherwise,
    or that are such an answer.
    """
    found: dict[int, Agreement] = {}
    for place in places(codings):
        is_doubted = any(annotation_of[coding.key] in doubted for coding in place.codings)
        found |= dict.fromkeys(_keys(place), Agreement(place.analysts, place.is_contested or is_doubted))
    return found


def _keys(place: Place) -> list[int]:
    return [coding.key for coding in place.codings]


def of_annotations(found: Mapping[int, Agreement], annotation_of: Mapping[int, int]) -> dict[int, Agreement]:
    """Return by annotation what holds of all its codings together."""
    whole: dict[int, Agreement] = {}
    for key, agreement in found.items():
        annotation = annotation_of[key]
        whole[annotation] = whole[annotation] | agreement if annotation in whole else agreement
    return whole
