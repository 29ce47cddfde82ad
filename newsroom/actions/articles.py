"""Importing articles and editing what is known about them."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from newsroom import log, search
from newsroom.actions.outlets import get_or_make_outlet
from newsroom.intake import Prepared, Wording, wording_of
from newsroom.layouts import reading_of, stored
from newsroom.models import Article, Project, Revision, Source, User
from newsroom.sources import Here, here
from newsroom.text import RULE, Draft, Layout, Span, compose

ADDED, KNOWN, SAME_ADDRESS = "added", "known", "same_address"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article of an import: ``article`` is the new one, or the one that was there."""

    status: str
    article: Article


def import_article(
    *,
    by: User,
    project: Project,
    prepared: Prepared,
    source: Source | None = None,
    apart: bool = False,
    token: log.Token,
) -> Outcome:
    """Store one article with its first revision; see ``import_articles``."""
    return import_articles(by=by, project=project, items=[(prepared, source)], apart=apart, token=token)[0]


def import_articles(
    *,
    by: User,
    project: Project,
    items: Sequence[tuple[Prepared, Source | None]],
    apart: bool = False,
    token: log.Token,
) -> list[Outcome]:
    """Store articles in one action, in order.

    The same text twice is recognised ("known"), and so is an address that is here with other words
    ("same_address", stored all the same where ``apart`` says that it is another article).
    """
    with log.act(by=by, project=project, kind="article_import", token=token) as act:
        if act.is_repeated:
            articles = Article.objects.in_bulk(act.answer["articles"], field_name="uuid")
            by_text = {str(key): article for key, article in articles.items()}
            return [Outcome(status, by_text[uuid]) for status, uuid in act.answer["outcomes"]]
        urls = None if apart else {prepared.url for prepared, _source in items}
        present = here(project, {prepared.sha256 for prepared, _source in items}, urls)
        outcomes = [_import(act, prepared, source, present) for prepared, source in items]
        act.answer = {
            "articles": [str(outcome.article.uuid) for outcome in outcomes],
            "outcomes": [[outcome.status, str(outcome.article.uuid)] for outcome in outcomes],
        }
    return outcomes


def edit_article(*, by: User, article: Article, version: int, values: Mapping[str, Any], token: log.Token) -> Article:
    """Change what is known about an article.

    ``values`` may hold title, standfirst, outlet (a name), byline, authors, url, published_at,
    published_precision, published_zone, language and story. Another title or standfirst makes a revision.
    Raises ``log.Conflict`` where somebody was faster.
    """
    with log.act(by=by, project=article.project, kind="article_edit", token=token) as act:
        if act.is_repeated:
            return article
        edit_inside(act, article, version, values)
        act.answer = {"article": str(article.uuid)}
    return article


def edit_articles(
    *, by: User, project: Project, articles: Sequence[tuple[Article, int]], values: Mapping[str, Any], token: log.Token
) -> None:
    """Give several articles the same facts in one action: pairs of article and the version that the user saw."""
    with log.act(by=by, project=project, kind="article_edit", token=token) as act:
        if act.is_repeated:
            return
        for article, version in articles:
            edit_inside(act, article, version, values)
        act.answer = {"articles": [str(article.uuid) for article, _version in articles]}


def edit_inside(act: log.Act, article: Article, version: int, values: Mapping[str, Any]) -> None:
    """Change one article inside an action under way."""
    fresh = _fresh(act, article, version)
    before = log.snapshot(fresh)
    facts = {name: value for name, value in values.items() if name not in ("title", "standfirst", "outlet")}
    for name, value in facts.items():
        setattr(fresh, name, value)
    if "outlet" in values:
        fresh.outlet = get_or_make_outlet(act, values["outlet"])
    if "title" in values or "standfirst" in values:
        _reword(act, fresh, values)
    if log.snapshot(fresh) != before:
        fresh.version, fresh.updated_at = version + 1, timezone.now()
        fresh.save()
        act.changed(fresh, before)
    _copy(fresh, article)


def remove_article(*, by: User, article: Article, version: int, token: log.Token) -> Article:
    """Take an article out of the library; its highlights stay with it, and undo brings all back."""
    with log.act(by=by, project=article.project, kind="article_remove", token=token) as act:
        if act.is_repeated:
            return article
        fresh = _fresh(act, article, version)
        before = log.snapshot(fresh)
        fresh.deleted_at = timezone.now()
        fresh.version = version + 1
        fresh.save(update_fields=["deleted_at", "version"])
        act.changed(fresh, before)
        act.answer = {"article": str(article.uuid)}
        _copy(fresh, article)
    return article


