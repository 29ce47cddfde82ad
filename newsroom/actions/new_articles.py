"""Storing new articles of one action together: a few statements for all of them."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from newsroom import log
from newsroom.actions.outlets import get_or_make_outlet
from newsroom.actions.revisions import new_revision
from newsroom.intake import Prepared, Wording
from newsroom.models import Article, Outlet, Source
from newsroom.storing import insert

New = Sequence[tuple[Prepared, Source | None]]


def add_articles(act: log.Act, items: New, how: str) -> list[Article]:
    """Store new articles with their first revisions inside an action under way; they are not in the search index yet."""
    outlets: dict[tuple[str, str, str], Outlet | None] = {}
    for prepared, _source in items:
        named = _named(prepared)
        if named not in outlets:
            outlets[named] = get_or_make_outlet(act, *named)
    articles = [_article(act, prepared, outlets[_named(prepared)]) for prepared, _source in items]
    insert(articles)
    pairs = zip(articles, items, strict=True)
    revisions = [
        new_revision(act, article, wording(prepared), 1, source, how=how) for article, (prepared, source) in pairs
    ]
    insert(revisions)
    for article, revision in zip(articles, revisions, strict=True):
        article.current_revision = revision
        act.made(article)
    _point_at_revisions(articles)
    return articles


def wording(prepared: Prepared) -> Wording:
    """Return what becomes the article's revision."""
    return Wording(prepared.layout, prepared.sentences, prepared.sha256, prepared.body_sha256, prepared.words)


def _named(prepared: Prepared) -> tuple[str, str, str]:
    return prepared.outlet, prepared.more.domain, prepared.more.country


def _article(act: log.Act, prepared: Prepared, outlet: Outlet | None) -> Article:
    return Article(
        project=act.project,
        title=prepared.title[:500],
        is_title_made_up=prepared.is_title_made_up,
        outlet=outlet,
        byline=prepared.byline[:500],
        authors=list(prepared.authors),
        url=prepared.url[:2000],
        published_at=prepared.published.at,
        published_precision=prepared.published.precision,
        published_zone=prepared.published.zone[:60],
        language=prepared.language[:35],
        words=prepared.words.count,
        words_unit=prepared.words.unit,
        added_by=act.by,
        **_more(prepared),
    )


def _point_at_revisions(articles: Sequence[Article]) -> None:
    """Asked for every article of an import, so in plain SQL."""
    sql = "UPDATE newsroom_article SET current_revision_id = %s WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(article.current_revision_id, article.pk) for article in articles])


def _more(prepared: Prepared) -> dict[str, Any]:
    more = prepared.more
    return {
        "address_key": prepared.address_key,
        "external_id": more.external_id[:255],
        "release": more.release,
        "embargo_until": prepared.embargo_until,
        "section": more.section[:200],
        "subjects": [subject[:200] for subject in more.subjects[:100]],
        "is_partial": more.is_partial,
    }
