"""Fills a project: rows are written in bulk, past the actions, and are what the actions would have written.

The same text rule, sentences, anchors, log and search index.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from annotations.models import ReadingState, State
from bench import plan
from bench.articles import Writer
from bench.cast import Cast, make_cast
from bench.highlights import Highlighter, Rows
from newsroom import search
from newsroom.layouts import Reading
from newsroom.models import Article, Revision, User

BATCH = 250
"""Articles a transaction."""


class Order(NamedTuple):
    """One article to be made; ``name`` is empty but for special ones."""

    number: int
    words: int
    highlights: int
    name: str = ""


@dataclass(slots=True)
class Batch:
    """Some articles with all that belongs to them, unsaved."""

    articles: list[Article] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    rows: list[Rows] = field(default_factory=list)
    states: list[ReadingState] = field(default_factory=list)

    def save(self, cast: Cast) -> None:
        """Write all of it in one transaction."""
        with transaction.atomic():
            Article.objects.bulk_create(self.articles)
            Revision.objects.bulk_create(self.revisions)
            for rows in self.rows:
                rows.save()
            ReadingState.objects.bulk_create(self.states)
            search.index(cast.project, [(revision.article_id, revision.text) for revision in self.revisions])


def fill(project_plan: plan.ProjectPlan, people: list[User]) -> dict[str, Any]:
    """Fill one project; return what the rows of the benchmark need to know of it."""
    began = time.monotonic()
    cast = make_cast(project_plan, people)
    seed = len(project_plan.key)
    writer, highlighter = Writer(seed), Highlighter(seed)
    specials: dict[str, Any] = {}
    left, done = orders(project_plan), 0
    while some := list(islice(left, BATCH)):
        specials |= _write(cast, writer, highlighter, some, project_plan.articles)
        done += len(some)
        if done % (20 * BATCH) == 0:
            print(f"  {project_plan.key}: {done} articles, {time.monotonic() - began:.0f} s", file=sys.stderr)
    cast.project.save(update_fields=["sequence"])
    return {"articles": project_plan.articles, "highlights": project_plan.highlights, "specials": specials}


def orders(project_plan: plan.ProjectPlan) -> Iterator[Order]:
    """Yield the articles of a project, oldest first.

    Two neighbours together carry twice the average, so that any later half holds half of the highlights.
    """
    plain = project_plan.articles - project_plan.annotated
    mean = project_plan.highlights // project_plan.annotated
    specials = {project_plan.articles * 3 // 4 + index: one for index, one in enumerate(project_plan.specials)}
    for number in range(project_plan.articles):
        swing = (number // 2 * 7) % mean
        count = 0 if number < plain else mean + (swing if number % 2 else -swing)
        words = project_plan.words + (number * 37) % project_plan.words - project_plan.words // 2
        yield Order(number, words, count)
        if special := specials.get(number):
            yield Order(number, special.words, special.highlights, special.name)


def _write(
    cast: Cast, writer: Writer, highlighter: Highlighter, some: Iterable[Order], of: int
) -> dict[str, dict[str, Any]]:
    """Make and save some of a project's articles; return the facts of the special ones."""
    batch = Batch()
    specials: dict[str, dict[str, Any]] = {}
    for order in some:
        article, revision, wording = writer.write(cast, order.number, of, order.words)
        reading = Reading(wording.layout, wording.sentences)
        hot = plan.HOT_SHARE if order.name else 0
        rows = highlighter.on(cast, article, revision, reading, order.highlights, hot)
        batch.articles.append(article)
        batch.revisions.append(revision)
        batch.rows.append(rows)
        batch.states += _states(cast, article, rows)
        if order.name:
            specials[order.name] = _facts(article, revision, reading, order.highlights)
    batch.save(cast)
    return specials


def _states(cast: Cast, article: Article, rows: Rows) -> list[ReadingState]:
    """Whoever highlighted something has coded the article; one more colleague has read it."""
    coded = {annotation.author_id for annotation in rows.annotations}
    marks = {analyst: State.CODED for analyst in cast.analysts if analyst.pk in coded}
    marks.setdefault(cast.analysts[article.pk % len(cast.analysts)], State.READ)
    return [
        ReadingState(
            project=cast.project,
            article=article,
            user=user,
            uuid=UUID(int=article.pk << 64 | user.pk),
            state=state,
            updated_at=article.created_at,
        )
        for user, state in marks.items()
    ]


def _facts(article: Article, revision: Revision, reading: Reading, highlights: int) -> dict[str, Any]:
    """What a client must know of a special article to write on it: its text and where its blocks lie."""
    return {
        "article": str(article.uuid),
        "revision": str(revision.uuid),
        "words": article.words,
        "highlights": highlights,
        "text": reading.layout.text,
        "blocks": [[block.kind, block.start, block.end] for block in reading.layout.blocks],
    }
