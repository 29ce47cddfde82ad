"""The cells about what analysts say of an annotation: analysts, contested, responses and replies."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count

from annotations.agreed import Agreed, agreed_in, answers
from annotations.exports.cells import identifier
from annotations.models import Reply
from annotations.sight import said
from newsroom.models import Membership

JOINT: Final = "; "
"""Between several responses."""


@dataclass(slots=True)
class Opinions:
    """How the annotations of the articles at hand are agreed on; the last article of a batch may go on in the next."""

    who: Membership | None
    people: Mapping[int, str]
    using: str
    articles: set[int] = field(default_factory=set)
    agreed: Agreed = field(default_factory=Agreed)
    responses: dict[int, str] = field(default_factory=dict)
    replies: dict[int, int] = field(default_factory=dict)
    """How many remarks stand in the thread under each annotation that has any."""

    def fill(self, articles: Collection[int]) -> None:
        """Look at these articles whole: five queries, none where they were the ones before."""
        if set(articles) <= self.articles:
            return
        self.articles = set(articles)
        self.agreed = agreed_in(articles, self.who, self.using)
        self.responses = self._responses()
        self.replies = self._replies()

    def cells(self, annotation: int, tagging: Any, author: int) -> tuple[int, int, str]:
        """Return the cells of a row; ``tagging`` is its UUID, or None where it has none."""
        found = self.agreed.tagging(identifier(tagging) or None, annotation, author)
        return len(found.analysts), int(found.is_contested), self.responses.get(annotation, "")

    def _responses(self) -> dict[int, str]:
        given = answers(self.who, self.using).filter(annotation__article__in=self.articles).order_by("annotation", "id")
        found: dict[int, list[str]] = {}
        for annotation, by, kind in given.values_list("annotation_id", "by_id", "kind"):
            found.setdefault(annotation, []).append(f"{self.people[by]} {kind}")
        return {annotation: JOINT.join(lines) for annotation, lines in found.items()}

    def _replies(self) -> dict[int, int]:
        current = Reply.objects.using(self.using).current().filter(said(self.who, by="author"))
        threads = current.filter(annotation__article__in=self.articles).order_by().values("annotation_id")
        return dict(threads.annotate(count=Count("pk")).values_list("annotation_id", "count"))
