"""Highlights of one article, as rows: annotation, anchor, taggings, and the log that making them would have written."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from annotations.actions.anchors import wording
from annotations.models import Anchor, Annotation, Claim, Form, SaidPrecision, Speaker, Stance, Tagging, Visibility
from bench import plan
from bench.bulk import insert
from bench.cast import Cast, Popular
from bench.prose import Prose
from newsroom import log
from newsroom.layouts import Reading
from newsroom.models import Action, Article, Event, Project, Revision, User
from newsroom.text import Block

STANCES = (Stance.ASSERTS,) * 6 + (Stance.DISPUTES,) * 2 + (Stance.QUESTIONS, Stance.NONE)
FORMS = (Form.DIRECT, Form.INDIRECT, Form.INDIRECT, Form.SUMMARY, Form.PARTLY, "")


@dataclass(slots=True)
class Rows:
    """Rows to be written; parents are referred to by keys given beforehand."""

    annotations: list[Annotation] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    taggings: list[Tagging] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def save(self) -> None:
        """Write all of them."""
        for rows in (self.annotations, self.anchors, self.taggings, self.actions, self.events):
            insert(rows)


class Highlighter:
    """Makes highlights; keys and sequence numbers go on from article to article."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.prose = Prose(seed)
        self.popular = Popular(self.random)
        self.key = Annotation.objects.count()
        self.action_key = Action.objects.count()

    def on(self, cast: Cast, article: Article, revision: Revision, reading: Reading, count: int, hot: float) -> Rows:
        """Return ``count`` highlights on an article, a share ``hot`` of them in hot spots."""
        rows = Rows()
        busy = 2 + min(38, count // 10)
        claims = [cast.claims[index] for index in self.popular.some(cast.claims, busy)]
        speakers = [cast.speakers[index] for index in self.popular.some(cast.speakers, busy // 2 + 1)]
        authors = self.random.sample(cast.analysts, self.random.randint(1, 4))
        at = article.created_at + timedelta(hours=1)
        for start, end in self._places(reading, count, hot):
            at += timedelta(seconds=self.random.randint(20, 90))
            author = self.random.choice(authors)
            annotation = self._annotation(cast.project, article, author, at, rows)
            anchor = Anchor(project=cast.project, article=article, annotation=annotation, revision=revision)
            anchor.created_at = at
            for name, value in wording(reading, start, end).items():
                setattr(anchor, name, value)
            rows.anchors.append(anchor)
            self._tag(annotation, claims, speakers, rows)
            self._log(cast.project, article, author, annotation, rows)
        return rows

    def _places(self, reading: Reading, count: int, hot: float) -> Iterator[tuple[int, int]]:
        """Yield ranges of whole words; 3 in 100 reach into the next block."""
        blocks = reading.layout.blocks
        words = reading.layout.text.count(" ")
        spots = [self._place(reading, self.random.randrange(len(blocks))) for _ in range(words // plan.HOT_SPOT_WORDS)]
        for _ in range(count):
            if spots and self.random.random() < hot:
                yield self._near(reading, *self.random.choice(spots))
            else:
                yield self._place(reading, self.random.randrange(len(blocks)))

    def _place(self, reading: Reading, index: int) -> tuple[int, int]:
        blocks = reading.layout.blocks
        block = blocks[index]
        first = block.start + self.random.randrange(max(1, block.end - block.start - 30))
        start = _word_start(reading.layout.text, block, first)
        end = _word_end(reading.layout.text, block, start + self.random.randint(20, 220))
        if index + 1 < len(blocks) and self.random.random() < 0.03:
            end = _word_end(reading.layout.text, blocks[index + 1], blocks[index + 1].start + 40)
        return start, end

    def _near(self, reading: Reading, start: int, end: int) -> tuple[int, int]:
        """Return a range about as wide as another, its ends moved by some words."""
        block = reading.layout.blocks[reading.block_at(start)]
        start = _word_start(reading.layout.text, block, max(block.start, start + self.random.randint(-40, 40)))
        return start, _word_end(reading.layout.text, block, max(start + 20, end + self.random.randint(-40, 40)))

    def _annotation(self, project: Project, article: Article, author: User, at: datetime, rows: Rows) -> Annotation:
        self.key += 1
        chance = self.random.random()
        annotation = Annotation(
            id=self.key,
            uuid=UUID(int=self.random.getrandbits(128), version=4),
            project=project,
            article=article,
            author=author,
            note=self.prose.sentence() if chance < 0.2 else "",
            visibility=Visibility.PRIVATE if chance > 0.97 else Visibility.PROJECT,
            created_at=at,
            updated_at=at,
        )
        rows.annotations.append(annotation)
        return annotation

    def _tag(self, annotation: Annotation, claims: Sequence[Claim], speakers: Sequence[Speaker], rows: Rows) -> None:
        """Give it a claim; none to 1 in 10, two to 1 in 10."""
        chance = self.random.random()
        many = 0 if chance < 0.1 else 2 if chance > 0.9 else 1
        for position, claim in enumerate(self.random.sample(claims, min(many, len(claims))), start=1):
            tagging = Tagging(project=annotation.project, annotation=annotation, claim=claim, position=position)
            tagging.uuid = UUID(int=self.random.getrandbits(128), version=4)
            tagging.speaker = self.random.choice(speakers) if self.random.random() < 0.9 else None
            tagging.stance = self.random.choice(STANCES)
            tagging.form = self.random.choice(FORMS)
            tagging.created_at = annotation.created_at
            if self.random.random() < 0.1:
                tagging.said_at, tagging.said_precision = annotation.created_at, SaidPrecision.DAY
            rows.taggings.append(tagging)

    def _log(self, project: Project, article: Article, by: User, annotation: Annotation, rows: Rows) -> None:
        self.action_key += 1
        action = Action(id=self.action_key, project=project, by=by, kind="annotation_add", digest=64 * "0")
        action.answer, action.created_at = {"annotation": str(annotation.uuid)}, annotation.created_at
        rows.actions.append(action)
        rows.events.append(_event(project, article, action, "annotation", annotation, annotation.uuid))
        carried = (tagging for tagging in rows.taggings[-2:] if tagging.annotation_id == annotation.pk)
        rows.events += [_event(project, article, action, "tagging", row, row.uuid) for row in carried]


def _event(project: Project, article: Article, action: Action, kind: str, row: object, uuid: UUID) -> Event:
    project.sequence += 1
    return Event(
        project=project,
        article=article,
        sequence=project.sequence,
        action=action,
        object_kind=kind,
        object_uuid=uuid,
        after=log.snapshot(row),  # type: ignore[arg-type]
    )


def _word_start(text: str, block: Block, at: int) -> int:
    return max(text.rfind(" ", block.start, at) + 1, block.start)


def _word_end(text: str, block: Block, at: int) -> int:
    end = text.find(" ", min(at, block.end - 1), block.end)
    return block.end if end < 0 else end
