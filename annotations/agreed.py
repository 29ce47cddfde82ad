"""How the annotations of some articles are agreed on, as far as somebody may see: what pages, filter and files ask.

Numbers that colleagues compare are the same for all of them (``sight.together``): private annotations are in none.
Positions are those in the current wording of an article; what has no place there is a place of its own.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from annotations import sight
from annotations.agreement import Agreement, agreements, of_annotations
from annotations.models import Anchor, Annotation, Answer, Response, Tagging
from annotations.places import Coding
from newsroom.models import Membership, Project
from newsroom.prepared import Prepared

Range = tuple[int, int, int, int]
"""Article, revision, start and end."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was found, by the UUID of a tagging and by annotation; what is in neither is seen by one and doubted by nobody."""

    taggings: Mapping[str, Agreement] = field(default_factory=dict)
    annotations: Mapping[int, Agreement] = field(default_factory=dict)
    doubted: frozenset[int] = frozenset()

    def tagging(self, uuid: str | None, annotation: int, author: int) -> Agreement:
        """Return how a tagging is agreed on, or an annotation without any."""
        found = self.taggings.get(uuid or "")
        return found or Agreement(frozenset((author,)), annotation in self.doubted)

    def annotation(self, pk: int, author: int) -> Agreement:
        """Return how an annotation is agreed on."""
        found = self.annotations.get(pk) or Agreement(frozenset((author,)))
        return Agreement(found.analysts, found.is_contested or pk in self.doubted)


def agreed_in(articles: Collection[int], member: Membership | None, using: str = "default") -> Agreed:
    """Return how all annotations of some articles are agreed on: three queries, none for no articles."""
    if not articles:
        return Agreed()
    within = Q(annotation__article__in=articles)
    anchors = Anchor.objects.using(using).filter(article__in=articles)
    return _agreed(_taggings(member, using).filter(within), anchors, answers(member, using).filter(within))


def agreed_among(ranges: Mapping[int, Range], member: Membership) -> Agreed:
    """Return how the annotations of ``ranges`` are agreed on, whose places are known: two queries, none for none.

    Nothing is said of taggings by their UUIDs.
    """
    if not ranges:
        return Agreed()
    if not sight.is_blind(member):
        facts, doubts = (asked.rows(annotations=list(ranges)) for asked in (_FACTS_AMONG, _DOUBTS_AMONG))
        return _found(((None, *row) for row in facts), ranges, _both(doubts))
    within = Q(annotation__in=list(ranges))
    facts = _taggings(member).filter(within).values_list(*_FACTS)
    return _found(facts, ranges, _doubted(answers(member).filter(within)))


def answers(member: Membership | None, using: str = "default") -> QuerySet[Response]:
    """Return the answers that count, as far as ``member`` may see them."""
    shared = sight.together(member)
    with_own = Q(own=None) | sight.together(member, "own__")
    return Response.objects.using(using).current().filter(shared, with_own, sight.said(member))


def _taggings(member: Membership | None, using: str = "default") -> QuerySet[Tagging]:
    return Tagging.objects.using(using).current().filter(sight.together(member))


def _agreed(taggings: QuerySet[Tagging], anchors: QuerySet[Anchor], said: QuerySet[Response]) -> Agreed:
    here = anchors.filter(revision=F("article__current_revision"), start__isnull=False)
    rows = here.values_list("annotation_id", "article_id", "revision_id", "start", "end")
    return _found(
        taggings.values_list(*_FACTS),
        {pk: (article, revision, start, end) for pk, article, revision, start, end in rows},
        _doubted(said),
    )


def doubted_in(project: Project, member: Membership | None) -> frozenset[int]:
    """Return the annotations of a project that somebody reads otherwise, and the other readings."""
    return _doubted(answers(member).filter(project=project))


def _doubted(said: QuerySet[Response]) -> frozenset[int]:
    """Return the annotations that somebody reads otherwise, and the other readings."""
    return _both(_doubts(said))


def _doubts(said: QuerySet[Response]) -> QuerySet[Response, tuple[Any, ...]]:
    return said.exclude(kind=Answer.SAME).values_list("annotation_id", "own_id")


