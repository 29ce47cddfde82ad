"""Finding the article that something on its way in belongs to: by its publisher's id, its address, or its very words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

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
    """Look up what the project has of these: four queries at most, however many they are; mostly it has nothing."""
    some = list(items)
    rows = Article.objects.in_project(project)
    by_id = _keys(rows, "external_id", {prepared.more.external_id for prepared in some})
    by_address = _keys(rows, "address_key", {prepared.address_key for prepared in some})
    texts = Revision.objects.filter(project=project, article__deleted_at=None)
    by_text = _keys(texts.distinct(), "sha256", {prepared.sha256 for prepared in some}, "article_id")
    keys = {pk for pairs in (by_id, by_address, by_text) for _name, pk in pairs}
    found = Known(articles=_articles(project).in_bulk(keys) if keys else {})
    for shelf, pairs in ((found.by_id, by_id), (found.by_address, by_address), (found.by_text, by_text)):
        for name, pk in pairs:
            if pk in found.articles:
                shelf.setdefault(name, []).append(found.articles[pk])
    return found


def _keys(rows: QuerySet[Any], name: str, values: set[str], key: str = "id") -> list[tuple[str, int]]:
    """Return pairs of a value and the key of an article that has it, the newest article first."""
    wanted = values - {""}
    return list(rows.filter(**{f"{name}__in": wanted}).order_by(f"-{key}").values_list(name, key)) if wanted else []


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
    return rows.defer(*(f"current_revision__{name}" for name in BIG))
