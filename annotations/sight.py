"""Whose annotations somebody may see: this module decides, every query and count asks it.

Membership is checked by then (``newsroom.access``); here it is about single annotations alone. ``member`` comes with its
project, whose flags say whether any article is blind: where none is, nothing is asked of the database for it.

Where an article is blind, a member under the blind sees their own work on it alone, until they mark it coded or an
editor reveals it (docs/adr/0009-blind-mode.md).
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from annotations.models.reading_state import ReadingState
from annotations.models.visibility import Visibility
from newsroom.models import Article, Membership

if TYPE_CHECKING:
    from annotations.models import Annotation

ABOUT_ARTICLES = ("article",)
"""Kinds of events that are about an article itself, which blind mode never covers."""


def is_blind(member: Membership) -> bool:
    """Whether anything of the project may be covered for ``member``; without a query."""
    return member.project.is_blind_anywhere and member.is_under_blind


def opened(member: Membership) -> "QuerySet[ReadingState, dict[str, Any]]":
    """Return the keys of the articles that ``member`` has marked coded once: what was seen is not covered again."""
    found = ReadingState.objects.filter(project=member.project_id, user=member.user_id, opened_at__isnull=False)
    return found.values("article")


def covers(member: Membership, article: Article) -> bool:
    """Whether colleagues' work on ``article`` is hidden from ``member``; one query where the article is blind."""
    if not is_blind(member) or not article.is_blind_in(member.project):
        return False
    return not opened(member).filter(article=article).exists()


def covered(member: Membership | None, keys: Collection[int], using: str = "default") -> set[int]:
    """Return those articles of ``keys`` on which colleagues' work is hidden from ``member``."""
    if member is None or not is_blind(member):
        return set()
    found = Article.objects.using(using).filter(articles(member), pk__in=keys)
    return set(keys) - set(found.values_list("pk", flat=True))


def articles(member: Membership, path: str = "") -> Q:
    """Return the condition for articles on which colleagues' work is shown; ``path`` leads to the article."""
    if not is_blind(member):
        return Q()
    revealed = Q(**{f"{path}is_blind": False})
    if not member.project.is_blind:
        revealed |= Q(**{f"{path}is_blind": None})
    return revealed | Q(**{f"{path}pk__in": opened(member)})


def seen(member: Membership, path: str = "") -> Q:
    """Return the condition for annotations that ``member`` may see, one's own included; ``path`` leads to them."""
    return plainly_seen(member.user_id, path) & uncovered(member, path)


def plainly_seen(user_id: int, path: str = "") -> Q:
    """Return the same where nothing is covered: for one article, once ``covers`` has said so."""
    seen = Q(**{f"{path}visibility": Visibility.PROJECT}) | Q(**{f"{path}author": user_id})
    return seen & Q(**{f"{path}deleted_at": None})


def together(member: Membership | None, path: str = "annotation__") -> Q:
    """Return the condition for what the whole project sees, as far as ``member`` may see it today.

    Private annotations are in it for nobody, not even for their author: numbers that colleagues compare are the same for
    all of them. Without a member (an operator's command) it is all that is shared. ``path`` leads to the annotation.
    """
    shared = Q(
        **{
            f"{path}deleted_at": None,
            f"{path}article__deleted_at": None,
            f"{path}visibility": Visibility.PROJECT,
        }
    )
    return shared & uncovered(member, path)


def was_shown(member: Membership, annotation: "Annotation", visibility: str) -> bool:
    """Whether ``member`` could see an annotation while it was there with that visibility; it may be gone today.

    Only who saw it is told that it went: the rule is that of ``Annotation.objects.shown_to``.
    """
    if annotation.author_id == member.user_id:
        return True
    if visibility != Visibility.PROJECT:
        return False
    return not is_blind(member) or not covers(member, annotation.article)


def uncovered(member: Membership | None, path: str = "") -> Q:
    """Return the condition that blind mode alone puts on annotations: no condition where nothing is blind."""
    if member is None or not is_blind(member):
        return Q()
    return articles(member, f"{path}article__") | _own(member, path)


def said(member: Membership | None, path: str = "annotation__", by: str = "by") -> Q:
    """Return the condition that blind mode puts on what people say to annotations, one's own annotations included.

    Whoever answers has opened the article; the author of the annotation may not have. ``path`` leads to the annotation,
    ``by`` to whoever says it.
    """
    if member is None or not is_blind(member):
        return Q()
    return articles(member, f"{path}article__") | Q(**{by: member.user_id})


def states(member: Membership | None) -> Q:
    """Return the condition for reading states: those of colleagues on covered articles are left out, whatever they say."""
    if member is None or not is_blind(member):
        return Q()
    return articles(member, "article__") | Q(user=member.user_id)


def events(member: Membership) -> Q:
    """Return the condition that blind mode puts on the log: on covered articles, what they are and one's own work.

    What an author keeps private is another question (``annotations.history``).
    """
    if not is_blind(member):
        return Q()
    about = Q(article=None) | Q(object_kind__in=ABOUT_ARTICLES)
    return about | articles(member, "article__") | Q(action__by=member.user_id)


def _own(member: Membership, path: str) -> Q:
    return Q(**{f"{path}author": member.user_id})
