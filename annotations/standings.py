"""How annotations stand in another wording than the one on which they were made."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from annotations.models import Anchor, AnchorStatus, Decision
from newsroom.prepared import Prepared

_FIELDS: Final = ("annotation_id", "is_origin", "revision__number", "article__current_revision__number", "quote")
_MORE: Final = ("status", "decision", "is_typographic", "is_resaid", "score")


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of an annotation: ``quote`` are its words in wording ``number``, ``made`` those of wording ``made_on``."""

    status: str
    decision: str
    is_typographic: bool
    is_resaid: bool
    score: float
    quote: str
    number: int
    made: str
    made_on: int

    @property
    def is_kept(self) -> bool:
        """Whether its author wants it on the old wording, where it stays to be read."""
        return self.decision == Decision.KEPT

    @property
    def is_told(self) -> bool:
        """Whether a reader is told: not where the words and what stands around them are the same, or nearly."""
        if self.is_kept or self.status == AnchorStatus.LOST:
            return True
        return (self.status == AnchorStatus.CHANGED and not self.is_typographic) or self.is_resaid

    @property
    def is_open(self) -> bool:
        """Whether somebody should look at it."""
        looked_at = self.status in (AnchorStatus.CHANGED, AnchorStatus.LOST) or self.is_resaid
        return looked_at and not self.decision

    @property
    def what(self) -> str:
        """What became of its words, briefly."""
        if self.is_kept:
            return _("made on an earlier wording")
        if self.status == AnchorStatus.LOST:
            return _("not in this wording")
        if self.status == AnchorStatus.CHANGED:
            return _("only typography changed") if self.is_typographic else _("words changed since")
        return _("sentence changed since") if self.is_resaid else ""

    @property
    def shows_made(self) -> bool:
        """Whether the words on which it was made say more than those that stand there now."""
        return self.is_told and (self.is_kept or self.made != self.quote)


def standings_of(annotations: Collection[int], revision: int | None = None) -> dict[int, Standing]:
    """Return by annotation how those stand that were made on another wording: one query, none for no annotations.

    In the revision with that key, or in the current one of each article. An annotation without an anchor there is lost.
    """
    if not annotations:
        return {}
    if revision is None:
        found = _NOW.rows(annotations=list(annotations))
    else:
        found = _IN.rows(annotations=list(annotations), revision=revision)
    made: dict[int, tuple[Any, ...]] = {}
    now: dict[int, tuple[Any, ...]] = {}
    for row in found:
        (made if row[1] else now)[row[0]] = row
    return {pk: _standing(row, now.get(pk)) for pk, row in made.items() if pk in now or row[2] != row[3]}


_NOW = Prepared(lambda annotations: _anchors(annotations, F("article__current_revision")))
_IN = Prepared(lambda annotations, revision: _anchors(annotations, revision))


def _anchors(annotations: Collection[int], revision: Any) -> QuerySet[Anchor, tuple[Any, ...]]:
    found = Anchor.objects.filter(Q(is_origin=True) | Q(revision=revision), annotation__in=annotations)
    return found.values_list(*_FIELDS, *_MORE)


def _standing(made: tuple[Any, ...], now: tuple[Any, ...] | None) -> Standing:
    _pk, _is_origin, made_on, current, words, *_rest = made
    if now is None:
        return Standing(AnchorStatus.LOST.value, "", False, False, 0.0, "", current, words, made_on)
    status, decision, typographic, resaid, score = now[5:]
    return Standing(status, decision or "", typographic, bool(resaid), score, now[4], now[2], words, made_on)
