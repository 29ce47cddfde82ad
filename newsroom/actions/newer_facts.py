"""What a new wording of an article says about it, taken over without undoing what a person wrote."""

from collections.abc import Iterator
from typing import Any, Final

from newsroom import log
from newsroom.actions.outlets import get_or_make_outlet
from newsroom.intake import Prepared
from newsroom.models import Article, Event, PublishedPrecision, Source

PRECISE: Final = (
    PublishedPrecision.UNKNOWN,
    PublishedPrecision.MONTH,
    PublishedPrecision.DAY,
    PublishedPrecision.MINUTE,
)
"""From the least to the most exact."""
TYPED: Final = {"published": "published_at"}
"""Facts of a preview whose column has another name."""


def take_newer(act: log.Act, article: Article, prepared: Prepared) -> None:
    """Take over the facts of a new wording; the article is not saved.

    What is empty is filled in. Byline, section, subjects and time of publication follow the newer wording, unless a person
    wrote them or the newer one knows less.
    """
    written = _written(article)
    if article.outlet is None and "outlet" not in written:
        article.outlet = get_or_make_outlet(act, prepared.outlet, prepared.more.domain, prepared.more.country)
    for name, value in _plain(article, prepared):
        if value and name not in written:
            setattr(article, name, value)
    if "byline" not in written and prepared.byline:
        article.authors = list(prepared.authors)
    if "published_at" not in written:
        _take_date(article, prepared)
    article.is_partial = prepared.more.is_partial


def _plain(article: Article, prepared: Prepared) -> Iterator[tuple[str, Any]]:
    more = prepared.more
    yield "byline", prepared.byline[:500]
    yield "section", more.section[:200]
    yield "subjects", [subject[:200] for subject in more.subjects[:100]]
    yield "language", article.language or prepared.language[:35]
    yield "external_id", article.external_id or more.external_id[:255]
    if not article.url:
        yield "url", prepared.url[:2000]
        yield "address_key", prepared.address_key


def _take_date(article: Article, prepared: Prepared) -> None:
    found = prepared.published
    known = [PRECISE.index(PublishedPrecision(one)) for one in (article.published_precision, found.precision)]
    if found.at is not None and known[1] >= known[0]:
        article.published_at, article.published_precision = found.at, found.precision
        article.published_zone = found.zone[:60]


def _written(article: Article) -> set[str]:
    """Return the facts that a person wrote: on the edit page, or in the preview of an import."""
    edits = Event.objects.filter(article=article, object_kind="article", action__kind="article_edit")
    names = {name for after in edits.filter(action__undone_by=None).values_list("after", flat=True) for name in after}
    previews = Source.objects.filter(revisions__article=article).values_list("facts", flat=True)
    return names | {TYPED.get(name, name) for facts in previews for name in facts}
