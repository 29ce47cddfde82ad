"""An item becomes an article that is ready to be stored, or the reason why it cannot; no transaction is open meanwhile."""

import hashlib
import logging
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from newsroom.actions.jobs import CHECK, squeeze
from newsroom.corrections import corrected
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.registry import read
from newsroom.intake import Prepared, prepare
from newsroom.models import Article, Job, JobItem, Source
from newsroom.sources import note, note_found
from newsroom.working import bounds
from newsroom.working.leases import Lease

LOG = logging.getLogger(__name__)
FETCH_SECONDS: Final = 60.0
"""A fetch ends by itself long before (newsroom.fetching)."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An article that can be stored. ``prepared`` is None where it goes into a preview first."""

    item: JobItem
    source: Source
    prepared: Prepared | None


@dataclass(frozen=True, slots=True)
class Bad:
    """An item that cannot become an article, and why."""

    item: JobItem
    notice: Notice


@dataclass(frozen=True, slots=True)
class Came:
    """The bytes of an item with what is known about them from outside."""

    data: bytes
    name: str = ""
    media_type: str = ""
    url: str = ""


def read_item(lease: Lease, item: JobItem) -> Ready | Bad:
    """Fetch where there is an address only, read and prepare. Raises ``Lost``."""
    try:
        came = _came(lease, item)
        lease.beat()
        with bounds.limited(bounds.ITEM_SECONDS):
            return _ready(lease.job, item, came)
    except Refused as refused:
        return Bad(item, refused.notice)
    except bounds.MISTAKES:
        LOG.exception("A mistake while reading item %s of job %s", item.number, lease.job.uuid)
        return Bad(item, bounds.broken().notice)


def _ready(job: Job, item: JobItem, came: Came) -> Ready:
    options = dict(item.options)
    if came.url:
        options["url"] = came.url
    draft = read(
        came.data,
        filename=came.name,
        media_type=came.media_type,
        options=options,
        limit=settings.IMPORT_FILE_LIMIT,
    )
    if job.kind == CHECK:
        # The page may call itself otherwise by now: it is looked at as the article that it was fetched for.
        draft = replace(draft, url=item.url)
    source, facts = _source(item, came), job.options.get("facts") or {}
    if _is_looked_at(job, draft):
        source.facts = dict(facts)
        return Ready(item, note(source, draft), None)
    return Ready(item, note_found(source, draft), _prepared(draft, facts))


def _is_looked_at(job: Job, draft: ArticleDraft) -> bool:
    """Whether a person sees it before it is added: what a PDF says is never certain (its lines are not its paragraphs)."""
    if job.kind == CHECK:
        return False
    return job.is_previewed or (draft.importer == "pdf" and not job.options.get("unseen"))


def _prepared(draft: ArticleDraft, facts: Mapping[str, Any]) -> Prepared:
    return prepare(corrected(draft, facts) if facts else draft)


def _came(lease: Lease, item: JobItem) -> Came:
    """Return the bytes of an item. Raises ``Refused``."""
    if item.data is None:
        if lease.job.kind == CHECK:
            _point_to_article(item)
        lease.beat(seconds=FETCH_SECONDS)
        return fetched(item.url)
    data = zlib.decompress(bytes(item.data))
    return Came(data, item.name, item.media_type, item.url)


def _point_to_article(item: JobItem) -> None:
    """Fetch from where the article says today that it is. Raises ``Refused`` where it was removed."""
    article = Article.objects.filter(pk=item.article_id, deleted_at=None).exclude(url="").only("url").first()
    if article is None:
        raise Refused("article-gone", gettext_noop("The article was removed, or has no address any more."))
    item.url = article.url


def fetched(url: str) -> Came:
    """Fetch a page. Raises ``Refused`` with the reason."""
    from newsroom.fetching import Unfetched, fetch  # the web's processes never load it

    try:
        page = fetch(url)
    except Unfetched as error:
        raise Refused(error.notice.code, error.notice.message, **error.notice.params) from error
    return Came(page.data, "", page.media_type, page.url)


def _source(item: JobItem, came: Came) -> Source:
    return Source(
        data=item.data if item.data is not None else squeeze(came.data),
        size=len(came.data),
        sha256=hashlib.sha256(came.data).hexdigest(),
        filename=tidy(came.name)[:255],
        media_type=tidy(came.media_type)[:100],
        url=came.url[:2000],
        fetched_at=timezone.now(),
    )
