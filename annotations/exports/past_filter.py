"""The filter of the passages, asked of annotations as they were (``exports.as_of``).

The same rules as ``passage_query`` asks of the database; a test holds the two together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from annotations.models import Visibility
from annotations.passage_search import SHORTEST, terms
from annotations.passages import NONE, PassageFilter
from newsroom.models import Membership
from newsroom.search import words

Cells = Mapping[Any, tuple[str, str, str]]


@dataclass(slots=True)
class Past:
    """An annotation as it was: ``fields`` of note, visibility, place and wording; taggings in order."""

    pk: int
    uuid: str
    author: int
    visibility_now: str
    created_at: datetime
    status: str
    fields: dict[str, Any]
    taggings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def place(self) -> tuple[int, int]:
        """What puts it in order inside its article."""
        return self.fields["start"], self.pk


def keeps_annotation(past: Past, who: Membership | None, filter: PassageFilter) -> bool:
    """Whether the filter keeps the annotation, its taggings aside."""
    return (
        _is_seen(past, who, filter)
        and (not filter.kind or past.fields["block_kind"] in filter.kind)
        and all(_holds(past, term) for term in terms(filter.q))
    )


def keeps_tagging(tagging: Mapping[str, Any], filter: PassageFilter, claims: Cells, speakers: Cells) -> bool:
    """Whether the filter keeps one tagging."""
    return (
        _is_one_of(filter.claim, tagging["claim"], claims)
        and _is_one_of(filter.speaker, tagging["speaker"], speakers)
        and _is_one_of(filter.via, tagging["via"], speakers)
        and (not filter.stance or tagging["stance"] in filter.stance)
        and (not filter.form or (tagging["form"] or NONE) in filter.form)
        and (not filter.certainty or (tagging["certainty"] or NONE) in filter.certainty)
    )


def once(taggings: Sequence[Mapping[str, Any]], claims: Cells, speakers: Cells) -> list[Mapping[str, Any]]:
    """Leave out what is the same as another by merging claims or speakers, as ``TaggingQuerySet.once`` does."""
    first: dict[tuple[Any, ...], int] = {}

    def heads(one: Mapping[str, Any]) -> tuple[str, str]:
        return claims[one["claim"]][0], speakers[one["speaker"]][0]

    def rank(one: Mapping[str, Any]) -> tuple[bool, bool, int]:
        claim, speaker = heads(one)
        return one["claim"] != claim, (one["speaker"] or "") != speaker, one["id"]

    for one in sorted(taggings, key=rank):
        first.setdefault((*heads(one), one["stance"]), one["id"])
    kept = set(first.values())
    return [one for one in taggings if one["id"] in kept]


def _is_seen(past: Past, who: Membership | None, filter: PassageFilter) -> bool:
    then = past.fields["visibility"]
    private = Visibility.PRIVATE in (then, past.visibility_now)
    if private and not (filter.shows_private and (who is None or past.author == who.user_id)):
        return False
    return not filter.visibility or then in filter.visibility


def _is_one_of(values: tuple[str, ...], uuid: str | None, cells: Cells) -> bool:
    if not values:
        return True
    if uuid is None:
        return NONE in values
    return cells[uuid][0] in {cells[value][0] if value in cells else value for value in values}


def _holds(past: Past, term: str) -> bool:
    sentence, note = past.fields["sentence"], past.fields["note"]
    if len(term) < SHORTEST:
        return term.casefold() in sentence.casefold() and " ".join(words(term)) in " ".join(words(sentence))
    return term.casefold() in sentence.casefold() or term.casefold() in note.casefold()
