"""The cells about corrections: what was coded first, where an editor corrected it; and who did, when.

A row's other cells hold the corrected values. Nothing is asked where no annotation of a batch was corrected.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from annotations.exports.cells import moment
from annotations.exports.history import History, text_of
from annotations.models import Correction

Cells = tuple[Any, ...]
AS_CODED: Final[Cells] = ("",) * 8
"""The cells where nothing was corrected: the row is as its annotator coded it."""


@dataclass(slots=True)
class Coded:
    """The corrections of the rows at hand, by the UUID of the tagging."""

    claims: Mapping[Any, tuple[str, str, str]]
    speakers: Mapping[Any, tuple[str, str, str]]
    people: Mapping[int, str]
    using: str
    found: dict[str, Cells] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)
    """What was said first in the project's own fields."""

    def fill(self, annotations: Collection[int]) -> None:
        """Look at annotations that were corrected: one query, none for none."""
        self.found, self.own = {}, {}
        if not annotations:
            return
        rows = Correction.objects.using(self.using).current().filter(annotation__in=list(annotations))
        names = ("tagging__uuid", "kind", "by_id", "created_at", "claim_id", "speaker_id", "stance", "form")
        for tagging, custom, *rest in rows.values_list(names[0], "custom", *names[1:]):
            self.found[str(tagging)], self.own[str(tagging)] = self._cells(*rest), custom

    def cells(self, tagging: str) -> Cells:
        """Return the cells of a row."""
        return self.found.get(tagging, AS_CODED)

    def _cells(self, kind: str, by: int, at: Any, claim: Any, speaker: Any, stance: str, form: str) -> Cells:
        claim_id, label, _path = self.claims[claim]
        return kind, self.people[by], moment(at), claim_id, label, self.speakers[speaker][1], stance, form


def coded_then(history: History, claims: Mapping[Any, Any], speakers: Mapping[Any, Any], people: Any) -> Coded:
    """Return the corrections that held at the time of ``history``; all of them are read, which are few."""
    coded = Coded(claims, speakers, people, history.using)
    names = ("uuid", "tagging__uuid", "kind", "by_id", "created_at", "claim__uuid", "speaker__uuid", "stance", "form")
    rows = Correction.objects.using(history.using).filter(project=history.project)
    for uuid, tagging, kind, by, at, claim, speaker, stance, form, custom, gone in rows.values_list(
        *names, "custom", "deleted_at"
    ):
        if history.then("correction", str(uuid), {"deleted_at": gone}) is not None:
            said = (kind, by, at, text_of(claim), text_of(speaker), stance, form)
            coded.found[str(tagging)], coded.own[str(tagging)] = coded._cells(*said), custom
    return coded