def _fresh(act: log.Act, article: Article, version: int) -> Article:
    """Read the article again under the project's lock: whoever was faster has committed by now."""
    big = ("text", "blocks", "spans", "sentences")
    rows = Article.objects.select_related("outlet", "current_revision")
    fresh = rows.defer(*(f"current_revision__{name}" for name in big)).get(pk=article.pk)
    if fresh.version != version or fresh.deleted_at:
        raise log.Conflict(_("This article was changed meanwhile. Look at it again before you save."))
    fresh.project = act.project
    return fresh


def _import(act: log.Act, prepared: Prepared, source: Source | None, present: Here) -> Outcome:
    if known := present.texts.get(prepared.sha256):
        return Outcome(KNOWN, known)
    if same := present.at(prepared.url):
        return Outcome(SAME_ADDRESS, same)
    article = Article(
        project=act.project,
        title=prepared.title[:500],
        is_title_made_up=prepared.is_title_made_up,
        outlet=get_or_make_outlet(act, prepared.outlet),
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
    )
    article.save()
    wording = Wording(prepared.layout, prepared.sentences, prepared.sha256, prepared.body_sha256, prepared.words)
    article.current_revision = add_revision(act, article, wording, 1, source)
    article.save(update_fields=["current_revision"])
    search.index(act.project, [(article.pk, prepared.layout.text)])
    act.made(article)
    present.add(article, prepared.sha256)
    return Outcome(ADDED, article)


def add_revision(
    act: log.Act, article: Article, wording: Wording, number: int, source: Source | None = None
) -> Revision:
    """Store one immutable wording inside an action under way."""
    return Revision.objects.create(
        project=act.project,
        article=article,
        number=number,
        rule=RULE,
        sha256=wording.sha256,
        body_sha256=wording.body_sha256,
        source=source,
        by=act.by,
        **stored(wording.layout, wording.sentences),
    )


def _reword(act: log.Act, article: Article, values: Mapping[str, Any]) -> None:
    """Make the revision that another title or standfirst needs; nothing where the words stay the same."""
    old = article.current_revision
    assert old is not None
    reading = reading_of(old.pk, old.uuid)
    drafts = _drafts_with(reading.layout, values)
    wording = wording_of(compose(drafts), article.language)
    if wording.layout.text == reading.layout.text:
        return
    last = article.revisions.order_by("-number").values_list("number", flat=True)[0]
    revision = add_revision(act, article, wording, last + 1, old.source)
    article.current_revision = revision
    article.words, article.words_unit = wording.words.count, wording.words.unit
    article.is_title_made_up = drafts[0].kind != "title"
    if not article.is_title_made_up:
        article.title = drafts[0].text[:500]
    search.forget(act.project, article.pk, reading.layout.text)
    search.index(act.project, [(article.pk, wording.layout.text)])
    import_string(settings.MARGIN_REANCHOR)(article=article, before=old, after=revision)


def _drafts_with(layout: Layout, values: Mapping[str, Any]) -> list[Draft]:
    """Return the blocks of a layout with title and standfirst replaced where ``values`` names them."""
    drafts = list(_drafts_of(layout))
    head = {draft.kind: draft for draft in drafts if draft.kind in ("title", "standfirst")}
    for kind in ("title", "standfirst"):
        if kind in values and values[kind] != (head[kind].text if kind in head else ""):
            head[kind] = Draft(kind, values[kind])
    body = [draft for draft in drafts if draft.kind not in ("title", "standfirst")]
    return [head[kind] for kind in ("title", "standfirst") if kind in head and head[kind].text] + body


def _drafts_of(layout: Layout) -> Iterator[Draft]:
    spans = deque(layout.spans)
    for block in layout.blocks:
        inside = []
        while spans and spans[0].start < block.end:
            span = spans.popleft()
            inside.append(Span(span.kind, span.start - block.start, span.end - block.start, span.href))
        yield Draft(block.kind, layout.text[block.start : block.end], tuple(inside), block.attributes)


def _copy(fresh: Article, article: Article) -> None:
    for field in Article._meta.concrete_fields:
        setattr(article, field.attname, getattr(fresh, field.attname))
    article.current_revision = fresh.current_revision
    article.outlet = fresh.outlet
