"""Finding the article that something on its way in belongs to: by its publisher's id, its address, or its very words."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from newsroom.folding import fold
from newsroom.intake import Prepared
from newsroom.models import Article, Project, Revision
from newsroom.web_addresses import domain

MOBILE = ("m.", "mobile.", "amp.")
BIG = ("text", "blocks", "spans", "sentences")
"""Parts of a revision that are not fetched along: ``newsroom.layouts`` keeps them."""

Shelf = dict[str, list[Article]]
Signature = frozenset[tuple[int, int | None]]


@dataclass(frozen=True, slots=True)
class Known:
    """Articles of a project that some imports may be: the newest first under each id, address and wording."""

    by_id: Shelf = field(default_factory=dict)
    by_address: Shelf = field(default_factory=dict)
    by_text: Shelf = field(default_factory=dict)
    """By the sha256 of any of their wordings."""
    articles: dict[int, Article] = field(default_factory=dict)
    """All of them by key, each once: what is changed under one name is changed under all."""

    def same(self, prepared: Prepared) -> list[Article]:
        """Return the articles that carry its id or address, without those of another publisher with the same id."""
        named = [
            article for article in self.by_id.get(prepared.more.external_id, ()) if not elsewhere(article, prepared)
        ]
        return list(dict.fromkeys([*named, *self.by_address.get(prepared.address_key, ())]))

    def twins(self, prepared: Prepared) -> list[Article]:
        """Return the articles of which some wording is this very text; a copy in another outlet is an article of its own."""
        return [article for article in self.by_text.get(prepared.sha256, ()) if not elsewhere(article, prepared)]

    def signature(self, prepared: Prepared) -> Signature:
        """Return what a judgement about ``prepared`` rests on: articles and their current wordings."""
        found = [*self.same(prepared), *self.twins(prepared)]
        return frozenset((article.pk, article.current_revision_id) for article in found)

    def copy(self) -> "Known":
        """Return one to which things can be added while this one stays as it is."""
        return Known(dict(self.by_id), dict(self.by_address), dict(self.by_text), dict(self.articles))

    def add(self, article: Article, prepared: Prepared) -> None:
        """Remember what was stored meanwhile."""
        self.articles[article.pk] = article
        keys = (prepared.more.external_id, prepared.address_key, prepared.sha256)
        for shelf, key in zip((self.by_id, self.by_address, self.by_text), keys, strict=True):
            if key:
                shelf[key] = [article, *(other for other in shelf.get(key, ()) if other.pk != article.pk)]


def known(project: Project, items: Iterable[Prepared]) -> Known:
    """Look up what the project has of these: four queries at most, however many they are."""
    some = list(items)
    found = Known()
    ids = {prepared.more.external_id for prepared in some} - {""}
    addresses = {prepared.address_key for prepared in some} - {""}
    if ids:
        _shelve(found, found.by_id, _articles(project).filter(external_id__in=ids), "external_id")
    if addresses:
        _shelve(found, found.by_address, _articles(project).filter(address_key__in=addresses), "address_key")
    same = Revision.objects.filter(project=project, article__deleted_at=None)
    digests = same.filter(sha256__in={prepared.sha256 for prepared in some}).order_by("-article_id")
    pairs = list(digests.values_list("sha256", "article_id").distinct())
    missing = {pk for _digest, pk in pairs} - found.articles.keys()
    found.articles.update(_articles(project).in_bulk(missing) if missing else {})
    for digest, pk in pairs:
        found.by_text.setdefault(digest, []).append(found.articles[pk])
    return found


def elsewhere(article: Article, prepared: Prepared) -> bool:
    """Tell whether a text with the same id or the same words was published by somebody else, as far as can be told."""
    outlets = _outlets(article), {fold(prepared.outlet)} - {""}
    hosts = host(article.url), host(prepared.url)
    is_same_outlet = bool(outlets[0] & outlets[1])
    if all(hosts):
        return hosts[0] != hosts[1] and not is_same_outlet
    return all(outlets) and not is_same_outlet


def host(url: str) -> str:
    """Return the site of an address, without what only says how it is read.

    >>> host("https://m.example.org:8443/a"), host("no address")
    ('example.org', '')
    """
    name = domain(url) if url else ""
    return next((name.removeprefix(prefix) for prefix in MOBILE if name.startswith(prefix)), name)


def _outlets(article: Article) -> set[str]:
    outlet = article.outlet
    return {outlet.folded, outlet.shown.folded} if outlet else set()


def _articles(project: Project) -> QuerySet[Article]:
    rows = Article.objects.in_project(project).select_related("outlet__merged_into", "current_revision")
    return rows.defer(*(f"current_revision__{name}" for name in BIG)).order_by("-id")


def _shelve(found: Known, shelf: Shelf, articles: QuerySet[Article], name: str) -> None:
    for row in articles:
        article = found.articles.setdefault(row.pk, row)
        shelf.setdefault(getattr(article, name), []).append(article)
