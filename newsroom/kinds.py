"""How the log knows the newsroom's objects: which fields it keeps, who may undo, what may stand on them."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from newsroom import log, search
from newsroom.models import Article, Event, Outlet

ARTICLE_FIELDS = (
    "title",
    "is_title_made_up",
    "outlet",
    "byline",
    "authors",
    "url",
    "published_at",
    "published_precision",
    "published_zone",
    "language",
    "story",
    "is_partial",
    "current_revision",
    "words",
    "words_unit",
    "version",
    "updated_at",
    "deleted_at",
)


def article_stands(article: Any, event: Event) -> str:
    """Ask the annotations app, by name, what stands on the article or on the wording that ``event`` brought."""
    return str(import_string(settings.MARGIN_ARTICLE_GUARD)(article, event))


def search_again(article: Any) -> None:
    """Index the wording that an undone edit goes back to; the row in the database still has the other one."""
    old = Article.objects.select_related("current_revision").get(pk=article.pk).current_revision
    new = article.current_revision
    if old is not None and new is not None and old.pk != new.pk:
        search.forget(article.project, article.pk, old.text)
        search.index(article.project, [(article.pk, new.text)])


def outlet_stands(outlet: Any, event: Event) -> str:
    """Name the articles that carry an outlet which is about to go."""
    if not outlet.deleted_at:
        return ""
    count = outlet.articles.filter(deleted_at=None).count()
    return f"{outlet.name}: {count}" if count else ""


def register() -> None:
    """Make the newsroom's kinds known to the log; called once at start."""
    log.register(
        log.Kind(
            "article",
            Article,
            ARTICLE_FIELDS,
            article_id=lambda row: row.pk,
            may=lambda membership, row: membership.can_edit,
            guard=article_stands,
            rebuild=search_again,
        )
    )
    log.register(
        log.Kind(
            "outlet",
            Outlet,
            ("name", "folded", "domain", "country", "merged_into", "deleted_at"),
            article_id=lambda row: None,
            may=lambda membership, row: membership.can_edit,
            guard=outlet_stands,
        )
    )
