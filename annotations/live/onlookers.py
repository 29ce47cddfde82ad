"""One drawing for all who have no part in what happened: it is made for somebody who is nobody.

An onlooker has the role of those it stands for, no annotations, no answers and no name: what is drawn for it holds what the
whole project sees and nothing else, by the same functions that draw for a person. Who gets that drawing must not be under blind
mode, and must have nothing of their own in the passage: those are drawn for each by themselves.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from annotations import sight
from annotations.live.news import News
from annotations.models import Anchor, Reply, Response
from annotations.reading import runs
from newsroom.models import Article, Membership, User
from newsroom.prepared import Prepared
from newsroom.serving.grants import Watch

NOBODY = 0
"""No user has this key."""


class Audience(NamedTuple):
    """Readers who see the same, as long as they have nothing of their own in it."""

    since: int
    view: str
    """The query of their pages: what is brought out or set back."""
    show: str
    """Whose highlights they want to see; one of ``Show``."""
    role: str
    language: str


def audience_of(membership: Membership, watch: Watch, show: str, language: str) -> Audience | None:
    """Return the audience that somebody belongs to; None under blind mode, where everybody is drawn for alone."""
    if sight.is_blind(membership):
        return None
    return Audience(watch.sequence, watch.view, show, membership.role, language)


def onlooker(membership: Membership) -> Membership:
    """Return a membership, never saved, of nobody in the role of ``membership``."""
    return Membership(project=membership.project, user=User(pk=NOBODY), role=membership.role)


def hands_in(news: News) -> set[int]:
    """Return the people who did some of it, or wrote what was touched: the page tells them otherwise."""
    authors = {touch.annotation.author_id for touch in news.touches}
    return authors | {line.by for touch in news.touches for line in touch.lines}


def with_a_part(article: Article, blocks: Collection[int], shown: Collection[int]) -> set[int]:
    """Return the people to whom the drawing of ``blocks`` for an onlooker, with the annotations ``shown``, is not all.

    They have an annotation there that not everybody sees, or an answer or a reply to one that everybody does.
    """
    here = [row for start, end in runs(blocks) for row in _near(article, start, end)]
    found = {author for annotation, author in here if annotation not in shown}
    for said in (_ANSWERS, _REPLIES):
        found |= {by for _annotation, by in said.rows(annotations=sorted(shown))} if shown else set()
    return found


def _near(article: Article, start: int, end: int) -> Iterable[tuple[int, int]]:
    return _HERE.rows(revision=article.current_revision_id, start=start, end=end)  # type: ignore[return-value]


_HERE = Prepared(
    lambda revision, start, end: (
        Anchor.objects.in_revision(revision)
        .filter(annotation__deleted_at=None)
        .touching(start, end)
        .values_list("annotation_id", "annotation__author_id")
    )
)
_ANSWERS = Prepared(
    lambda annotations: (
        Response.objects.current().filter(annotation__in=annotations).values_list("annotation_id", "by_id")
    )
)
_REPLIES = Prepared(
    lambda annotations: (
        Reply.objects.current().filter(annotation__in=annotations).values_list("annotation_id", "author_id")
    )
)
