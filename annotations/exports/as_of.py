"""The rows of annotations.csv as they stood at an earlier time.

The log is walked backwards: every event since then, the newest first, puts what it changed back. What was made since
vanishes, what was removed since is there again, and the filter is asked of what comes out. Memory grows with what
changed since, not with what there is.

Privacy is today's and then's: of colleagues' annotations those alone that the project may see now and could see then.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from annotations.actions.anchors import wording
from annotations.exports.annotation_rows import permalink
from annotations.exports.cells import identifier, known_time, moment
from annotations.exports.coded import coded_then
from annotations.exports.facts import NO_CLAIM, NO_SPEAKER, claim_cells, people_of, speaker_cells
from annotations.exports.history import History, text_of
from annotations.exports.own import OwnCells
from annotations.exports.past_filter import Past, keeps_annotation, keeps_tagging, once
from annotations.exports.standing import Now, standing_then, unmoved
from annotations.models import Anchor
from annotations.passage_custom import is_about, resolve_custom, says
from annotations.passages import PassageFilter
from annotations.sight import uncovered
from newsroom.custom_fields import fields_of
from newsroom.layouts import reading_of
from newsroom.models import CustomField, FieldSubject, Membership, Project


def rows_as_of(
    project: Project, who: Membership | None, filter: PassageFilter, time: datetime, using: str
) -> Iterator[tuple[Any, ...]]:
    """Yield rows in the columns of "csv 1" as they were at ``time``."""
    history = History(project, time, using)
    own = fields_of(project, using=using)
    writer = _Writer(history, people_of(project, using), own, resolve_custom(project, filter, using))
    for pk, group in groupby(_stored(project, who, using), key=lambda row: row["article_id"]):
        article = history.article(pk)
        if article is None or not writer.keeps_article(article, filter):
            continue
        found = _annotations(history, who, filter, group)
        yield from writer.rows(article, sorted(found, key=lambda past: past.place), filter)


def _stored(project: Project, who: Membership | None, using: str) -> Iterator[dict[str, Any]]:
    """Yield every origin anchor with every tagging there ever was, article by article; what is blind today stays so."""
    names = ("article_id", "annotation_id", "start", "end", "revision__uuid", "status", "block", "block_kind")
    names += ("prefix", "quote", "suffix", "sentence")
    annotation = ("uuid", "note", "visibility", "author_id", "created_at", "updated_at", "deleted_at")
    tagging = ("uuid", "stance", "position", "affiliation", "form", "certainty", "said_at", "said_precision", "custom")
    tagging += ("deleted_at", "claim__uuid", "speaker__uuid", "via__uuid")
    names += tuple(f"annotation__{name}" for name in annotation)
    names += tuple(f"annotation__taggings__{name}" for name in ("id", *tagging))
    found = Anchor.objects.using(using).origins().filter(uncovered(who, "annotation__"), project=project)
    return iter(
        found.values(*names)
        .order_by("article_id", "annotation_id", "annotation__taggings__id")
        .iterator(chunk_size=2000)
    )


def _annotations(
    history: History, who: Membership | None, filter: PassageFilter, group: Iterator[dict[str, Any]]
) -> Iterator[Past]:
    for _pk, rows in groupby(group, key=lambda row: row["annotation_id"]):
        stored = list(rows)
        past = _past(history, stored[0])
        if past is None or not keeps_annotation(past, who, filter):
            continue
        past.taggings = sorted(
            (tagging for row in stored if (tagging := _tagging(history, row))),
            key=lambda one: (one["position"], one["id"]),
        )
        yield past


def _past(history: History, row: dict[str, Any]) -> Past | None:
    uuid = str(row["annotation__uuid"])
    names = ("note", "visibility", "updated_at", "deleted_at")
    fields = history.then("annotation", uuid, {name: row[f"annotation__{name}"] for name in names})
    if fields is None:
        return None
    now = {"revision": str(row["revision__uuid"]), "start": row["start"], "end": row["end"]}
    anchor = history.then("anchor", uuid, now) or now
    places = ("block", "block_kind", "prefix", "quote", "suffix", "sentence")
    words = {name: row[name] for name in places}
    if anchor != now:
        reading = reading_of(history.revision(anchor["revision"])[0], UUID(anchor["revision"]))
        words |= {name: wording(reading, anchor["start"], anchor["end"])[name] for name in places}
    return Past(
        pk=row["annotation_id"],
        uuid=uuid,
        author=row["annotation__author_id"],
        visibility_now=row["annotation__visibility"],
        created_at=row["annotation__created_at"],
        status=row["status"],
        fields={**fields, **anchor, **words},
    )


def _tagging(history: History, row: dict[str, Any]) -> dict[str, Any] | None:
    if row["annotation__taggings__id"] is None:
        return None
    now = {name.removeprefix("annotation__taggings__"): value for name, value in row.items() if "taggings__" in name}
    for name in ("claim", "speaker", "via"):
        now[name] = text_of(now.pop(f"{name}__uuid"))
    return history.then("tagging", str(now["uuid"]), now)


class _Writer:
    """Makes rows of what was there."""

    def __init__(
        self, history: History, people: dict[int, str], own: list[CustomField], named: dict[str, CustomField]
    ) -> None:
        self.history, self.people = history, people
        self.own, self.named = OwnCells(own), named
        self.claims: dict[Any, tuple[str, str, str]] = {**claim_cells(history.claims), None: NO_CLAIM}
        self.speakers: dict[Any, tuple[str, str, str]] = {**speaker_cells(history.speakers), None: NO_SPEAKER}
        self.coded = coded_then(history, self.claims, self.speakers, people)
        self.before, self.after = permalink(history.project)

    def keeps_article(self, article: dict[str, Any], filter: PassageFilter) -> bool:
        if filter.article and str(article["uuid"]) not in filter.article:
            return False
        if filter.outlet and not self._is_by(article["outlet"], filter):
            return False
        if not says(self.named, filter, FieldSubject.ARTICLE, article["custom"]):
            return False
        at = article["published_at"]
        if not (filter.since or filter.until):
            return at is None if filter.undated else True
        if at is None:
            return filter.undated
        day = at.astimezone(UTC).date()
        return (not filter.since or day >= filter.since) and (not filter.until or day <= filter.until)

    def _is_by(self, outlet: str | None, filter: PassageFilter) -> bool:
        named = {outlet, self.history.standing_for(outlet)} if outlet else {"none"}
        return not named.isdisjoint(filter.outlet)

    def rows(self, article: dict[str, Any], found: list[Past], filter: PassageFilter) -> Iterator[tuple[Any, ...]]:
        facts = self._article(article)
        authors = set(filter.author)
        standing = self._standing(article, found)
        for past in found:
            if authors and self.people[past.author] not in authors:
                continue
            if filter.untagged and past.taggings:
                continue
            now = standing.get(past.pk)
            if filter.status and (now.status if now else past.status) not in filter.status:
                continue
            kept = [
                one
                for one in once(past.taggings, self.claims, self.speakers)
                if keeps_tagging(one, filter, self.claims, self.speakers)
                and says(self.named, filter, FieldSubject.TAGGING, one["custom"])
            ]
            if kept or not (past.taggings or self._is_about_taggings(filter)):
                for tagging in kept or [None]:
                    first = self.coded.own.get(identifier((tagging or {}).get("uuid")))
                    own = self.own.cells((tagging and tagging["custom"], article["custom"]), first)
                    yield (*self._row(facts, past, tagging, now), *own)

    def _is_about_taggings(self, filter: PassageFilter) -> bool:
        return filter.is_about_taggings or is_about(self.named, filter, FieldSubject.TAGGING)

    def _article(self, article: dict[str, Any]) -> tuple[Any, ...]:
        precision = article["published_precision"]
        facts = (self.history.project.key, str(article["uuid"]), article["title"])
        facts += (*self.history.outlet(article["outlet"]), article["byline"], article["url"])
        facts += (known_time(article["published_at"], precision), precision, article["language"])
        return (*facts, identifier(article["story"]))

    def _standing(self, article: dict[str, Any], found: list[Past]) -> dict[int, Now]:
        current, history = article["current_revision"], self.history
        older = [past.pk for past in found if past.fields["revision"] != current]
        if not older:
            return {}
        revision = history.revision(current)
        return standing_then(history.project, older, revision, current, history.time, history.using)

    def _row(
        self, article: tuple[Any, ...], past: Past, tagging: Mapping[str, Any] | None, standing: Now | None
    ) -> tuple[Any, ...]:
        fields, said = past.fields, tagging or {}
        _pk, number, sha = self.history.revision(fields["revision"])
        now = standing or unmoved(past.status, number, fields["quote"])
        spoken = said.get("said_at")
        return (
            past.uuid,
            identifier(said.get("uuid")),
            *article,
            number,
            sha,
            *(
                fields[name]
                for name in ("block", "block_kind", "start", "end", "prefix", "quote", "suffix", "sentence")
            ),
            *self.claims[said.get("claim")],
            said.get("stance", ""),
            *self.speakers[said.get("speaker")],
            said.get("affiliation", ""),
            self.speakers[said.get("via")][1],
            said.get("form", ""),
            said.get("certainty", ""),
            known_time(spoken, said["said_precision"]) if spoken else "",
            said.get("said_precision", ""),
            fields["note"],
            self.people[past.author],
            fields["visibility"],
            moment(past.created_at),
            moment(fields["updated_at"]),
            now.status,
            f"{self.before}{past.uuid}{self.after}",
            *now[1:],
            "",
            "",
            "",
            *self.coded.cells(identifier(said.get("uuid"))),
            "",
        )
