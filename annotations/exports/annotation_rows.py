"""The rows of annotations.csv as they stand now: one per annotation and tagging, in the columns of "csv 1".

Read as bare tuples from one cursor in the order of an index, a batch at a time: no model object is made per row and
memory does not grow with rows.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse

from annotations.exports.cells import identifier, known_time, moment
from annotations.exports.coded import Coded
from annotations.exports.facts import (
    NO_CLAIM,
    NO_SPEAKER,
    Cache,
    claim_cells,
    claims_of,
    people_of,
    speaker_cells,
    speakers_of,
)
from annotations.exports.opinions import Opinions
from annotations.exports.own import OwnCells
from annotations.exports.standing import unmoved
from annotations.passage_query import ask, rows
from annotations.passages import PassageFilter
from newsroom.custom_fields import fields_of
from newsroom.models import Membership, Project

BATCH: Final = 1_000
READ: Final = (
    ("annotation_id", "article_id", "revision_id", "annotation__uuid", "tagging__uuid")
    + ("block", "block_kind", "start", "end", "prefix", "quote", "suffix", "sentence")
    + ("tagging__claim_id", "tagging__stance", "tagging__speaker_id", "tagging__affiliation", "tagging__via_id")
    + ("tagging__form", "tagging__certainty", "said", "tagging__said_precision", "annotation__note")
    + ("annotation__author_id", "annotation__visibility", "created", "updated", "status", "annotation__corrected_at")
)
OWN: Final = ("tagging__custom", "article__custom")
"""Read as well where the project has fields of its own."""
AS_TEXT: Final = {"said": "tagging__said_at", "created": "annotation__created_at", "updated": "annotation__updated_at"}
"""Times are read as the text that the database writes, UTC: to parse and to print them again takes longest."""
NAMED, PLACED, SAID = 5, 13, 22
"""Where in READ the place begins, the tagging, and what follows it."""
QUOTE: Final = READ.index("quote")
CORRECTED: Final = READ.index("annotation__corrected_at")
ORDER: Final = ("article_id", "start", "annotation_id", "tagging__position", "tagging__id")


def annotation_rows(
    project: Project, who: Membership | None, filter: PassageFilter, using: str
) -> Iterator[tuple[Any, ...]]:
    """Return the rows that ``filter`` keeps; those of a batch are read when the first of them is asked for."""
    times = {name: Cast(path, TextField()) for name, path in AS_TEXT.items()}
    read = (*READ, *OWN) if project.has_fields else READ
    found = rows(ask(project, who, filter, using)).annotate(**times).order_by(*ORDER).values_list(*read)
    return chain.from_iterable(map(_builder(project, who, using), bare_rows(found, using)))


def bare_rows(found: QuerySet[Any, Any], using: str, size: int = BATCH) -> Iterator[list[tuple[Any, ...]]]:
    """Run a query without Django's conversions: ids and times come as the database driver gives them."""
    sql, parameters = found.query.get_compiler(using).as_sql()
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while batch := cursor.fetchmany(size):
            yield batch


def permalink(project: Project) -> tuple[str, str]:
    """Return what stands before and after an annotation's UUID in its permanent address."""
    nobody = str(UUID(int=0))
    before, after = reverse("annotation_show", args=[project.key, nobody]).split(nobody)
    return settings.BASE_URL.rstrip("/") + before, after


def _builder(
    project: Project, who: Membership | None, using: str
) -> Callable[[list[tuple[Any, ...]]], list[tuple[Any, ...]]]:
    claims, speakers = claim_cells(claims_of(project, using)), speaker_cells(speakers_of(project, using))
    people = people_of(project, using)
    cache = Cache(project, using)
    opinions = Opinions(who, people, using)
    before, after = permalink(project)
    claims[None], speakers[None] = NO_CLAIM, NO_SPEAKER
    coded = Coded(claims, speakers, people, using)
    own = OwnCells(fields_of(project, using=using))

    def build(batch: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        cache.fill({row[1] for row in batch}, {row[2] for row in batch})
        standing = cache.standing(row[:3] for row in batch)
        opinions.fill({row[1] for row in batch})
        coded.fill({row[0] for row in batch if row[CORRECTED]})
        articles, revisions = cache.articles, cache.revisions
        built = []
        for row in batch:
            claim, stance, speaker, affiliation, via, form, certainty, said, precision = row[PLACED:SAID]
            note, author, visibility, created, updated, status = row[SAID:CORRECTED]
            uuid = identifier(row[3])
            now = standing.get(row[0]) or unmoved(status, revisions[row[2]][0], row[QUOTE])
            cells = (
                uuid,
                identifier(row[4]),
                *articles[row[1]][0],
                *revisions[row[2]],
                *row[NAMED:PLACED],
                *claims[claim],
                stance or "",
                *speakers[speaker],
                affiliation or "",
                speakers[via][1],
                form or "",
                certainty or "",
                known_time(said, precision) if said else "",
                precision or "",
                note,
                people[author],
                visibility,
                moment(created),
                moment(updated),
                now.status,
                f"{before}{uuid}{after}",
                *now[1:],
                *opinions.cells(row[0], row[4], author),
                *coded.cells(identifier(row[4])),
                opinions.replies.get(row[0], 0),
                *own.cells(row[len(READ) :], coded.own.get(identifier(row[4]))),
            )
            built.append(cells)
        return built

    return build
