"""Storing what came in: planned outside of any transaction, carried out inside an action under way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from newsroom import log, search
from newsroom.actions import stories
from newsroom.actions.newer_facts import take_newer
from newsroom.actions.outlets import get_or_make_outlet
from newsroom.actions.releases import apply_release
from newsroom.actions.revisions import Outdated, RevisionPlan, add_revision, make_revision, plan_revision
from newsroom.intake import Prepared, Wording
from newsroom.known import Known, known
from newsroom.models import Article, Project, Source
from newsroom.verdicts import ADDED, KNOWN, REVISED, Choice, Verdict, judge

Items = Sequence[tuple[Prepared, Source | None]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article of an import: ``article`` is the new one, or the one that was there.

    ``reason`` says why a text under its address was not taken for a wording of it (newsroom.verdicts).
    """

    status: str
    article: Article
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What is to become of each of some texts, and all that takes time to work out."""

    verdicts: Sequence[Verdict]
    revisions: Sequence[RevisionPlan | None]
    words: Sequence[str]
    """What the search index will keep of each new article; empty for others."""
    stories: stories.Plan
    known: Known
    sequence: int
    """The project's counter before it was looked up: as long as it stays there, what was known is still so."""


def plan_imports(project: Project, items: Items, choice: Choice) -> ImportPlan:
    """Work out, outside of any transaction, what becomes of each text.

    Of several wordings of one article the first is planned; the others follow from it and wait for their turn.
    """
    prepared = [item for item, _source in items]
    sequence = Project.objects.values_list("sequence", flat=True).get(pk=project.pk)
    here = known(project, prepared)
    verdicts = [judge(item, source, here, choice) for item, source in items]
    first: set[int] = set()
    revisions: list[RevisionPlan | None] = []
    for item, verdict in zip(prepared, verdicts, strict=True):
        article = verdict.article if verdict.status == REVISED else None
        is_first = article is not None and article.pk not in first
        revisions.append(_revision_plan(verdict, item) if is_first else None)
        first |= {article.pk} if article else set()
    pairs = zip(prepared, verdicts, strict=True)
    words = [search.document(item.layout.text) if verdict.status == ADDED else "" for item, verdict in pairs]
    return ImportPlan(verdicts, revisions, words, stories.lookup(project, prepared), here, sequence)


def carry_out(act: log.Act, plan: ImportPlan, items: Items, choice: Choice) -> list[Outcome]:
    """Store what was planned. Raises ``Outdated`` where the project is not as it was."""
    is_same = act.sequence == plan.sequence + 1  # nobody has written since
    here = plan.known.copy() if is_same else known(act.project, [prepared for prepared, _source in items])
    store = _Store(act, choice, here)
    steps = zip(items, plan.verdicts, plan.revisions, plan.words, strict=True)
    outcomes = [store.take(*item, *planned) for item, *planned in steps]
    if store.new:
        stories.apply(act, plan.stories, list(store.new.values()))
    return outcomes


@dataclass(slots=True)
class _Store:
    """One import under way."""

    act: log.Act
    choice: Choice
    here: Known
    new: dict[int, tuple[Article, Prepared]] = field(default_factory=dict)
    """New articles and new wordings, in order, by the article's key; of several wordings of one article the last."""

    def take(
        self,
        prepared: Prepared,
        source: Source | None,
        verdict: Verdict,
        revision: RevisionPlan | None = None,
        words: str = "",
    ) -> Outcome:
        """Store one text, or say why not."""
        rests_on = self.here.signature(prepared)
        if rests_on != verdict.signature:
            if self.new.keys().isdisjoint(pk for pk, _revision in rests_on):
                raise Outdated
            verdict, revision = judge(prepared, source, self.here, self.choice), None
        if verdict.status == ADDED:
            article = add_article(self.act, prepared, self._kept(source), self.choice.how)
            search.index_documents(self.act.project, [(article.pk, words or search.document(prepared.layout.text))])
            self._remember(article, prepared)
            return Outcome(ADDED, article)
        article = self._fresh(verdict)
        if verdict.status in (KNOWN, REVISED):
            apply_release(self.act, article, prepared)
        if verdict.status == REVISED:
            self._revise(article, prepared, source, revision or _revision_plan(verdict, prepared))
        return Outcome(verdict.status, article, verdict.reason)

    def _fresh(self, verdict: Verdict) -> Article:
        """Return the article as it is now, under the project's lock."""
        assert verdict.article is not None
        article = self.here.articles[verdict.article.pk]
        article.project = self.act.project
        return article

    def _revise(self, article: Article, prepared: Prepared, source: Source | None, plan: RevisionPlan) -> None:
        before = log.snapshot(article)
        make_revision(self.act, article, plan, source=self._kept(source), how=self.choice.how)
        take_newer(self.act, article, prepared)
        article.version, article.updated_at = article.version + 1, timezone.now()
        article.save()
        self.act.changed(article, before)
        self._remember(article, prepared)

    def _remember(self, article: Article, prepared: Prepared) -> None:
        self.here.add(article, prepared)
        self.new[article.pk] = (article, prepared)

    def _kept(self, source: Source | None) -> Source | None:
        """Keep a source that is not kept yet: its text is new after all."""
        if source is not None and source.pk is None:
            source.project, source.by = self.act.project, self.act.by
            source.settled_at, source.drafted = timezone.now(), {}
            source.save()
        return source


def add_article(act: log.Act, prepared: Prepared, source: Source | None, how: str) -> Article:
    """Store a new article with its first revision inside an action under way; it is not in the search index yet."""
    article = Article(
        project=act.project,
        title=prepared.title[:500],
        is_title_made_up=prepared.is_title_made_up,
        outlet=get_or_make_outlet(act, prepared.outlet, prepared.more.domain, prepared.more.country),
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
    article.save()
    article.current_revision = add_revision(act, article, _wording(prepared), 1, source, how=how)
    _point_at_revision(article)
    act.made(article)
    return article


def _point_at_revision(article: Article) -> None:
    """Asked for every article of an import, so in plain SQL."""
    sql = "UPDATE newsroom_article SET current_revision_id = %s WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [article.current_revision_id, article.pk])


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


def _wording(prepared: Prepared) -> Wording:
    return Wording(prepared.layout, prepared.sentences, prepared.sha256, prepared.body_sha256, prepared.words)


def _revision_plan(verdict: Verdict, prepared: Prepared) -> RevisionPlan:
    """Plan the next wording; it is the text itself, or has a person's headline over it."""
    assert verdict.article is not None
    assert verdict.layout is not None
    wording = _wording(prepared) if verdict.layout is prepared.layout else None
    return plan_revision(verdict.article, verdict.layout, wording=wording, more=verdict.more)
