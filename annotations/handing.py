"""What somebody could hand over to a colleague: unfinished articles, open mentions, contested passages of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from annotations.agreed import sorted_by_agreement
from annotations.models import (
    Anchor,
    Annotation,
    Answer,
    Notice,
    NoticeKind,
    ReadingState,
    Response,
    State,
    TeamNote,
)
from newsroom.models import Article, Membership, User

MOST: Final = 100
"""Of each kind so many at a time; the rest can be handed over afterwards."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention that was not opened yet, with the words of its passage where it is about one."""

    notice: Notice
    quote: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a member could hand over, as lists of at most MOST each."""

    articles: Sequence[Article]
    mentions: Sequence[Mention]
    contested: Sequence[Anchor]

    def __bool__(self) -> bool:
        return bool(self.articles or self.mentions or self.contested)


def work_of(membership: Membership) -> Work:
    """Return what a member has open: a number of queries that does not grow with it."""
    notices = list(_mentions(membership))
    keys = {notice.annotation_id for notice in notices if notice.annotation_id}
    quotes = dict(Anchor.objects.origins().filter(annotation__in=keys).values_list("annotation_id", "quote"))
    mentions = [Mention(notice, quotes.get(notice.annotation_id or 0, "")) for notice in notices]
    return Work(list(_articles(membership)), mentions, list(_contested(membership)))


def visible_keys(user: User, annotations: Sequence[Annotation]) -> set[int]:
    """Return the keys of those annotations that ``user`` may see today."""
    keys = [annotation.pk for annotation in annotations]
    return set(Annotation.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))


def _articles(membership: Membership) -> Iterator[Article]:
    """Articles that the member began and did not finish, and those that are in their hands."""
    mine = ReadingState.objects.filter(user=membership.user, article=OuterRef("pk"))
    done = mine.filter(state__in=(State.CODED, State.SKIPPED))
    begun = ReadingState.objects.filter(project=membership.project, user=membership.user, state=State.READ)
    held = TeamNote.objects.held_by(membership.project, membership.user)
    found = Article.objects.in_project(membership.project)
    found = found.filter(Q(pk__in=begun.values("article")) | Q(pk__in=held.values("article"))).exclude(Exists(done))
    return iter(found.select_related("outlet__merged_into").order_by("-id")[:MOST])


def _mentions(membership: Membership) -> Iterator[Notice]:
    found = Notice.objects.shown_to(membership).unread().filter(kind=NoticeKind.MENTION)
    return iter(found.select_related("action__by", "article", "annotation", "reply").order_by("-id")[:MOST])


def _contested(membership: Membership) -> Iterator[Anchor]:
    """The member's own passages that a colleague reads differently or would not tag, as far as the member sees that."""
    answers = Response.objects.current().shown_to(membership).exclude(kind=Answer.SAME)
    own = Annotation.objects.shown_to(membership).filter(project=membership.project, author=membership.user)
    differing = sorted_by_agreement(membership.project, membership).contested
    keys = sorted(differing.intersection(own.values_list("pk", flat=True)))[-MOST:]
    mine = own.filter(Exists(answers.filter(annotation=OuterRef("pk"))) | Q(pk__in=keys))
    found = Anchor.objects.origins().filter(annotation__in=mine.values("pk"), article__deleted_at=None)
    return iter(found.select_related("annotation", "article").order_by("-annotation_id")[:MOST])


def label_of(article: Article) -> str:
    """Return how a list of articles names one: title and outlet."""
    return f"{article.title} · {article.outlet.shown.name if article.outlet else _('No outlet')}"
