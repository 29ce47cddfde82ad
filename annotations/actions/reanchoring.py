"""Giving annotations their place in other revisions than the one on which they were made.

A new revision is planned before its transaction begins, because looking for thousands of passages takes time; inside
it only rows are inserted, and what was saved meanwhile is placed too.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from annotations.actions import anchor_rows
from annotations.actions.anchors import wording
from annotations.actions.standings import Key, OriginRow, Row, keys_in, origins_of, rows_in
from annotations.models import Anchor
from annotations.relocation import Relocation, Wordings
from annotations.succession import LOST, Found, Standing, needs_origin, succeed
from newsroom.actions.revisions import Outdated
from newsroom.layouts import Reading, reading_of
from newsroom.models import Article, Revision
from newsroom.text import Layout

FEW = 50
"""Annotations saved after the plan was made that are placed inside the transaction; for more a new plan is made."""

Status = str


@dataclass(slots=True)
class Plan:
    """Where the annotations of an article stand in a wording that is about to become a revision."""

    article: Article
    before: Revision
    maps: "_Maps"
    known: dict[Key, tuple[Status, anchor_rows.Values]] = field(default_factory=dict)
    """Status (empty where not everybody sees it) and values of the new anchors, by what they rest on."""

    def settle(self) -> Mapping[str, int]:
        """Look once more, inside the transaction, at what stands where; return how many have which status.

        Only annotations that everybody in the project sees are counted. Raises ``Outdated`` where more than ``FEW`` were
        saved meanwhile.
        """
        now = keys_in(self.before)
        late = [pk for key, pk in now.items() if key not in self.known]
        if len(late) > FEW:
            raise Outdated
        self.known = {key: found for key, found in self.known.items() if key in now or not key[0]}
        if late:
            rows = rows_in(self.before, late)
            self.take(rows, origins_of(self.article, [row.annotation_id for row in rows]))
        return Counter(status for status, _values in self.known.values() if status)

    def take(self, rows: Sequence[Row], origins: Mapping[int, OriginRow]) -> None:
        """Plan the anchors that follow from ``rows``."""
        for row, anchor in zip(rows, _successors(rows, origins, self.maps), strict=True):
            status = anchor.status if row.is_seen else ""
            self.known[row.key if row.pk else (0, *row.key[1:])] = (status, anchor_rows.prepared(anchor))

    def insert(self, revision: Revision) -> None:
        """Insert the anchors in ``revision``, which is the wording planned for; nothing is rewritten."""
        in_order = sorted(self.known.items(), key=lambda item: item[0][1])  # as the annotations lie in the database
        anchor_rows.insert([values for _key, (_status, values) in in_order], revision.pk)


def plan(*, article: Article, before: Revision, layout: Layout, sentences: Sequence[tuple[int, int]]) -> Plan:
    """Find, outside of any transaction, where all annotations of an article stand in a wording to come.

    Called by name (settings.MARGIN_REANCHOR). ``before`` is the current revision.
    """
    made = Plan(article, before, _Maps(before, Reading(layout, tuple(sentences))))
    rows = rows_in(before)
    if origins := origins_of(article):
        here = {row.annotation_id for row in rows}
        strays = [origin.stray() for pk, origin in origins.items() if pk not in here]
        made.take([*rows, *strays], origins)
    return made


def make_way(origin: Anchor) -> None:
    """Take an origin's wording from the text at its offsets, and drop the anchors that followed from its old place.

    To be called before an origin is saved with another revision, start or end.
    """
    reading = reading_of(origin.revision.pk, origin.revision.uuid)
    for name, value in wording(reading, origin.start or 0, origin.end or 0).items():
        setattr(origin, name, value)
    Anchor.objects.filter(annotation_id=origin.annotation_id, is_origin=False).delete()


def follow(origin: Anchor) -> None:
    """Make the anchors of an origin in all later revisions of the article, from wording to wording, and in the current one."""
    later = origin.article.revisions.filter(number__gt=origin.revision.number).order_by("number")
    current, last = (
        Article.objects.values_list("current_revision", flat=True).get(pk=origin.article_id),
        origin.revision,
    )
    made = {last.pk}
    for revision in later.defer("text", "blocks", "spans", "sentences"):
        _stand(origin, last, revision)
        made.add(revision.pk)
        last = revision
    if current not in made:  # an undone edit: the article went back to an earlier wording
        _stand(origin, origin.revision, Revision.objects.only("pk", "uuid").get(pk=current))


def _stand(origin: Anchor, before: Revision, after: Revision) -> None:
    """Make the anchor of an origin in ``after`` from the one in ``before``."""
    rows = rows_in(before, annotation_id=origin.annotation_id)
    origins = origins_of(origin.article, [origin.annotation_id])
    [anchor] = _successors(rows, origins, _Maps(before, reading_of(after.pk, after.uuid)))
    anchor.revision = after
    anchor.save()


class _Maps:
    """The wording to come, mapped to the one before and to others on which highlights were made."""

    def __init__(self, before: Revision, after: Reading) -> None:
        self.before = (before.pk, before.uuid)
        self.after = after
        self._made: dict[int, Wordings] = {}

    def of(self, revision: tuple[int, UUID]) -> Wordings:
        """Return the map from an earlier revision; made when it is first asked for."""
        if revision[0] not in self._made:
            text = reading_of(*revision).layout.text
            self._made[revision[0]] = Wordings(text, self.after.layout.text)
        return self._made[revision[0]]

    def steps(self, rows: Sequence[Row]) -> list[Relocation]:
        """Return where the places of ``rows`` in the wording before went."""
        spans = {(row.start, row.end) for row in rows if row.start is not None and row.end is not None}
        found = dict(zip(spans, self.of(self.before).relocate(list(spans)), strict=True)) if spans else {}
        return [found.get((row.start, row.end), LOST) for row in rows]

    def direct(self, origin: OriginRow) -> Relocation:
        """Return where the words on which a highlight was made stand."""
        return self.of((origin.revision_id, origin.revision_uuid)).relocated(origin.start, origin.end)

    def found(self, place: Relocation) -> Found:
        """Return a place with its words."""
        if place.start is None or place.end is None:
            return Found(place)
        words = wording(self.after, place.start, place.end)
        return Found(place, words["quote"], words["sentence"])


def _successors(rows: Sequence[Row], origins: Mapping[int, OriginRow], maps: _Maps) -> list[Anchor]:
    """Return unsaved anchors in the wording to come, without revision, one for each of ``rows``."""
    return [
        _anchor(row, origins[row.annotation_id], step, maps) for row, step in zip(rows, maps.steps(rows), strict=True)
    ]


def _anchor(row: Row, origin: OriginRow, step: Relocation, maps: _Maps) -> Anchor:
    last = row.last()
    direct = maps.direct(origin) if needs_origin(last, step) else LOST
    now = succeed(last, maps.found(step), maps.found(direct), origin.words())
    return Anchor(**_stored(now), **_decided(row, now), **_words(now, maps.after), **_owner(row, origin))


def _stored(now: Standing) -> dict[str, Any]:
    names = {"status": now.status, "score": now.score, "is_typographic": now.is_typographic, "is_resaid": now.is_resaid}
    return names | {"is_origin": False}


def _decided(row: Row, now: Standing) -> dict[str, Any]:
    if not now.is_decided:
        return {}
    return {"decision": row.decision, "decided_by_id": row.decided_by_id, "decided_at": row.decided_at}


def _words(now: Standing, after: Reading) -> dict[str, Any]:
    return wording(after, now.start, now.end) if now.start is not None and now.end is not None else {}


def _owner(row: Row, origin: OriginRow) -> dict[str, Any]:
    return {"project_id": origin.project_id, "article_id": origin.article_id, "annotation_id": row.annotation_id}
