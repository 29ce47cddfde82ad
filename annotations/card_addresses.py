"""The addresses that a note leads to, resolved once for a project: resolving them for each note costs as much as drawing it."""

from functools import lru_cache
from typing import Final
from uuid import UUID

from django.urls import reverse

_NOWHERE: Final = UUID(int=0)
_NAMELESS: Final = str(_NOWHERE)


class Addresses:
    """The addresses of annotations, taggings and claims of one project; resolved once, then filled in."""

    def __init__(self, project: str) -> None:
        names = ("annotation_show", "annotation_edit", "annotation_note", "annotation_visibility")
        names += ("annotation_place", "annotation_remove", "tagging_add")
        self._annotation = {name.partition("_")[2]: reverse(name, args=[project, _NOWHERE]) for name in names}
        self._annotation["history"] = reverse("object_history", args=[project, "annotation", _NOWHERE])
        self._annotation["example"] = reverse("example_choose", args=[project, _NOWHERE])
        self._claim = reverse("claim_show", args=[project, _NOWHERE])
        self._tagging = reverse("tagging_edit", args=[project, _NOWHERE])

    def annotation(self, uuid: UUID) -> dict[str, str]:
        """Return ``show``, ``edit``, ``note``, ``visibility``, ``place``, ``remove``, ``history`` and ``add`` (a claim)."""
        named = str(uuid)
        return {name: address.replace(_NAMELESS, named) for name, address in self._annotation.items()}

    def claim(self, uuid: UUID) -> str:
        """Return the page of a claim."""
        return self._claim.replace(_NAMELESS, str(uuid))

    def tagging(self, uuid: UUID) -> str:
        """Return the form of a tagging."""
        return self._tagging.replace(_NAMELESS, str(uuid))


@lru_cache(maxsize=64)
def addresses_of(project: str) -> Addresses:
    """Return the addresses of a project, whose key never changes: resolving them is a tenth of what a card costs."""
    return Addresses(project)
