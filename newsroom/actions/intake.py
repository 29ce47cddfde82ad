"""Storing what came in: planned outside of any transaction, carried out inside an action under way."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from newsroom import log, search
from newsroom.actions import stories
from newsroom.actions.new_articles import add_articles, wording
from newsroom.actions.newer_facts import take_newer
from newsroom.actions.releases import apply_release
from newsroom.actions.revisions import Outdated, RevisionPlan, make_revision, plan_revision
from newsroom.intake import Prepared
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
    if is_same and _are_new(plan, items):
        outcomes = store.add(items, plan.words)
    else:
        steps = zip(items, plan.verdicts, plan.revisions, plan.words, strict=True)
        outcomes = [store.take(*item, *planned) for item, *planned in steps]
    if store.new:
        stories.apply(act, plan.stories, list(store.new.values()))
    return outcomes


def _are_new(plan: ImportPlan, items: Items) -> bool:
    """Whether every text is a new article, and none may be the same as another of them."""
    if any(verdict.status != ADDED for verdict in plan.verdicts):
        return False
    names = [(item.more.external_id, item.address_key, item.sha256) for item, _source in items]
    columns = [[name for name in column if name] for column in zip(*names, strict=True)]
    return all(len(column) == len(set(column)) for column in columns)


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
            return self.add([(prepared, source)], [words or search.document(prepared.layout.text)])[0]
        article = self._fresh(verdict)
        if verdict.status in (KNOWN, REVISED):
            apply_release(self.act, article, prepared)
        if verdict.status == REVISED:
            self._revise(article, prepared, source, revision or _revision_plan(verdict, prepared))
        return Outcome(verdict.status, article, verdict.reason)

    def add(self, items: Items, words: Sequence[str]) -> list[Outcome]:
        """Store new articles together; ``words`` is what the search index keeps of each."""
        kept = [(prepared, self._kept(source)) for prepared, source in items]
        articles = add_articles(self.act, kept, self.choice.how)
        keys = [article.pk for article in articles]
        search.index_documents(self.act.project, list(zip(keys, words, strict=True)))
        for article, (prepared, _source) in zip(articles, items, strict=True):
            self._remember(article, prepared)
        return [Outcome(ADDED, article) for article in articles]

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


def _revision_plan(verdict: Verdict, prepared: Prepared) -> RevisionPlan:
    """Plan the next wording; it is the text itself, or has a person's headline over it."""
    assert verdict.article is not None
    assert verdict.layout is not None
    words = wording(prepared) if verdict.layout is prepared.layout else None
    return plan_revision(verdict.article, verdict.layout, wording=words, more=verdict.more)