def _both(pairs: Iterable[tuple[Any, ...]]) -> frozenset[int]:
    return frozenset(pk for pair in pairs for pk in pair if pk is not None)


def _found(facts: Iterable[tuple[Any, ...]], ranges: Mapping[int, Range], doubted: frozenset[int]) -> Agreed:
    codings, annotation_of = [], {}
    names = {}
    for uuid, pk, annotation, analyst, claim, speaker, stance in facts:
        annotation_of[pk] = annotation
        if uuid is not None:
            names[pk] = str(uuid)
        # Without a place it meets nothing: no wording has a negative key.
        place = ranges.get(annotation) or (0, -annotation, 0, 1)
        codings.append(Coding(pk, *place, claim, speaker, stance, analyst))
    found = agreements(codings, annotation_of, doubted)
    by_name = {name: found[pk] for pk, name in names.items()}
    return Agreed(by_name, of_annotations(found, annotation_of), doubted)


_CLAIM = Coalesce("claim__merged_into_id", "claim_id")
_FACTS: tuple[Any, ...] = (
    "uuid",
    "pk",
    "annotation_id",
    "annotation__author_id",
    _CLAIM,
    Coalesce("speaker__merged_into_id", "speaker_id"),
    "stance",
)
# What a member may see in a project without blind articles is what everybody may see.
_FACTS_AMONG = Prepared(lambda annotations: _taggings(None).filter(annotation__in=annotations).values_list(*_FACTS[1:]))
_DOUBTS_AMONG = Prepared(lambda annotations: _doubts(answers(None).filter(annotation__in=annotations)))


@dataclass(frozen=True, slots=True)
class Sorted:
    """The annotations of a project that several analysts agree on or not, and those that are contested."""

    several: frozenset[int]
    contested: frozenset[int]


def sorted_by_agreement(project: Project, member: Membership | None, using: str = "default") -> Sorted:
    """Sort all annotations of a project; kept until the project changes."""
    who = member.pk if member else None
    return _sorted(project.uuid, _sequence(project, using), who, _Asking(project, member, using))


def _sequence(project: Project, using: str) -> int:
    return Project.objects.using(using).values_list("sequence", flat=True).get(pk=project.pk)


class _Asking:
    """What ``_sorted`` needs and does not remember anything by."""

    def __init__(self, project: Project, member: Membership | None, using: str) -> None:
        self.project, self.member, self.using = project, member, using

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asking)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=8)
def _sorted(project: UUID, sequence: int, member: int | None, asking: _Asking) -> Sorted:
    using = asking.using
    said = answers(asking.member, using).filter(project=asking.project)
    doubted = _doubted(said)
    candidates = _candidates(asking, doubted)
    taggings = _taggings(asking.member, using).filter(project=asking.project, annotation__article__in=candidates)
    anchors = Anchor.objects.using(using).filter(project=asking.project, article__in=candidates)
    found = _agreed(taggings, anchors, said).annotations
    several = frozenset(pk for pk, agreement in found.items() if agreement.is_several)
    contested = frozenset(pk for pk, agreement in found.items() if agreement.is_contested)
    return Sorted(several, contested | doubted)


def _candidates(asking: _Asking, doubted: Collection[int]) -> RawSQL:
    """Return the articles in which several people tagged the same claim, or somebody doubted something."""
    taggings = _taggings(asking.member, asking.using).filter(project=asking.project)
    by_claim = taggings.order_by().values("annotation__article", root=_CLAIM)
    shared = by_claim.annotate(people=Count("annotation__author", distinct=True)).filter(people__gt=1)
    found = set(shared.values_list("annotation__article", flat=True))
    doubtful = Annotation.objects.using(asking.using).filter(pk__in=among(doubted, asking.using))
    return among(found | set(doubtful.values_list("article", flat=True)), asking.using)


def among(keys: Collection[int], using: str) -> RawSQL:
    """Return any number of keys as a subquery: a database takes few parameters."""
    text = json.dumps(sorted(keys))
    if connections[using].vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [text])
    return RawSQL("SELECT value::bigint FROM jsonb_array_elements_text(%s::jsonb)", [text])
